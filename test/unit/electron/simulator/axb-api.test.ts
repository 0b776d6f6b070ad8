import { afterEach, describe, expect, it } from 'vitest'
import { axbBindingUri, WireAxbBindAnswer, WireAxbListAnswer } from '../../../../electron/platform/wire/axb-api.ts'
import { pairsPerX } from '../../../../electron/simulator/axb-api.ts'
import { axbBinding, standingCounts } from '../../../../electron/simulator/standing-bindings.ts'
import { apiApp, apiWorld as world, startSimulatedApi, type ApiReply, type SimulatedApi } from '../../../support/simulated-api.ts'

const one = apiApp('k-axb')
const two = apiApp('k-other')
const x = one.xNumbers[0].number
const a = '+8613800010001'
const b = '+8613900010002'

let opened: SimulatedApi | null = null
afterEach(async () => {
  await opened?.simulator.stop()
  opened = null
})

async function start(options: Parameters<typeof startSimulatedApi>[0] = {}) {
  const api = await startSimulatedApi(options)
  opened = api
  return {
    ...api,
    bind: (wishes: object) => api.call('k-axb', 'POST', axbBindingUri, wishes),
    modify: (wishes: object) => api.call('k-axb', 'PUT', axbBindingUri, wishes),
    unbind: (wishes: object) => api.call('k-axb', 'DELETE', axbBindingUri, wishes),
    list: (wishes: object) => api.call('k-axb', 'GET', axbBindingUri, wishes),
  }
}

function listed(answer: ApiReply) {
  return WireAxbListAnswer.parse(answer.body).relationNumList ?? []
}

