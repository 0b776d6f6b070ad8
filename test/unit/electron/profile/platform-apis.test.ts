import { expect, it, onTestFinished } from 'vitest'
import type { PlatformApi } from '../../../../electron/platform/platform-api.ts'
import { proxyOfEnvironment, type SystemProxy } from '../../../../electron/platform/client-proxy.ts'
import { flowControlPauseMs, shutOutMs } from '../../../../electron/platform/result-errors.ts'
import { createPlatformApis } from '../../../../electron/profile/platform-apis.ts'
import type { KeptShutOut } from '../../../../electron/store/profile-settings.ts'
import { ApiSettings, type PlatformApp } from '../../../../shared/domain/platform-app.ts'
import { anApp, secret } from '../../../builders/platform-app.ts'
import { aConnection, openTestBackend } from '../../../builders/test-backend.ts'
import { makeClientTime } from '../../../support/client-time.ts'
import { refusal, startPlatformServer, success } from '../../../support/platform-server.ts'
import { startSimulatedApi } from '../../../support/simulated-api.ts'
import { tempFolder } from '../../../support/temp-folder.ts'
import { readBackNow } from '../../../support/watched-platform.ts'

interface Kept {
  time?: ReturnType<typeof makeClientTime>
  keptShutOuts?: readonly KeptShutOut[]
  keepShutOuts?: (shutOuts: readonly KeptShutOut[]) => void
  systemProxy?: () => SystemProxy
}

function open(apps: PlatformApp[], secrets: Map<number, string[]>, given: Kept = {}) {
  const { time = makeClientTime(), keptShutOuts = [], keepShutOuts = () => {}, systemProxy = () => proxyOfEnvironment({}) } = given
  let told = 0
  const apis = createPlatformApis({
    apps: { list: () => apps, secretsOf: (id) => secrets.get(id) ?? [] },
    timers: time,
    random: () => 0,
    nonce: () => `n${(told += 1)}`,
    systemProxy,
    onHealth: () => {},
    keptShutOuts,
    keepShutOuts,
  })
  onTestFinished(() => apis.close())
  return apis
}

it('has one client per app while its secret is at hand', () => {
  const secrets = new Map<number, string[]>()
  const apis = open([anApp()], secrets)
  expect(apis.of(anApp())).toBeNull()
  secrets.set(1, ['one'])
  const api = apis.of(anApp())
  expect(api).not.toBeNull()
  expect(apis.of(anApp({ name: 'renamed' }))).toBe(api)
  // What paces the requests must outlive a change that has nothing to do with them.
  expect(apis.of(anApp({ api: ApiSettings.parse({ pollEveryMinutes: 5 }) }))).toBe(api)
})

it.each([
  ['its base URL', { baseUrl: 'http://127.0.0.1:9' }],
  ['how it is called', { api: ApiSettings.parse({ timeoutMs: 1_000 }) }],
])('has another client, and closes the old one, when an app changes %s', async (_, change) => {
  const secrets = new Map([[1, ['one']]])
  const apis = open([anApp()], secrets)
  const old = apis.of(anApp())
  expect(apis.of(anApp(change))).not.toBe(old)
  await expect(old?.fetchBinding('b-1')).rejects.toMatchObject({ code: 'cancelled' })
})

it('keeps its client when the secret changes, and has none when it is forgotten', () => {
  const secrets = new Map([[1, ['one']]])
  const apis = open([anApp()], secrets)
  const old = apis.of(anApp())
  secrets.set(1, ['two', 'one'])
  expect(apis.of(anApp())).toBe(old)
  secrets.clear()
  expect(apis.of(anApp())).toBeNull()
})

const ends = (asked: Promise<unknown> | undefined) => asked?.catch((thrown: unknown) => thrown)

it('does not forget the platform’s flow control over new settings or a new secret', async () => {
  const server = await startPlatformServer((_, order) => (order === 0 ? refusal(1010010, 403) : { json: success }))
  onTestFinished(() => server.stop())
  const time = makeClientTime()
  const secrets = new Map([[1, ['one']]])
  const app = anApp({ baseUrl: server.url, api: ApiSettings.parse({ proxy: { kind: 'none' } }) })
  const apis = open([app], secrets, { time })
  const first = ends(apis.of(app)?.fetchBinding('b-1'))
  while (apis.of(app)?.health().state !== 'paced') await new Promise(setImmediate)
  const until = apis.of(app)?.health().until
  secrets.set(1, ['two', 'one'])
  const changed = { ...app, api: { ...app.api, timeoutMs: 16_000 } }
  const next: PlatformApi | null = apis.of(changed)
  expect(await first).toMatchObject({ code: 'cancelled' })
  expect(next?.health()).toMatchObject({ state: 'paced', until })
  const asked = next?.fetchBinding('b-1')
  await time.pass(flowControlPauseMs)
  await asked
  expect(server.requests).toHaveLength(2)
  // Half the pace, as the same client would have it.
  expect(next?.health().state).toBe('paced')
})

