import { afterEach, describe, expect, it } from 'vitest'
import { axbBindingUri, WireAxbBindAnswer, WireAxbListAnswer } from '../../../../electron/platform/wire/axb-api.ts'
import { signHeaders, type SignatureGeneration } from '../../../../electron/platform/sign.ts'
import { blockedMs, failuresUntilBlocked } from '../../../../electron/simulator/api-auth.ts'
import { makeAxbApi } from '../../../../electron/simulator/axb-api.ts'
import { makeBindingBook, pairsPerX } from '../../../../electron/simulator/binding-book.ts'
import { startSimulator, type Simulator } from '../../../../electron/simulator/simulator.ts'
import { axbBinding } from '../../../../electron/simulator/standing-bindings.ts'
import { makeWorld } from '../../../../electron/simulator/world.ts'
import { makeManualTime } from '../../../support/manual-time.ts'

const startAt = Date.UTC(2026, 2, 2, 3, 0, 0)
const seed = 4
const apps = [
  { mode: 'AXB', appKey: 'k-one', appSecret: 's-one' },
  { mode: 'AXB', appKey: 'k-two', appSecret: 's-two' },
] as const
const world = makeWorld(seed, apps)
const [one, two] = world.apps
const x = one.xNumbers[0].number
const a = '+8613800010001'
const b = '+8613900010002'

let simulator: Simulator
afterEach(() => simulator.stop())

interface Answer {
  status: number
  code: string
  desc: string
  body: Record<string, unknown>
}

