import { createObserver } from '../../electron/ingest/observe.ts'
import { pollTargets } from '../../electron/projections/poll-targets.ts'
import { openPoller, type Poller, type PollerPorts } from '../../electron/sources/poller/poller.ts'
import { listStandingOfX } from '../../electron/store/bindings.ts'
import { closeOpenPollRuns, endPollRun, insertPollRun, listLastPollRuns } from '../../electron/store/poll-runs.ts'
import type { PlatformApi } from '../../electron/platform/platform-api.ts'
import { ApiSettings, type PlatformApp } from '../../shared/domain/platform-app.ts'
import type { Topic } from '../../shared/ipc/system.ts'
import { makeManualTime, type ManualTime } from '../support/manual-time.ts'
import type { TestStore } from './test-store.ts'

/** A poller over a real database in memory, with time that stands still until it is told to go on. */
export interface TestPoller {
  poller: Poller
  time: ManualTime
  apps: PlatformApp[]
  news: Topic[]
  logged: string[]
  /** Goes on, and lets what was started come to rest at every timer. */
  pass: (ms: number) => Promise<void>
}

/** Long enough for whatever runs without timers. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

export async function openTestPoller(
  store: TestStore,
  apiOf: (app: PlatformApp) => PlatformApi | null,
  given: Partial<PollerPorts> & { time?: ManualTime } = {},
): Promise<TestPoller> {
  const time = given.time ?? makeManualTime()
  const { writer } = store
  const observer = createObserver(writer)
  const test: Omit<TestPoller, 'poller'> = {
    time,
    apps: [store.app],
    news: [],
    logged: [],
    pass: (ms) => time.advance(ms, settled),
  }
  const poller = await openPoller({
    now: time.clock,
    after: (ms, work) => time.timers.start(work, ms).stop,
    random: () => 0.5,
    apps: () => test.apps,
    apiOf,
    lastRuns: async () => listLastPollRuns(writer),
    closeRuns: async (at) => closeOpenPollRuns(writer, at),
    beginRun: async (run) => insertPollRun(writer, run),
    endRun: async (end) => endPollRun(writer, end),
    targets: async (input) => pollTargets(writer, input),
    standingOfX: async ({ appId, xNumber }) => listStandingOfX(writer, appId, xNumber),
    observe: async (observations) => observer.observe(observations),
    news: (...topics) => void test.news.push(...topics),
    log: (line) => void test.logged.push(line),
    ...given,
  })
  return { ...test, poller }
}

export const xOf = (order: number) => `+8617000000${String(order).padStart(3, '0')}`

/** X numbers that the store's app is known to have. */
export function knowX({ writer, app }: TestStore, ...orders: number[]): void {
  for (const order of orders) writer.prepare('INSERT INTO x_numbers (number, appId) VALUES (?, ?)').run(xOf(order), app.id)
}

/** One question at a time unless told otherwise, so that what is asked has an order. */
export const pollSettings = (given: Partial<ApiSettings>): Pick<PlatformApp, 'api'> => ({
  api: ApiSettings.parse({ concurrency: 1, ...given }),
})
