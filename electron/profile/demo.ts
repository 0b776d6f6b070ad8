import { ApiSettings, modes, type Answers, type Mode, type PlatformApp } from '../../shared/domain/platform-app.ts'
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
/** An app of each mode, with its share of the calls: most of it is AXB, as on most accounts. */
const shares = { AXB: 5, AX: 1, AXE: 2, X: 1, AXYB: 1 } as const satisfies Record<Mode, number>
/** About twenty calls at once in busy hours and never fewer than a dozen, whenever the demo is tried; 125,000 calls of past. */
const callsPerDay = 9_000
const leastCallsPerSecond = 0.15
/** Each text of the past is a push of its own, so there are fewer than people would send. */
const smsPerCall = 0.02
/** The cards compare with the same hour last week. */
const pastMs = 8 * dayMs
/** Told again when the demo is opened again: what was under way when it was closed. Doubles change nothing. */
const overlapMs = 5 * minuteMs
/** Whom the platform is told to connect where it asks: else all calls of X mode would be closed. */
const deskNumber = '+8613800000900'
const answers: Answers = { call: { operation: 'connect', calleeNumber: deskNumber }, sms: 'forward' }
/** Bindings are read back soon enough to be seen; the simulator stands on this machine, whatever proxy the system has. */
const api = ApiSettings.parse({ pollEveryMinutes: 10, proxy: { kind: 'none' } })

/** Starts the simulator; the past since the demo was last open is pushed first, by the front door like everything else. */
export async function startDemo({ apps, pushUrl, status }: OpenedProfile, { now, randomToken, log }: DemoPorts): Promise<Demo> {
  const { startSimulator } = await import('../simulator/simulator.ts')
  const { lastPushAt } = await status()
  const played = new Map<string, { app: PlatformApp; appSecret: string }>()
  for (const mode of modes) {
    const app = await demoApp(apps, mode)
    // The simulator is told its secrets at each start, so none has to rest anywhere.
    const appSecret = randomToken()
    await apps.setSecret(app.id, appSecret, 'replace')
    played.set(app.appKey, { app, appSecret })
  }
  const startAt = now()
  const simulator = await startSimulator({
    seed,
    apps: [...played.values()].map(({ app: { mode, appKey }, appSecret }) => ({ mode, appKey, appSecret, share: shares[mode] })),
    pushUrl(appKey) {
      const found = played.get(appKey)
      return found ? pushUrl(found.app) : null
    },
    apiPort: 0,
    startAt,
    speed: 1,
    callsPerSecond: null,
    callsPerDay,
    leastCallsPerSecond,
    smsPerCall,
    carrySmsContent: true,
    bad: [],
    generation: 'aksk',
    backfill: { from: Math.max(startAt - pastMs, (lastPushAt ?? 0) - overlapMs), events: 'cdr', callee: deskNumber },
    onProblem: log,
  })
  for (const { app } of played.values()) await apps.update({ id: app.id, baseUrl: simulator.apiUrl, answers, api })
  let running = true
  return {
    state: () => ({ running, speed: 1, callsPerSecond: callsPerDay / (dayMs / 1000) }),
    stop: async () => {
      running = false
      await simulator.stop()
    },
  }
}

async function demoApp(apps: OpenedProfile['apps'], mode: Mode): Promise<PlatformApp> {
  const appKey = `demo-${mode.toLowerCase()}`
  const known = apps.list().find((app) => app.appKey === appKey)
  // Nothing is read back from it before the simulator says where its API is.
  const silent = { ...api, pollEveryMinutes: 0 }
  const fresh = { name: `Demo ${mode}`, mode, appKey, secrets: [], baseUrl: 'http://127.0.0.1', answers, api: silent }
  return known ?? (await apps.add({ ...fresh, signature: 'required' }))
}