async function start() {
  const time = makeManualTime(Date.UTC(2026, 5, 1))
  simulator = await startSimulator({
    seed,
    apps,
    pushUrl: () => null,
    apiPort: 0,
    startAt,
    speed: 1,
    callsPerSecond: 0.001,
    bad: [],
    generation: 'aksk',
    environment: time,
  })
  const raw = async (method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<Answer> => {
    const answer = await fetch(simulator.apiUrl + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
    const text = await answer.text()
    const json = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
    return { status: answer.status, code: String(json.resultcode), desc: String(json.resultdesc), body: json }
  }
  const signed = (generation: SignatureGeneration = 'aksk') => signHeaders(generation, 'k-one', 's-one', time.nonce(), time.clock())
  const query = (wishes: Record<string, string>) => `${axbBindingUri}?${new URLSearchParams(wishes)}`
  return {
    raw,
    signed,
    pass: (ms: number) => time.advance(ms, () => Promise.resolve()),
    bind: (wishes: object) => raw('POST', axbBindingUri, signed(), wishes),
    modify: (wishes: object) => raw('PUT', axbBindingUri, signed(), wishes),
    unbind: (wishes: Record<string, string>) => raw('DELETE', query(wishes), signed()),
    list: (wishes: Record<string, string>) => raw('GET', query(wishes), signed()),
  }
}

function listed(answer: Answer) {
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
    expect((await api.bind({ relationNum: two?.xNumbers[0].number, callerNum: a, calleeNum: b })).code).toBe('1012001')
    expect((await api.bind({ relationNum: '+8617099999999', callerNum: a, calleeNum: b })).code).toBe('1012007')
    expect((await api.unbind({})).code).toBe('1012001')
    expect((await api.raw('DELETE', `${axbBindingUri}?relationNum=${x}`, api.signed())).code).toBe('1012001')
    expect((await api.list({})).desc).toBe('Invalid request.relationNum')
    expect((await api.modify({ subscriptionId: 'nobody' })).code).toBe('1012007')
  })

  it('chooses an X by area: strictly, by province, or any', async () => {
    const api = await start()
    const areaOf = (answer: Answer) => one.xNumbers.find(({ number }) => number === answer.body.relationNum)
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
    const standing = Array.from({ length: 6_000 }, (_, order) => order).filter((order) => order % all === 0).length
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

  it('carries five thousand pairs on one X and no more', () => {
    const api = makeAxbApi(
      world,
      one,
      makeBindingBook(() => startAt),
    )
    const bind = (order: number) => {
      const digits = String(order).padStart(6, '0')
      return api.bind({ relationNum: x, callerNum: `+8613600${digits}`, calleeNum: `+8613700${digits}` }).body.resultcode
    }
    const codes = Array.from({ length: pairsPerX }, (_, order) => bind(order))
    expect(new Set(codes)).toEqual(new Set(['0']))
    expect(bind(pairsPerX)).toBe('1012008')
  })
})

describe('authentication', () => {
  it('takes both generations', async () => {
    const api = await start()
    for (const generation of ['aksk', 'wsse'] as const) {
      expect((await api.raw('GET', `${axbBindingUri}?subscriptionId=none`, api.signed(generation))).code).toBe('1012007')
    }
  })

  it('says which header or attribute is wrong', async () => {
    const api = await start()
    const { Authorization = '', 'X-AKSK': token = '' } = api.signed()
    const codeFor = async (authorization: string | null, second: string | null) => {
      const headers = { ...(authorization !== null && { Authorization: authorization }), ...(second !== null && { 'X-AKSK': second }) }
      const { status, code } = await api.raw('GET', axbBindingUri, headers)
      return `${status} ${code}`
    }
    expect(await codeFor(null, token)).toBe('400 1023006')
    expect(await codeFor('AKSK profile="UsernameToken",type="Appkey"', token)).toBe('400 1023007')
    expect(await codeFor('AKSK realm="SDP",type="Appkey"', token)).toBe('400 1023008')
    expect(await codeFor('AKSK realm="X",profile="UsernameToken",type="Appkey"', token)).toBe('400 1023009')
    expect(await codeFor('AKSK realm="SDP",profile="X",type="Appkey"', token)).toBe('400 1023010')
    expect(await codeFor('AKSK realm="SDP",profile="UsernameToken",type="X"', token)).toBe('400 1023011')
    expect(await codeFor('AKSK realm="SDP", profile="UsernameToken", dsl="Appkey"', token)).toBe('400 1023012')
    expect(await codeFor(Authorization, null)).toBe('400 1023033')
    expect(await codeFor(Authorization, token.replace(/Username="[^"]*",/, ''))).toBe('400 1023034')
    expect(await codeFor(Authorization, token.replace(/Nonce="[^"]*",/, ''))).toBe('400 1023035')
    expect(await codeFor(Authorization, token.replace(/,Created="[^"]*"/, ''))).toBe('400 1023036')
    expect(await codeFor(Authorization, token.replace(/PasswordDigest="[^"]*",/, ''))).toBe('400 1023037')
    expect(await codeFor(Authorization, token.replace('k-one', 'k-none'))).toBe('401 1010003')
    expect(await codeFor(Authorization, token.replace('k-one', 'k-two'))).toBe('401 1010003')
  })

  it('shuts an address out for thirty minutes after too many failures', async () => {
    const api = await start()
    for (let failure = 0; failure < failuresUntilBlocked; failure += 1)
      expect((await api.raw('GET', axbBindingUri, {})).code).toBe('1023006')
    expect(await api.list({ relationNum: x })).toMatchObject({ status: 403, code: '1020176' })
    await api.pass(blockedMs - 1)
    expect((await api.list({ relationNum: x })).code).toBe('1020176')
    await api.pass(1)
    expect((await api.list({ relationNum: x })).code).toBe('0')
  })

  it('refuses the URIs of other modes, and knows no others', async () => {
    const api = await start()
    expect(await api.raw('POST', '/rest/caas/extendnumber/v1.0', api.signed(), {})).toMatchObject({ status: 403, code: '1010040' })
    expect((await api.raw('GET', '/rest/caas/nothing/v1.0', api.signed())).status).toBe(404)
    expect((await api.raw('PATCH', axbBindingUri, api.signed())).status).toBe(404)
  })

  it('survives bodies that are no JSON or far too large', async () => {
    const api = await start()
    const send = (body: string) => fetch(simulator.apiUrl + axbBindingUri, { method: 'POST', headers: api.signed(), body })
    expect((await send('{"callerNum":')).status).toBe(400)
    const large = await send('x'.repeat(80_000)).then(
      ({ status }) => status,
      () => 'cut off',
    )
    expect([400, 'cut off']).toContain(large)
    expect((await api.list({ relationNum: x })).code).toBe('0')
  })
})
