import type { PlatformApp } from '../../../shared/domain/platform-app.ts'
import { minuteMs, secondMs } from '../../../shared/domain/time.ts'
import { AppError, toErrorInfo } from '../../../shared/errors.ts'
import type { PollRun, PollState } from '../../../shared/ipc/poller.ts'
import type { StatusView, Topic } from '../../../shared/ipc/system.ts'
import type { Observed } from '../../ingest/observe.ts'
import type { PlatformApi } from '../../platform/platform-api.ts'
import type { LastRun, PollTargets } from '../../projections/poll-targets.ts'
import type { PollRunEnd } from '../../store/poll-runs.ts'
import { pollerStatus, pollState, runOf, type PolledApp, type RunUnderWay } from './poll-state.ts'
import { readBack, type Pace, type Progress, type ReadBackPorts } from './read-back.ts'

export interface PollerPorts extends ReadBackPorts {
  apps: () => readonly PlatformApp[]
  /** Null while the app has no secret at hand; another object when its settings have changed. */
  apiOf: (app: PlatformApp) => PlatformApi | null
  /** From 0 up to 1. */
  random: () => number
  lastRuns: () => Promise<{ appId: number; run: PollRun }[]>
  /** Marks runs that a crash left open. */
  closeRuns: (at: number) => Promise<void>
  beginRun: (run: { appId: number; startedAt: number }) => Promise<number>
  endRun: (end: PollRunEnd) => Promise<void>
  targets: (input: { appId: number; mode: PlatformApp['mode']; last: LastRun | null; now: number }) => Promise<PollTargets>
  news: (...topics: Topic[]) => void
  log: (line: string) => void
}

/** Reads the bindings of every app back on its schedule. */
export interface Poller {
  /** After apps, their settings or their secrets have changed. */
  refresh: () => void
  /** Reads back now. @throws AppError `not-found`, `conflict` (X mode has none), `credentials` (no secret), `restricted` (shut out) */
  run: (appId: number) => void
  /** All apps that can be. */
  runAll: () => void
  cancel: (appId: number) => void
  list: () => PollState[]
  status: () => StatusView['poller']
  /** Resolves when no run is under way any more: at most as long as writing its end takes. */
  stop: () => Promise<void>
}

/** The first run begins this long after an app is ready, and as much again by chance: not everything at once, not every start alike. */
const firstRunMs = 5 * secondMs
const firstRunJitterMs = 15 * secondMs
/** Part of the interval by which a run may begin earlier. */
const jitter = 0.1
/** Questions of a run by schedule are spread over half the interval, but lie no further apart than this. */
const scheduledGapMs = 2 * secondMs
/** Failed authentications get our address shut out (api.md §1.1), so a wrong secret is not tried at every turn. */
const afterWrongSecretMs = 30 * minuteMs
/** What may pass is not waited out for a whole interval of hours. */
const afterFailureMs = 10 * minuteMs
const progressNewsMs = 300

interface Entry extends PolledApp {
  stopTimer: () => void
  running: Running | null
}

interface Running extends RunUnderWay {
  pace: Pace
  abort: AbortController
  ended: Promise<void>
  /** Somebody waits for it. */
  wished: boolean
  /** Somebody waits for another one after it: this one is being aborted. */
  again: boolean
}