describe('binding', () => {
  it('binds, shows, changes and unbinds', async () => {
    const api = await start()
    const bound = await api.bind({
      relationNum: x,
      callerNum: a,
      calleeNum: b,
      duration: 60,
      maxDuration: 5,
      userData: 'u-1',
      recordFlag: 'true',
    })
    expect(bound).toMatchObject({ status: 200, code: '0', desc: 'Success' })
    const { subscriptionId, ...echoed } = WireAxbBindAnswer.parse(bound.body)
    expect(echoed).toMatchObject({ relationNum: x, callDirection: 0, duration: 60, maxDuration: 5 })
    const shown = { subscriptionId, relationNum: x, callerNum: a, calleeNum: b, duration: 60, recordFlag: 'true', userData: 'u-1' }
    expect(listed(await api.list({ subscriptionId }))).toMatchObject([shown])
    expect(await api.modify({ subscriptionId, callDirection: 1, userData: 'u-2' })).toMatchObject({ status: 200, code: '0' })
    expect(listed(await api.list({ relationNum: x, callerNum: a }))).toMatchObject([{ callDirection: 1, userData: 'u-2', maxDuration: 5 }])
    expect(await api.unbind({ subscriptionId })).toMatchObject({ status: 200, code: '0' })
    expect(await api.unbind({ subscriptionId })).toMatchObject({ status: 403, code: '1012007' })
    expect((await api.list({ subscriptionId })).code).toBe('1012007')
  })

  it('knows the bindings that the traffic runs over', async () => {
    const api = await start()
    const { subscriptionId, a: caller, b: callee, x: on } = axbBinding(world, one, 77)
    const row = { relationNum: on.number, callerNum: caller, calleeNum: callee }
    expect(listed(await api.list({ subscriptionId }))).toMatchObject([row])
  })

  it('takes a user number once per X, on either side', async () => {
    const api = await start()
    await api.bind({ relationNum: x, callerNum: a, calleeNum: b })
    expect((await api.bind({ relationNum: x, callerNum: b, calleeNum: '+8613900010003' })).code).toBe('1012010')
    expect((await api.bind({ relationNum: x, callerNum: '+8613900010003', calleeNum: b })).code).toBe('1012010')
    expect((await api.bind({ relationNum: x, callerNum: '+8613900010003', calleeNum: '+8613900010003' })).code).toBe('1012010')
    const other = await api.bind({ relationNum: x, callerNum: '+8613900010003', calleeNum: '+8613900010004' })
    expect(other.code).toBe('0')
    const { subscriptionId } = WireAxbBindAnswer.parse(other.body)
    expect((await api.modify({ subscriptionId, calleeNum: a })).code).toBe('1012010')
    expect((await api.modify({ subscriptionId, calleeNum: '+8613900010005' })).code).toBe('0')
  })

  it('refuses malformed parameters by name', async () => {
    const api = await start()
    const good = { relationNum: x, callerNum: a, calleeNum: b }
    const refused = async (wishes: object) => (await api.bind({ ...good, ...wishes })).desc
    expect(await api.bind({ callerNum: a })).toMatchObject({ status: 400, code: '1010002', desc: 'Invalid request.calleeNum' })
    expect(await refused({ callerNum: '13800010001' })).toBe('Invalid request.callerNum')
    expect(await refused({ calleeNum: `${b} ` })).toBe('Invalid request.calleeNum')
    expect(await refused({ relationNum: '17000000001' })).toBe('Invalid request.relationNum')
    expect(await refused({ duration: 7_776_001 })).toBe('Invalid request.duration')
    expect(await refused({ maxDuration: 7_200 })).toBe('Invalid request.maxDuration')
    expect(await refused({ areaMatchMode: 0 })).toBe('Invalid request.areaMatchMode')
    expect(await refused({ preVoice: { callerHintTone: 'missing.wav' } })).toBe('Invalid request.missing.wav does not exist.')
    expect(await refused({ lastMinVoice: 'last.wav' })).toBe('Invalid request.lastMinVoice')
    expect(await refused({ lastMinVoice: 'last.wav', maxDuration: 5 })).toBe('Success')
    expect((await api.modify({ callDirection: 1 })).desc).toBe('Invalid request.subscriptionId')
  })

  it('knows whose X a number is', async () => {
    const api = await start()
    expect((await api.bind({ relationNum: two.xNumbers[0].number, callerNum: a, calleeNum: b })).code).toBe('1012001')
    expect((await api.bind({ relationNum: '+8617099999999', callerNum: a, calleeNum: b })).code).toBe('1012007')
    expect((await api.unbind({})).code).toBe('1012001')
    expect((await api.raw('DELETE', `${axbBindingUri}?relationNum=${x}`, api.signed('k-axb'))).code).toBe('1012001')
    expect((await api.list({})).desc).toBe('Invalid request.relationNum')
    expect((await api.modify({ subscriptionId: 'nobody' })).code).toBe('1012007')
  })

  it('chooses an X by area: strictly, by province, or any', async () => {
    const api = await start()
    const areaOf = (answer: ApiReply) => one.xNumbers.find(({ number }) => number === answer.body.relationNum)
    expect(areaOf(await api.bind({ callerNum: a, calleeNum: b, areaCode: '0755' }))?.areaCode).toBe('0755')
    expect((await api.bind({ callerNum: a, calleeNum: b, areaCode: '0760' })).code).toBe('1012008')
    expect(areaOf(await api.bind({ callerNum: a, calleeNum: b, areaCode: '0760', areaMatchMode: '1' }))?.province).toBe('Guangdong')
    expect((await api.bind({ callerNum: a, calleeNum: b, areaCode: '0991', areaMatchMode: '1' })).code).toBe('0')
    expect(areaOf(await api.bind({ callerNum: '+8675520000001', calleeNum: b }))?.areaCode).toBe('0755')
  })

  it('removes a binding at its end, and counts anew when the duration is changed', async () => {
    const api = await start()
    const bindFor = async (duration: number, callerNum: string, calleeNum: string) =>
      WireAxbBindAnswer.parse((await api.bind({ relationNum: x, callerNum, calleeNum, duration })).body).subscriptionId
    const short = await bindFor(60, a, b)
    const renewed = await bindFor(60, '+8613900010003', '+8613900010004')
    await api.pass(50_000)
    expect((await api.modify({ subscriptionId: renewed, duration: 60 })).code).toBe('0')
    await api.pass(10_000)
    expect((await api.list({ subscriptionId: short })).code).toBe('1012007')
    expect((await api.bind({ relationNum: x, callerNum: a, calleeNum: b })).code).toBe('0')
    expect((await api.list({ subscriptionId: renewed })).code).toBe('0')
    await api.pass(50_000)
    expect((await api.list({ subscriptionId: renewed })).code).toBe('1012007')
  })

  it('pages through an X, takes odd page sizes for fifty, and unbinds all of it', async () => {
    const api = await start()
    const all = one.xNumbers.length
    const standing = Array.from({ length: standingCounts.AXB }, (_, order) => order).filter((order) => order % all === 0).length
    const sizes = []
    for (let pageIndex = 1; pageIndex <= 3; pageIndex += 1) {
      sizes.push(listed(await api.list({ relationNum: x, pageIndex: String(pageIndex), pageSize: '100' })).length)
    }
    expect(sizes).toEqual([100, standing - 100, 0])
    expect(listed(await api.list({ relationNum: x, pageSize: '5' }))).toHaveLength(50)
    expect(listed(await api.list({ relationNum: x }))).toHaveLength(50)
    expect((await api.unbind({ relationNum: x })).code).toBe('0')
    expect((await api.list({ relationNum: x })).code).toBe('1012007')
    expect((await api.unbind({ relationNum: x })).code).toBe('1012007')
  })

  it('carries five thousand pairs on one X and no more', async () => {
    const { simulator, bind } = await start()
    const { console } = simulator
    console.call('k-axb', 'DELETE', axbBindingUri, { relationNum: x })
    const pair = (order: number) => {
      const digits = String(order).padStart(6, '0')
      return { relationNum: x, callerNum: `+8613600${digits}`, calleeNum: `+8613700${digits}` }
    }
    for (let order = 0; order < pairsPerX; order += 1) console.call('k-axb', 'POST', axbBindingUri, pair(order))
    expect(console.bindings('k-axb').filter((binding) => binding.x === x)).toHaveLength(pairsPerX)
    expect(await bind(pair(pairsPerX))).toMatchObject({ status: 403, code: '1012008' })
  })
})
