import { bindingKey } from '../../../shared/domain/binding.ts'
import type { PlatformApp } from '../../../shared/domain/platform-app.ts'
import { isYounger } from '../../../shared/domain/reconciliation.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Observation, Observed } from '../../ingest/observe.ts'
import type { PlatformApi } from '../../platform/platform-api.ts'
import type { PollTargets } from '../../projections/poll-targets.ts'
import type { StandingBinding } from '../../store/bindings.ts'

export interface ReadBackPorts {
  now: () => number
  /** @returns what stops it */
  after: (ms: number, work: () => void) => () => void
  /** What our picture has on an X. */
  standingOfX: (x: { appId: number; xNumber: string }) => Promise<StandingBinding[]>
  observe: (observations: Observation[]) => Promise<Observed>
}

/** How far a run has got; grows while it goes on. */
export interface Progress {
  done: number
  of: number
  bindings: number
  differences: number
  firstRead: number
  failures: number
  /** The last failure. */
  error: unknown
}

/** Least time between the beginnings of two questions; 0 = as fast as the client lets us. May become shorter while a run goes on. */
export interface Pace {
  gapMs: number
}

interface Run {
  app: PlatformApp
  api: PlatformApi
  runId: number
  targets: PollTargets
  pace: Pace
  signal: AbortSignal
  progress: Progress
  onProgress: (observed: Observed) => void
  ports: ReadBackPorts
}

type Target = { xNumber: string } | { bindingId: string }

/** Answers about single bindings that share a commit. */
const batch = 50
/** So many failures one after the other, and the platform is taken to be out of reach; the client has tried each several times. */
const maxFailuresInRow = 3

/**
 * Asks the platform about all targets and hands over what it tells. An X about which a question fails is not judged; the others are.
 * @throws AppError what ended the run before its end; `cancelled` when the signal did
 */
export async function readBack(run: Run): Promise<void> {
  const { app, targets, pace, signal, progress, ports } = run
  const queue: Target[] = [...targets.xNumbers.map((xNumber) => ({ xNumber })), ...targets.bindingIds.map((bindingId) => ({ bindingId }))]
  progress.of = queue.length
  const batched = batchedObserver(run)
  let startAt = ports.now()
  let failuresInRow = 0
  let end: { thrown: unknown } | null = null

  const turn = async () => {
    const waitMs = startAt - ports.now()
    // A clock that was set back must not make the gap longer.
    startAt = Math.max(startAt, ports.now()) + pace.gapMs
    if (waitMs > 0 && pace.gapMs > 0) await pause(Math.min(waitMs, pace.gapMs * app.api.concurrency), signal, ports)
  }
  const read = async (target: Target) => {
    try {
      if ('xNumber' in target) await readX(run, target.xNumber)
      else await batched.add(target.bindingId)
      failuresInRow = 0
    } catch (thrown) {
      if (endsRun(thrown)) throw thrown
      progress.failures += 1
      progress.error = thrown
      if (!concernsRequest(thrown)) failuresInRow += 1
      if (failuresInRow >= maxFailuresInRow) throw thrown
    }
  }
  const work = async () => {
    for (let target = queue.shift(); target !== undefined && end === null; target = queue.shift()) {
      try {
        // One question after the other: how many at a time is the number of those who work.
        // oxlint-disable-next-line no-await-in-loop
        await turn()
        // oxlint-disable-next-line no-await-in-loop
        await read(target)
      } catch (thrown) {
        end ??= { thrown }
        return
      }
      progress.done += 1
      run.onProgress({ changes: 0, firstRead: 0, xNumbers: 0 })
    }
  }
  await Promise.all(Array.from({ length: Math.min(app.api.concurrency, queue.length) }, work))
  const ended = end as { thrown: unknown } | null
  // What was answered before the end is worth keeping, unless keeping is what failed.
  if (!(ended?.thrown instanceof AppError && ended.thrown.code === 'storage')) await batched.flush()
  if (ended !== null) throw ended.thrown
}

/** Reads all bindings of an X; what is missing among them is asked for by itself, because pages shift while they are read. */
async function readX(run: Run, xNumber: string): Promise<void> {
  const { app, api, signal, progress, ports } = run
  const { id: appId, mode } = app
  const fetched = await orAborted(api.fetchBindingsOfX(xNumber, { signal, priority: 'background' }), signal)
  const { askedAt, answeredAt } = fetched
  const about = { source: 'poll', appId, mode, runId: run.runId } as const
  for (const { body, found } of fetched.pages) {
    // Page after page, so that the writer is free for pushes in between.
    // oxlint-disable-next-line no-await-in-loop
    await take(run, [{ ...about, operation: 'bindings-of-x', xNumber, found, body, askedAt, answeredAt }])
  }
  progress.bindings += fetched.value.length

  const told = new Set(fetched.value.map(bindingKey))
  const standing = await ports.standingOfX({ appId, xNumber })
  const missing = standing.filter((binding) => !told.has(bindingKey(binding)) && !isYounger({ ...binding, endedAt: null }, fetched))
  for (const bindingId of new Set(missing.map((binding) => binding.bindingId))) {
    // oxlint-disable-next-line no-await-in-loop
    await take(run, [await readOne(run, bindingId)])
  }
  if (fetched.complete) await take(run, [{ source: 'poll', operation: 'x-read', appId, xNumber, askedAt }])
}

async function readOne({ app, api, runId, signal }: Run, bindingId: string): Promise<Observation> {
  const asked = api.fetchBinding(bindingId, { signal, priority: 'background' })
  const { value: found, complete, bodies, askedAt, answeredAt } = await orAborted(asked, signal)
  const about = { source: 'poll', operation: 'binding', appId: app.id, mode: app.mode, runId } as const
  return { ...about, bindingId, found, complete, body: bodies.join('\n'), askedAt, answeredAt }
}

async function take(run: Run, observations: Observation[]): Promise<void> {
  const observed = await run.ports.observe(observations)
  run.progress.differences += observed.changes
  run.progress.firstRead += observed.firstRead
  run.onProgress(observed)
}

/** Asks about bindings one by one and hands them over together: a commit for each would cost the disk more than the platform. */
function batchedObserver(run: Run) {
  let waiting: Observation[] = []
  const flush = async () => {
    const observations = waiting
    waiting = []
    if (observations.length > 0) await take(run, observations)
  }
  return {
    async add(bindingId: string) {
      const observation = await readOne(run, bindingId)
      if (observation.operation === 'binding') run.progress.bindings += observation.found.length
      waiting.push(observation)
      if (waiting.length >= batch) await flush()
    },
    flush,
  }
}

/** Whether the failure is one of this question alone, so that the next one may fare better. */
function concernsRequest(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.details?.['concerns'] === 'request'
}

/** What any further question would meet too, or what no question of ours is the cause of. */
function endsRun(thrown: unknown): boolean {
  if (!(thrown instanceof AppError)) return true
  if (thrown.code === 'cancelled' || thrown.code === 'storage' || thrown.code === 'internal') return true
  return !concernsRequest(thrown) && ['credentials', 'restricted', 'rate-limited'].includes(thrown.code)
}

const cancelled = () => new AppError('cancelled', 'the run was cancelled')

/** Whoever quits does not wait for an answer that may take its time. */
function orAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(cancelled())
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort)
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

function pause(ms: number, signal: AbortSignal, { after }: Pick<ReadBackPorts, 'after'>): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      stop()
      reject(cancelled())
    }
    const stop = after(ms, () => {
      signal.removeEventListener('abort', abort)
      resolve()
    })
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort)
  })
}
