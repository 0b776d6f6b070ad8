import { afterEach, describe, expect, it } from 'vitest'
import { bindingUris, temporaryCalleeUri } from '../../../../electron/platform/wire/every-mode-api.ts'
import type { ApiMethod } from '../../../../electron/simulator/api-operation.ts'
import { arrearsUntilBlacklistedMs } from '../../../../electron/simulator/platform-state.ts'
import { axbBinding, axBinding, axeBinding, axybBinding, standingCounts } from '../../../../electron/simulator/standing-bindings.ts'
import { apiApp, apiWorld, startSimulatedApi, type SimulatedApi } from '../../../support/simulated-api.ts'

let opened: SimulatedApi | null = null
afterEach(async () => {
  await opened?.simulator.stop()
  opened = null
})

async function start() {
  const api = await startSimulatedApi()
  opened = api
  return { api, console: api.simulator.console }
}

const a = '+8613800010001'
const b = '+8613900010002'
const axb = axbBinding(apiWorld, apiApp('k-axb'), 0)
const ax = axBinding(apiWorld, apiApp('k-ax'), 0)
const axe = axeBinding(apiWorld, apiApp('k-axe'), 0)
const axyb = axybBinding(apiWorld, apiApp('k-axyb'), 0)

type Deed = 'bind' | 'change' | 'unbind' | 'query'
interface Scene {
  mode: keyof typeof bindingUris
  appKey: string
  x: string
  deeds: Partial<Record<Deed, [ApiMethod, object]>>
  /** The mode's "not applied" and "does not exist". */
  notApplied: string
  gone: string
}

/** A standing binding of each mode, and what is done on its X. */
const scenes: readonly Scene[] = [
  {
    mode: 'AXB',
    appKey: 'k-axb',
    x: axb.x.number,
    deeds: {
      bind: ['POST', { relationNum: axb.x.number, callerNum: a, calleeNum: b }],
      change: ['PUT', { subscriptionId: axb.subscriptionId, userData: 'u' }],
      unbind: ['DELETE', { subscriptionId: axb.subscriptionId }],
      query: ['GET', { subscriptionId: axb.subscriptionId }],
    },
    notApplied: '1012001',
    gone: '1012007',
  },
  {
    mode: 'AX',
    appKey: 'k-ax',
    x: ax.x.number,
    deeds: {
      change: ['PUT', { subscriptionId: ax.subscriptionId, userData: 'u' }],
      unbind: ['DELETE', { subscriptionId: ax.subscriptionId }],
      query: ['GET', { subscriptionId: ax.subscriptionId }],
    },
    notApplied: '1011004',
    gone: '1016001',
  },
  {
    mode: 'AXE',
    appKey: 'k-axe',
    x: axe.x.number,
    deeds: {
      bind: ['POST', { virtualNum: axe.x.number, bindNum: a }],
      change: ['PUT', { subscriptionId: axe.subscriptionId, userData: 'u' }],
      unbind: ['DELETE', { subscriptionId: axe.subscriptionId }],
      query: ['GET', { subscriptionId: axe.subscriptionId }],
    },
    notApplied: '1012001',
    gone: '1016001',
  },
  {
    mode: 'AXYB',
    appKey: 'k-axyb',
    x: axyb.x.number,
    deeds: {
      bind: ['POST', { origNum: b, subscriptionId: axyb.subscriptionId }],
      unbind: ['DELETE', { subscriptionId: axyb.subscriptionId }],
      query: ['GET', { subscriptionId: axyb.subscriptionId }],
    },
    notApplied: '1012001',
    gone: '1016001',
  },
]