it('tells when the platform shut us out, and after a restart knows until when', async () => {
  const server = await startPlatformServer(() => refusal(1020176, 403))
  onTestFinished(() => server.stop())
  const time = makeClientTime()
  const app = anApp({ baseUrl: server.url, api: ApiSettings.parse({ proxy: { kind: 'none' } }) })
  let kept: readonly KeptShutOut[] = []
  const ask = async () => {
    const given = { time, keptShutOuts: kept, keepShutOuts: (now: readonly KeptShutOut[]) => void (kept = now) }
    const apis = open([app], new Map([[1, ['one']]]), given)
    const answer = await ends(apis.of(app)?.fetchBinding('b-1'))
    return { apis, answer }
  }
  await ask()
  expect(kept).toMatchObject([{ until: time.now() + shutOutMs }])
  time.advance(shutOutMs - 1_000)
  const again = await ask()
  expect(again.answer).toMatchObject({ code: 'restricted', platformCode: '1020176', retryAfterMs: 1_000 })
  expect(again.apis.status()).toMatchObject({ state: 'blocked' })
  expect(server.requests).toHaveLength(1)
  time.advance(2_000)
  await ask()
  expect(server.requests).toHaveLength(2)
})

it('a profile that is opened again leaves the platform alone while it shuts us out', async () => {
  const server = await startPlatformServer(() => refusal(1020176, 403))
  onTestFinished(() => server.stop())
  const dataDir = tempFolder()
  const api = { proxy: { kind: 'none' as const }, pollEveryMinutes: 0 }
  const first = await openTestBackend(dataDir)
  await first.ask('profiles.connect', aConnection({ app: { name: 'shut', mode: 'AXB', appKey: 'k', secret, baseUrl: server.url, api } }))
  const bytes = new TextEncoder().encode('X号码\n+8617000000001\n')
  const mapping = { number: 0, city: null, app: null, appId: 1 }
  await first.ask('numbers.importTable', { file: { name: 'numbers.csv', bytes }, mapping })
  expect(await readBackNow(first)).toMatchObject({ outcome: 'failed', error: { code: 'restricted' } })
  const { open: opened } = await first.ask('profiles.list', {})
  await first.backend.close()

  const second = await openTestBackend(dataDir)
  onTestFinished(() => second.backend.close())
  await second.ask('profiles.open', { id: opened?.id ?? '' })
  await second.ask('profiles.unlock', { with: 'secrets', secrets: [{ appId: 1, secret }] })
  expect(await second.refusal('poller.run', { appId: 1 })).toMatchObject({ code: 'restricted' })
  expect(await second.ask('poller.list', {})).toMatchObject([{ state: 'blocked', until: expect.any(Number) }])
  expect(server.requests).toHaveLength(1)
})

it('has another client when the system’s proxy changes, where the app goes by it', () => {
  const straight = anApp({ id: 2, api: ApiSettings.parse({ proxy: { kind: 'none' } }) })
  let https: string | null = null
  const secrets = new Map([1, 2].map((id) => [id, ['one']]))
  const apis = open([anApp(), straight], secrets, { systemProxy: () => ({ http: null, https, except: '' }) })
  const [old, same] = [apis.of(anApp()), apis.of(straight)]
  expect(apis.of(anApp())).toBe(old)
  https = 'http://office:8080'
  expect(apis.of(anApp())).not.toBe(old)
  expect(apis.of(straight)).toBe(same)
})

it('makes none after it was closed', async () => {
  const apis = open([anApp()], new Map([[1, ['one']]]))
  const api = apis.of(anApp())
  await apis.close()
  await expect(api?.fetchBinding('b-1')).rejects.toMatchObject({ code: 'cancelled' })
  expect(apis.of(anApp())).toBeNull()
})

it('tells of the worst app, and when any was last well', async () => {
  const { simulator } = await startSimulatedApi()
  onTestFinished(() => simulator.stop())
  const good = anApp({ id: 1, name: 'good', appKey: 'k-axb', baseUrl: simulator.apiUrl })
  const bad = anApp({ id: 2, name: 'bad', appKey: 'k-nobody', baseUrl: simulator.apiUrl })
  const secrets = new Map([
    [1, ['s-axb']],
    [2, ['wrong']],
  ])
  const apis = open([good, bad], secrets)
  expect(apis.status()).toEqual({ state: 'idle', lastOkAt: null, error: null, until: null, appName: null })
  expect((await apis.of(good)?.fetchBinding('none'))?.value).toEqual([])
  const { lastOkAt } = apis.status()
  expect(apis.status()).toMatchObject({ state: 'ok', lastOkAt: expect.any(Number), appName: null })
  await expect(apis.of(bad)?.fetchBinding('none')).rejects.toMatchObject({ code: 'credentials' })
  expect(apis.status()).toMatchObject({ state: 'failing', lastOkAt, appName: 'bad', error: { code: 'credentials' } })
})
