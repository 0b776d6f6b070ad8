import { createPlatformApi } from '../../../electron/platform/client.ts'
import { signHeaders } from '../../../electron/platform/sign.ts'
import { endingOf } from '../../../electron/simulator/outcomes.ts'
import { startSimulator } from '../../../electron/simulator/simulator.ts'
import { makeWorld, type AppCredentials } from '../../../electron/simulator/world.ts'
import { ApiSettings, type Mode } from '../../../shared/domain/platform-app.ts'
import { makeClientTime } from '../../support/client-time.ts'
import { makeManualTime } from '../../support/manual-time.ts'
import type { Place, Setting } from './case.ts'

const seed = 4

/** Where the X numbers begin that carry none of the standing bindings; in AXB and AXE every X carries some. */
const firstFreeX: Readonly<Record<Mode, number>> = { AXB: 0, AX: 80, AXE: 0, X: 0, AXYB: 36 }

/** Opens a place of its own: nothing a case does can be seen by another. */
export async function openPlace(mode: Mode, setting: Setting = {}): Promise<Place & { close: () => Promise<void> }> {
  const { secret, generation = 'aksk', ...options } = setting
  const credentials: AppCredentials = { mode, appKey: 'k-conform', appSecret: 's-conform' }
  const apps: AppCredentials[] = [credentials, { mode, appKey: 'k-other', appSecret: 's-other' }]
  const [app, other] = makeWorld(seed, apps).apps
  const foreignX = other?.xNumbers[0].number
  if (foreignX === undefined) throw new Error('a world of two apps has two')
  const platformTime = makeManualTime(Date.UTC(2026, 5, 1))
  const simulator = await startSimulator({
    seed,
    apps,
    pushUrl: () => null,
    apiPort: 0,
    startAt: Date.UTC(2026, 2, 2, 3, 0, 0),
    speed: 1,
    callsPerSecond: null,
    maxCalls: 0,
    smsPerCall: 0,
    troubles: false,
    bad: [],
    generation,
    environment: platformTime,
    ...options,
  })
  const clientTime = makeClientTime()
  let nonces = 0
  const nonce = () => `n${(nonces += 1)}`
  const api = createPlatformApi({
    app: {
      appKey: credentials.appKey,
      mode,
      baseUrl: simulator.apiUrl,
      api: ApiSettings.parse({ generation, requestsPerSecond: 100, proxy: { kind: 'none' } }),
    },
    secrets: () => [secret ?? credentials.appSecret],
    timers: clientTime,
    random: () => 0.5,
    nonce,
    systemProxy: { http: null, https: null, except: '' },
    onHealth: () => {},
  })
  return {
    api,
    console: simulator.console,
    appKey: credentials.appKey,
    foreignX,
    x(order) {
      const found = app.xNumbers[firstFreeX[mode] + order]
      if (!found) throw new Error('the app has no such X')
      return found
    },
    user: (order) =>
      `+861990000${String(order % 100_000)
        .padStart(5, '0')
        .slice(-4)}`.slice(0, 10) + String(order).padStart(4, '0'),
    call: (caller, dialled) =>
      simulator.placeCall({
        appKey: credentials.appKey,
        caller,
        dialled,
        wishes: { ending: endingOf(0), ringSeconds: 2, talkSeconds: 300 },
      }),
    advance: (ms) => platformTime.advance(ms, () => Promise.resolve()),
    async raw(method, uri, headers) {
      const answer = await fetch(simulator.apiUrl + uri, { method, headers, redirect: 'manual' })
      const text = await answer.text()
      return text === '' ? `HTTP ${answer.status}` : String((JSON.parse(text) as { resultcode: unknown }).resultcode)
    },
    signed: (kind = generation) => signHeaders(kind, credentials.appKey, credentials.appSecret, nonce(), platformTime.clock()),
    async close() {
      await api.close()
      await simulator.stop()
    },
  }
}