/** What is left of an X, by what has come over it: `n` the mode's "not applied", `g` its "does not exist". */
const states: readonly [string, (api: SimulatedApi['simulator']['console'], scene: Scene) => void, Record<Deed, string>][] = [
  ['normal', () => {}, { query: '0', change: '0', bind: '0', unbind: '0' }],
  ['paused', (console, { appKey, x }) => console.setNumberStatus(appKey, x, 'paused'), { query: '0', change: 'n', bind: 'n', unbind: 'n' }],
  [
    'suspended by the carrier',
    (console, { appKey, x }) => console.setNumberStatus(appKey, x, 'unavailable', 'carrier-suspended'),
    { query: '0', change: 'n', bind: 'n', unbind: '0' },
  ],
  [
    'forwarded',
    (console, { appKey, x }) => console.setNumberStatus(appKey, x, 'unavailable', 'forward-all'),
    { query: '0', change: 'n', bind: 'n', unbind: '0' },
  ],
  [
    'frozen for new bindings',
    (console, { appKey, x }) => console.setNumberStatus(appKey, x, 'binding-frozen'),
    { query: '0', change: '0', bind: '1010029', unbind: '0' },
  ],
  ['blacklisted', (console, { appKey, x }) => console.blacklist(appKey, x), { query: '0', change: 'n', bind: '1012102', unbind: '0' }],
  [
    'deleted',
    (console, { appKey, x }) => console.setNumberStatus(appKey, x, 'unavailable', 'deleted'),
    { query: 'g', change: 'g', bind: 'g', unbind: 'g' },
  ],
  ['in arrears', (console) => console.startArrears(), { query: '0', change: '1010029', bind: '1010029', unbind: '1010029' }],
  [
    'paid again',
    (console) => {
      console.startArrears()
      console.pay()
    },
    { query: '0', change: '0', bind: '0', unbind: '0' },
  ],
]

const rows = states.flatMap(([name, bring, codes]) => scenes.map((scene) => [name, scene.mode, scene, bring, codes] as const))

describe('an X', () => {
  it.each(rows)('that is %s leaves of %s what is left', async (_, mode, scene, bring, codes) => {
    const { api, console } = await start()
    bring(console, scene)
    for (const deed of ['query', 'change', 'bind', 'unbind'] as const) {
      const [method, parameters] = scene.deeds[deed] ?? []
      if (method === undefined || parameters === undefined) continue
      // A YB part is bound to its AX part, and that is what is missing; another mode's X itself is.
      const gone = deed === 'bind' && mode !== 'AXYB' ? '1012007' : scene.gone
      const code = codes[deed].replace('n', scene.notApplied).replace('g', gone)
      expect(`${deed} ${(await api.call(scene.appKey, method, bindingUris[mode], parameters)).code}`).toBe(`${deed} ${code}`)
    }
  })

  it.each<[string, (console: SimulatedApi['simulator']['console'], x: string) => void, string]>([
    ['paused', (console, x) => console.setNumberStatus('k-ax', x, 'paused'), '1011004'],
    ['unavailable', (console, x) => console.setNumberStatus('k-ax', x, 'unavailable', 'carrier-restricted'), '1011004'],
    ['frozen for new bindings', (console, x) => console.setNumberStatus('k-ax', x, 'binding-frozen'), '1010029'],
    ['blacklisted', (console, x) => console.blacklist('k-ax', x), '1012102'],
    ['deleted', (console, x) => console.setNumberStatus('k-ax', x, 'unavailable', 'deleted'), '1012007'],
    ['in arrears', (console) => console.startArrears(), '1010029'],
  ])('that nobody holds is not bound in AX when it is %s', async (_, bring, code) => {
    const { api, console } = await start()
    const privateNum = apiApp('k-ax').xNumbers[standingCounts.AX]?.number ?? ''
    bring(console, privateNum)
    expect((await api.call('k-ax', 'POST', bindingUris.AX, { origNum: a, privateNum })).code).toBe(code)
  })

  it('that is not to be had is not chosen, either', async () => {
    const { api, console } = await start()
    const inBeijing = apiApp('k-axb').xNumbers.filter(({ areaCode }) => areaCode === '010')
    const wish = { callerNum: a, calleeNum: b, areaCode: '010' }
    for (const { number } of inBeijing.slice(1)) console.setNumberStatus('k-axb', number, 'binding-frozen')
    expect((await api.call('k-axb', 'POST', bindingUris.AXB, wish)).body.relationNum).toBe(inBeijing[0]?.number)
    console.blacklist('k-axb', inBeijing[0]?.number ?? '')
    expect(
      (await api.call('k-axb', 'POST', bindingUris.AXB, { ...wish, callerNum: '+8613800010003', calleeNum: '+8613800010004' })).code,
    ).toBe('1012008')
  })

  it('that is deleted takes its bindings along, and cannot be asked about', async () => {
    const { api, console } = await start()
    console.setNumberStatus('k-axb', axb.x.number, 'unavailable', 'deleted')
    expect(console.bindings('k-axb').filter(({ x }) => x === axb.x.number)).toEqual([])
    expect((await api.call('k-axb', 'GET', bindingUris.AXB, { relationNum: axb.x.number })).code).toBe('1012007')
    expect((await api.call('k-axb', 'DELETE', bindingUris.AXB, { relationNum: axb.x.number })).code).toBe('1012007')
  })
})

