import { setTimeout as sleep } from 'node:timers/promises'
import { systemEnvironment } from '../../electron/simulator/environment.ts'
import { startSimulator, type Simulator, type SimulatorOptions } from '../../electron/simulator/simulator.ts'
import { systemTimers, type Timers } from '../../electron/profile/timers.ts'
import type { Mode } from '../../shared/domain/platform-app.ts'
import type { OutputOf } from '../../shared/ipc/contract.ts'
import { aConnection, type TestBackend } from '../builders/test-backend.ts'
import { secret } from '../builders/platform-app.ts'
import { seed } from './seed.ts'

/** A simulated platform without traffic and a Maskline that watches it, by one clock that can be moved on. */
export interface WatchedPlatform {
  simulator: Simulator
  appKey: string
  timers: Timers
  /** Both clocks go on by this; timers do not. */
  jump: (ms: number) => void
  /** Connects Maskline to it, with the X numbers of the app as a number table. */
  connect: (test: TestBackend, xNumbers: readonly string[]) => Promise<void>
}

export async function startWatchedPlatform(mode: Mode, given: Partial<SimulatorOptions> = {}): Promise<WatchedPlatform> {
  let ahead = 0
  const clock = () => Date.now() + ahead
  const appKey = `k-${mode}`
  const simulator = await startSimulator({
    seed,
    apps: [{ mode, appKey, appSecret: secret }],
    pushUrl: () => null,
    apiPort: 0,
    startAt: clock(),
    speed: 1,
    callsPerSecond: null,
    maxCalls: 0,
    troubles: false,
    bad: [],
    generation: 'aksk',
    environment: { ...systemEnvironment, clock },
    ...given,
  })
  const api = { requestsPerSecond: 40, concurrency: 4, proxy: { kind: 'none' as const }, pollEveryMinutes: 0 }
  return {
    simulator,
    appKey,
    timers: { ...systemTimers, now: clock },
    jump: (ms) => void (ahead += ms),
    async connect({ ask }, xNumbers) {
      await ask('profiles.connect', aConnection({ app: { name: 'watched', mode, appKey, secret, baseUrl: simulator.apiUrl, api } }))
      const bytes = new TextEncoder().encode(['X号码', ...xNumbers].join('\n'))
      const mapping = { number: 0, city: null, app: null, appId: 1 }
      await ask('numbers.importTable', { file: { name: 'numbers.csv', bytes }, mapping })
    },
  }
}

type PollState = OutputOf<'poller.list'>[number]

/** Reads back now and waits for the end. */
export async function readBackNow({ ask }: TestBackend): Promise<NonNullable<PollState['last']>> {
  await ask('poller.run', { appId: 1 })
  return endOfRun({ ask })
}

export async function endOfRun({ ask }: Pick<TestBackend, 'ask'>): Promise<NonNullable<PollState['last']>> {
  for (;;) {
    const [state] = await ask('poller.list', {})
    if (state?.state !== 'running' && state?.last) return state.last
    await sleep(20)
  }
}