/** Never rejects. */
export async function openPoller(ports: PollerPorts): Promise<Poller> {
  const { now, after } = ports
  const entries = new Map<number, Entry>()
  let stopped = false
  let newsDue = false

  const tell = () => {
    if (newsDue) return
    newsDue = true
    after(progressNewsMs, () => {
      newsDue = false
      if (!stopped) ports.news('bindings')
    })
  }

  const unschedule = (entry: Entry) => {
    entry.stopTimer()
    entry.stopTimer = () => {}
    entry.nextAt = null
  }

  const schedule = (entry: Entry, ms: number) => {
    unschedule(entry)
    const { app, api } = entry
    if (stopped || api === null || app.mode === 'X' || app.api.pollEveryMinutes === 0) return
    const { state, until } = api.health()
    const wait = Math.ceil(Math.max(ms, state === 'blocked' && until !== null ? until - now() : 0))
    entry.nextAt = now() + wait
    entry.stopTimer = after(wait, () => begin(entry, scheduledGapMs))
  }

  const scheduleFirst = (entry: Entry) => schedule(entry, firstRunMs + ports.random() * firstRunJitterMs)

  const scheduleNext = (entry: Entry, run: PollRun) => {
    const intervalMs = entry.app.api.pollEveryMinutes * minuteMs
    const due = run.startedAt + intervalMs * (1 - jitter * ports.random()) - now()
    // A run may take longer than its interval, and a clock that was set back must not make the wait longer.
    const regular = Math.min(Math.max(due, intervalMs / 2), intervalMs)
    if (run.outcome !== 'failed') schedule(entry, regular)
    else if (run.error?.code === 'credentials') schedule(entry, Math.max(regular, afterWrongSecretMs))
    else schedule(entry, Math.min(regular, afterFailureMs))
  }

  const onProgress = ({ changes, firstRead, xNumbers }: Observed) => {
    if (xNumbers > 0) ports.news('numbers')
    if (changes + firstRead > 0) ports.news('bindings')
    else tell()
  }

  /** @param longestGapMs between two questions */
  function begin(entry: Entry, longestGapMs: number): void {
    const { api } = entry
    if (stopped || entry.running !== null || api === null) return
    unschedule(entry)
    const progress: Progress = { done: 0, of: 0, bindings: 0, differences: 0, firstRead: 0, failures: 0, error: null }
    const pace = { gapMs: longestGapMs }
    const abort = new AbortController()
    const running: Running = { startedAt: now(), progress, pace, abort, ended: Promise.resolve(), wished: longestGapMs === 0, again: false }
    entry.running = running
    running.ended = perform(entry, api, running).then((run) => {
      entry.last = run
      entry.running = null
      if (running.again && refusal(entry) === null) begin(entry, 0)
      else if (entry.api === api) scheduleNext(entry, run)
      else scheduleFirst(entry)
      ports.news('bindings', 'status')
    })
    ports.news('bindings', 'status')
  }

  /** Somebody waits: a run that takes its time hurries from here on. */
  function beginNow(entry: Entry): void {
    const { running } = entry
    if (running === null) begin(entry, 0)
    else if (running.abort.signal.aborted) running.again = true
    else {
      running.wished = true
      running.pace.gapMs = 0
    }
  }

  /** Never rejects. */
  async function perform(entry: Entry, api: PlatformApi, running: Running): Promise<PollRun> {
    const { app, last } = entry
    const { startedAt, progress, pace, abort } = running
    let runId: number | null = null
    let outcome: PollRun['outcome'] = 'done'
    try {
      runId = await ports.beginRun({ appId: app.id, startedAt })
      const targets = await ports.targets({ appId: app.id, mode: app.mode, last, now: startedAt })
      const count = targets.xNumbers.length + targets.bindingIds.length
      const spreadMs = (app.api.pollEveryMinutes * minuteMs) / 2
      pace.gapMs = Math.min(pace.gapMs, Math.floor(spreadMs / Math.max(1, count)))
      await readBack({ app, api, runId, targets, pace, signal: abort.signal, progress, onProgress, ports })
      if (progress.failures > 0 && progress.failures === progress.of) outcome = 'failed'
    } catch (thrown) {
      outcome = thrown instanceof AppError && thrown.code === 'cancelled' ? 'cancelled' : 'failed'
      progress.error = thrown
    }
    const run: PollRun = { ...runOf(running), endedAt: now(), outcome }
    if (outcome === 'cancelled') run.error = null
    if (outcome === 'failed') ports.log(`reading back app ${app.id} failed: ${run.error?.code} ${run.error?.message}`)
    if (runId !== null) await keepEnd({ ...run, runId, endedAt: now() })
    return run
  }

  async function keepEnd(end: PollRunEnd): Promise<void> {
    // The run is over whether or not its end is written: at the next start it is found open and closed.
    await ports.endRun(end).catch((thrown: unknown) => ports.log(`the end of a run could not be kept: ${toErrorInfo(thrown).message}`))
  }

  function refresh(): void {
    for (const app of ports.apps()) {
      const api = ports.apiOf(app)
      const entry = entries.get(app.id)
      if (entry === undefined) {
        const added: Entry = { app, api, last: null, nextAt: null, stopTimer: () => {}, running: null }
        entries.set(app.id, added)
        scheduleFirst(added)
        continue
      }
      const isOther = entry.api !== api
      const everyBefore = entry.app.api.pollEveryMinutes
      entry.app = app
      entry.api = api
      // A run over the old client is over with it; whoever waits for it waits for one over the new client.
      if (isOther && entry.running !== null) {
        entry.running.again ||= entry.running.wished
        entry.running.abort.abort()
      }
      const isOtherPace = everyBefore !== app.api.pollEveryMinutes
      // The secret may be right now. One that was refused a short while ago the client does not try again.
      const lackedSecret = entry.last?.error?.code === 'credentials'
      if ((isOther || isOtherPace || lackedSecret) && entry.running === null) scheduleFirst(entry)
    }
    ports.news('bindings', 'status')
  }

  const refusal = ({ app, api }: Entry): AppError | null => {
    if (app.mode === 'X') return new AppError('conflict', 'X mode keeps no bindings', { details: { reason: 'no-bindings' } })
    if (api === null) return new AppError('credentials', 'the secret of the app is not at hand', { details: { reason: 'no-secret' } })
    const { state, until } = api.health()
    if (state !== 'blocked' || until === null) return null
    return new AppError('restricted', 'the platform has shut us out', { details: { reason: 'blocked' }, retryAfterMs: until - now() })
  }

  const get = (appId: number): Entry => {
    const entry = entries.get(appId)
    if (entry === undefined) throw new AppError('not-found', 'there is no such platform app')
    return entry
  }

  // A database that cannot be written or read now must not keep the profile closed.
  const orLog = (what: string) => (thrown: unknown) => ports.log(`${what}: ${toErrorInfo(thrown).message}`)
  await ports.closeRuns(now()).catch(orLog('open runs could not be closed'))
  refresh()
  for (const { appId, run } of (await ports.lastRuns().catch(orLog('the last runs could not be read'))) ?? []) {
    const entry = entries.get(appId)
    if (entry !== undefined) entry.last ??= run
  }

  return {
    refresh,
    run(appId) {
      const entry = get(appId)
      const refused = refusal(entry)
      if (refused !== null) throw refused
      beginNow(entry)
    },
    runAll() {
      for (const entry of entries.values()) if (refusal(entry) === null) beginNow(entry)
    },
    cancel(appId) {
      const { running } = get(appId)
      if (running === null) return
      running.again = false
      running.abort.abort()
    },
    list: () => [...entries.values()].map(pollState),
    status: () => pollerStatus([...entries.values()]),
    async stop() {
      stopped = true
      const running = [...entries.values()].flatMap((entry) => {
        unschedule(entry)
        entry.running?.abort.abort()
        return entry.running ?? []
      })
      await Promise.all(running.map(({ ended }) => ended))
    },
  }
}
