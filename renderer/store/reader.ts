import type { OutputOf } from '../../shared/ipc/contract.ts'
import { asAppError, type Api } from '../api.ts'
import type { AppStore } from './app-store.ts'
import type { Clock } from './clock.ts'
import { nothingRead, plans, type Loaded, type Plan, type ReadName, type Reads } from './readings.ts'

export interface Reader {
  /** The value is stale: read again, at most one read in flight and not more often than planned. */
  ask(): void
  /** The state moved: read at once if what is asked for is another thing now. */
  follow(): void
  stop(): void
}

const firstRetryMs = 500
const slowestRetryMs = 10_000

export function createReader<K extends ReadName>(name: K, api: Api, store: AppStore, clock: Clock): Reader {
  const plan: Plan<Reads[K]> = plans[name]
  let askedFor: string | null = null
  let subject: string | null = null
  let inFlight = false
  let again = false
  let startedAt = -Infinity
  let retryMs = firstRetryMs
  let stopped = false
  let cancelTimer = () => {}

  const later = (ms: number) => {
    cancelTimer()
    cancelTimer = Number.isFinite(ms) ? clock.after(ms, start) : () => {}
  }

  const keep = (change: (before: Loaded<OutputOf<Reads[K]>>) => Loaded<OutputOf<Reads[K]>>) =>
    store.setState(({ data }) => ({ data: { ...data, [name]: change(data[name] as Loaded<OutputOf<Reads[K]>>) } }))

  function start() {
    cancelTimer()
    const input = plan.input(store.getState())
    if (input === null || stopped) return
    if (inFlight) {
      again = true
      return
    }
    const key = JSON.stringify(input)
    const newSubject = key !== subject
    askedFor = key
    subject = key
    inFlight = true
    again = false
    startedAt = clock.now()
    if (newSubject && plan.oneSubject) keep(() => nothingRead)
    api.call(plan.channel, input).then(
      (value) =>
        settle(key, (before) => ({
          value: before.value !== null && plan.settle ? plan.settle(before.value, value) : value,
          readAt: clock.now(),
          error: null,
        })),
      (thrown: unknown) => settle(key, (before) => ({ ...before, error: asAppError(thrown) })),
    )
  }

  function settle(key: string, change: (before: Loaded<OutputOf<Reads[K]>>) => Loaded<OutputOf<Reads[K]>>) {
    inFlight = false
    if (stopped) return
    const input = plan.input(store.getState())
    const moved = input !== null && JSON.stringify(input) !== key
    if (moved && plan.oneSubject) {
      start()
      return
    }
    keep(change)
    // Keeping the value woke `follow`, which may have started the next read already.
    if (inFlight) return
    const failed = store.getState().data[name].error !== null
    retryMs = failed ? Math.min(retryMs * 2, slowestRetryMs) : firstRetryMs
    if (moved) start()
    else if (failed) later(retryMs)
    else if (again) ask()
    else later(plan.maxAgeMs)
  }

  function ask() {
    if (inFlight) {
      again = true
      return
    }
    const wait = startedAt + plan.gapMs - clock.now()
    if (wait > 0) later(wait)
    else start()
  }

  return {
    ask,
    follow() {
      const input = plan.input(store.getState())
      if (input === null) {
        cancelTimer()
        askedFor = null
        return
      }
      if (JSON.stringify(input) !== askedFor) start()
    },
    stop() {
      stopped = true
      cancelTimer()
    },
  }
}
