import { expect, it, onTestFinished } from 'vitest'
import { proxyOfEnvironment } from '../../../../electron/platform/client-proxy.ts'
import { createPlatformApis } from '../../../../electron/profile/platform-apis.ts'
import { ApiSettings, type PlatformApp } from '../../../../shared/domain/platform-app.ts'
import { anApp } from '../../../builders/platform-app.ts'
import { makeClientTime } from '../../../support/client-time.ts'
import { startSimulatedApi } from '../../../support/simulated-api.ts'

function open(apps: PlatformApp[], secrets: Map<number, string[]>) {
  let told = 0
  const apis = createPlatformApis({
    apps: { list: () => apps, secretsOf: (id) => secrets.get(id) ?? [] },
    timers: makeClientTime(),
    random: () => 0,
    nonce: () => `n${(told += 1)}`,
    systemProxy: proxyOfEnvironment({}),
    onHealth: () => {},
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

it('has another client when the secret changes and none when it is forgotten', () => {
  const secrets = new Map([[1, ['one']]])
  const apis = open([anApp()], secrets)
  const old = apis.of(anApp())
  secrets.set(1, ['two', 'one'])
  expect(apis.of(anApp())).not.toBe(old)
  secrets.clear()
  expect(apis.of(anApp())).toBeNull()
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
