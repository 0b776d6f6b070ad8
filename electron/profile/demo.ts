import { dayMs, minuteMs } from '../../shared/domain/time.ts'
import type { StatusView } from '../../shared/ipc/system.ts'
import type { OpenedProfile } from './opened-profile.ts'

/** The running demo: the simulator pushing a seeded day into this profile's real receiver. */
export interface Demo {
  state: () => NonNullable<StatusView['simulator']>
  stop: () => Promise<void>
}

interface DemoPorts {
  now: () => number
  randomToken: () => string
  log: (line: string) => void
}

/** One day for everybody, so that the documentation, a colleague and a bug report speak of the same calls. */
const seed = 20_260_301
const appKey = 'demo-axb'
/** About twenty calls at once in busy hours and never fewer than a dozen, whenever the demo is tried; about 100 MB of past. */
const callsPerDay = 9_000
const leastCallsPerSecond = 0.15
/** The cards compare with the same hour last week. */
const pastMs = 8 * dayMs
/** Told again when the demo is opened again: what was under way when it was closed. Doubles change nothing. */
const overlapMs = 5 * minuteMs

/** Starts the simulator; the past since the demo was last open is pushed first, by the front door like everything else. */
export async function startDemo({ apps, pushUrl, status }: OpenedProfile, { now, randomToken, log }: DemoPorts): Promise<Demo> {
  const { startSimulator } = await import('../simulator/simulator.ts')
  // The simulator is told its secret at each start, so none has to rest anywhere.
  const appSecret = randomToken()
  const known = apps.list().find((app) => app.appKey === appKey)
  const app =
    known ?? (await apps.add({ name: 'Demo', mode: 'AXB', appKey, secrets: [], baseUrl: 'http://127.0.0.1', signature: 'required' }))
  await apps.setSecret(app.id, appSecret, 'replace')
  const { lastPushAt } = await status()
  const startAt = now()
  const simulator = await startSimulator({
    seed,
    apps: [{ mode: 'AXB', appKey, appSecret }],
    pushUrl: () => pushUrl(app),
    apiPort: 0,
    startAt,
    speed: 1,
    callsPerSecond: null,
    callsPerDay,
    leastCallsPerSecond,
    bad: [],
    generation: 'aksk',
    backfill: { from: Math.max(startAt - pastMs, (lastPushAt ?? 0) - overlapMs), events: 'cdr' },
    onProblem: log,
  })
  await apps.update({ id: app.id, baseUrl: simulator.apiUrl })
  let running = true
  return {
    state: () => ({ running, speed: 1, callsPerSecond: callsPerDay / (dayMs / 1000) }),
    stop: async () => {
      running = false
      await simulator.stop()
    },
  }
}