describe('an account in arrears', () => {
  it('gets nothing bound wherever the platform would choose, and no temporary callee', async () => {
    const { api, console } = await start()
    console.startArrears()
    const codeOf = async (appKey: string, mode: keyof typeof bindingUris, parameters: object) =>
      (await api.call(appKey, 'POST', bindingUris[mode], parameters)).code
    expect(await codeOf('k-axb', 'AXB', { callerNum: a, calleeNum: b, areaCode: '010' })).toBe('1010029')
    expect(await codeOf('k-ax', 'AX', { origNum: a, areaCode: '010', privateNumType: 'mobile-virtual' })).toBe('1010029')
    expect(await codeOf('k-axe', 'AXE', { bindNum: a, areaCode: '010' })).toBe('1010029')
    expect(await codeOf('k-axyb', 'AXYB', { origNum: a, areaCode: '010' })).toBe('1010029')
    const callee = { subscriptionId: ax.subscriptionId, calleeNum: b }
    expect((await api.call('k-ax', 'PUT', temporaryCalleeUri, callee)).code).toBe('1010029')
  })

  it('has its numbers blacklisted after a month', async () => {
    const { api, console } = await start()
    console.startArrears()
    const bind = async () =>
      (await api.call('k-axb', 'POST', bindingUris.AXB, { relationNum: axb.x.number, callerNum: a, calleeNum: b })).code
    await api.pass(arrearsUntilBlacklistedMs - 1)
    expect(await bind()).toBe('1010029')
    await api.pass(1)
    expect(await bind()).toBe('1012102')
    console.pay()
    expect(await bind()).toBe('0')
  })
})

describe('the console', () => {
  it('binds, changes and unbinds by the rules of the API, behind its back', async () => {
    const { api, console } = await start()
    const uri = bindingUris.AXE
    expect(console.call('k-axe', 'POST', uri, { bindNum: a, virtualNum: axe.x.number, extendNum: axe.extension })).toMatchObject({
      body: { resultcode: '1020167' },
    })
    console.call('k-axe', 'PUT', uri, { subscriptionId: axe.subscriptionId, userData: 'by hand' })
    expect((await api.call('k-axe', 'GET', uri, { subscriptionId: axe.subscriptionId })).body.userData).toBe('by hand')
    console.call('k-axyb', 'DELETE', bindingUris.AXYB, { subscriptionId: axyb.subscriptionId })
    expect((await api.call('k-axyb', 'GET', bindingUris.AXYB, { subscriptionId: axyb.subscriptionId })).code).toBe('1016001')
    expect(console.requests().map(({ method }) => method)).toEqual(['GET', 'GET'])
    expect(console.bindings('k-axe').find(({ subscriptionId }) => subscriptionId === axe.subscriptionId)?.settings.userData).toBe('by hand')
  })

  it('refuses what there is not', async () => {
    const { console } = await start()
    expect(() => console.call('k-none', 'GET', bindingUris.AXB, {})).toThrow(/no app/)
    expect(() => console.call('k-axb', 'PUT', bindingUris.AXYB, {})).toThrow(/no operation/)
    expect(() => console.setNumberStatus('k-axb', ax.x.number, 'paused')).toThrow(/no such X/)
    expect(() => console.setNumberStatus('k-axb', axb.x.number, 'paused', 'arrears')).toThrow(/cause/)
  })
})
