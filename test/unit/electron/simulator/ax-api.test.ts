import { afterEach, describe, expect, it } from 'vitest'
import { WireAxBindAnswer, WireAxListAnswer } from '../../../../electron/platform/wire/ax-api.ts'
import { bindingUris, temporaryCalleeUri } from '../../../../electron/platform/wire/every-mode-api.ts'
import type { ApiMethod } from '../../../../electron/simulator/api-operation.ts'
import { axBinding, standingCounts } from '../../../../electron/simulator/standing-bindings.ts'
import { apiApp, apiWorld, startSimulatedApi, type ApiReply, type SimulatedApi } from '../../../support/simulated-api.ts'

const uri = bindingUris.AX
const app = apiApp('k-ax')
const standing = axBinding(apiWorld, app, 0)
/** Numbers that nobody holds yet, and one of another app. */
const [free, free2, free3, free4, free5, free6] = app.xNumbers.slice(standingCounts.AX).map(({ number }) => number)
const foreign = apiApp('k-axb').xNumbers[0].number
const a = '+8613800010001'
const a2 = '+8613800010002'

let opened: SimulatedApi | null = null
afterEach(async () => {
  await opened?.simulator.stop()
  opened = null
})

async function start() {
  const api = await startSimulatedApi()
  opened = api
  const to = (method: ApiMethod) => (wishes: object) => api.call('k-ax', method, uri, wishes)
  return { ...api, bind: to('POST'), modify: to('PUT'), unbind: to('DELETE'), list: to('GET') }
}

const idOf = (answer: ApiReply) => WireAxBindAnswer.parse(answer.body).subscriptionId
const listed = (answer: ApiReply) => WireAxListAnswer.parse(answer.body).privateNumList ?? []

describe('AX binding', () => {
  it('binds, shows, changes and unbinds, by id or by X', async () => {
    const api = await start()
    const bound = await api.bind({ origNum: a, privateNum: free, recordFlag: 'true', calleeNumDisplay: '0', userData: 'u-1' })
    expect(bound).toMatchObject({ status: 200, code: '0', body: { origNum: a, privateNum: free } })
    const subscriptionId = idOf(bound)
    const shown = { origNum: a, privateNum: free, subscriptionId, calleeNumDisplay: '0', recordFlag: 'true', userData: 'u-1' }
    expect((await api.list({ subscriptionId })).body.privateNumList).toEqual([shown])
    expect(listed(await api.list({ privateNum: free }))).toMatchObject([shown])
    expect((await api.modify({ privateNum: free, callDirection: 1, maxDuration: 30 })).code).toBe('0')
    expect((await api.modify({ privateNum: free, origNum: a2, turnFlag: 'off' })).code).toBe('0')
    expect(listed(await api.list({ origNum: a2 }))).toMatchObject([
      { origNum: a2, callDirection: 1, maxDuration: 30, turnFlag: 'off', userData: 'u-1' },
    ])
    expect((await api.unbind({ origNum: a, privateNum: free })).code).toBe('1016001')
    expect((await api.unbind({ origNum: a2, privateNum: free })).code).toBe('0')
    expect(await api.unbind({ subscriptionId })).toMatchObject({ status: 403, code: '1016001' })
    expect((await api.list({ subscriptionId })).code).toBe('1016001')
  })

  it('has no lifetime: a year later it is still there', async () => {
    const api = await start()
    const subscriptionId = idOf(await api.bind({ origNum: a, privateNum: free, duration: 60 }))
    await api.pass(365 * 24 * 3_600_000)
    expect((await api.list({ subscriptionId })).code).toBe('0')
  })

  it('knows the bindings that the traffic runs over', async () => {
    const api = await start()
    const { subscriptionId, x, a: origNum } = standing
    expect(listed(await api.list({ subscriptionId }))).toMatchObject([{ origNum, privateNum: x.number }])
  })

  it.each<[string, object, string, string?]>([
    ['no A', { privateNum: free }, '1010002', 'origNum'],
    ['A in local form', { origNum: '13800010001', privateNum: free }, '1010002', 'origNum'],
    ['neither X nor its kind', { origNum: a }, '1010002', 'privateNumType'],
    ['a city without the kind of X', { origNum: a, areaCode: '010' }, '1010002', 'privateNumType'],
    ['the kind of X without a city', { origNum: a, privateNumType: 'mobile-virtual' }, '1010002', 'areaCode'],
    ['another kind of X', { origNum: a, areaCode: '010', privateNumType: 'fixed' }, '1010002', 'privateNumType'],
    ['a display that is neither', { origNum: a, privateNum: free, calleeNumDisplay: '2' }, '1010002', 'calleeNumDisplay'],
    ['a tone that is not there', { origNum: a, privateNum: free, recordHintTone: 'missing.wav' }, '1010002', 'missing.wav does not exist.'],
    ['a last minute of no limit', { origNum: a, privateNum: free, lastMinVoice: 'last.wav' }, '1010002', 'lastMinVoice'],
    ['X of another app', { origNum: a, privateNum: foreign }, '1011004'],
    ['X of nobody', { origNum: a, privateNum: '+8617099999999' }, '1012007'],
    ['X of another A', { origNum: a, privateNum: standing.x.number }, '1011005'],
    ['what is bound already', { origNum: standing.a, privateNum: standing.x.number }, '1016002'],
    ['no X in a city, strictly', { origNum: a, areaCode: '0760', privateNumType: 'mobile-virtual' }, '1011002'],
    ['no X in a city, loosely', { origNum: a, areaCode: '0760', privateNumType: 'mobile-virtual', areaMatchMode: '1' }, '0'],
    ['a city that X wins over', { origNum: a, areaCode: '0760', privateNum: free }, '0'],
  ])('answers %s', async (_, wishes, code, detail) => {
    const api = await start()
    const answer = await api.bind(wishes)
    expect(answer).toMatchObject({ code, status: code === '0' ? 200 : code === '1010002' ? 400 : 403 })
    if (detail !== undefined) expect(answer.desc).toBe(`Invalid request.${detail}`)
  })

  it('gives each of the free X of a city once, then none', async () => {
    const api = await start()
    const wish = (origNum: string) => api.bind({ origNum, areaCode: '010', privateNumType: 'mobile-virtual' })
    const answers = [await wish('+8613800010001'), await wish('+8613800010002')]
    const given = answers.filter(({ code }) => code === '0').map(({ body }) => body.privateNum)
    expect(given.length).toBeGreaterThan(0)
    expect(new Set(given).size).toBe(given.length)
    expect((await wish('+8613800010003')).code).toBe('1011002')
  })

  it('lets one A hold five X and no sixth, bound or handed over', async () => {
    const api = await start()
    for (const privateNum of [free, free2, free3, free4, free5]) expect((await api.bind({ origNum: a, privateNum })).code).toBe('0')
    expect((await api.bind({ origNum: a, privateNum: free6 })).code).toBe('1011003')
    expect((await api.modify({ subscriptionId: standing.subscriptionId, origNum: a })).code).toBe('1011003')
    expect((await api.modify({ privateNum: free, origNum: a })).code).toBe('0')
    expect(listed(await api.list({ origNum: a }))).toHaveLength(5)
    expect((await api.unbind({ privateNum: free2 })).code).toBe('0')
    expect((await api.bind({ origNum: a, privateNum: free6 })).code).toBe('0')
  })

  it.each<[string, ApiMethod, object, string]>([
    ['unbinding nothing named', 'DELETE', {}, '1011004'],
    ['unbinding A alone', 'DELETE', { origNum: standing.a }, '1011004'],
    ['unbinding an X of another app', 'DELETE', { privateNum: foreign }, '1011004'],
    ['unbinding an X that is not bound', 'DELETE', { privateNum: free }, '1016001'],
    ['unbinding a false id beside a true X', 'DELETE', { subscriptionId: 'none', privateNum: standing.x.number }, '1016001'],
    ['changing nothing named', 'PUT', { userData: 'u' }, '1011004'],
    ['changing what is not bound', 'PUT', { privateNum: free, userData: 'u' }, '1016001'],
    ['asking for nothing', 'GET', {}, '1010002'],
    ['asking for an A without X', 'GET', { origNum: a }, '1016001'],
    ['asking for A before X', 'GET', { origNum: a, privateNum: standing.x.number }, '1016001'],
    ['asking for an X of another app', 'GET', { privateNum: foreign }, '1011004'],
  ])('answers %s', async (_, method, wishes, code) => {
    const api = await start()
    expect((await api.call('k-ax', method, uri, wishes)).code).toBe(code)
  })
})

describe('the temporary callee', () => {
  const calleeNum = '+8613900010002'
  const x = standing.x.number

  it.each<[string, object, string]>([
    ['by id', { subscriptionId: standing.subscriptionId, calleeNum }, '0'],
    ['by X', { privateNum: x, calleeNum, duration: 60, userData: 'u' }, '0'],
    ['by A and X', { origNum: standing.a, privateNum: x, calleeNum }, '0'],
    ['by the wrong A and X', { origNum: a, privateNum: x, calleeNum }, '1016001'],
    ['by nothing', { calleeNum }, '1011004'],
    ['to nobody', { privateNum: x }, '1010002'],
    ['to a number in local form', { privateNum: x, calleeNum: '13900010002' }, '1010002'],
    ['on an X that is not bound', { privateNum: free, calleeNum }, '1016001'],
  ])('is set %s', async (_, wishes, code) => {
    const api = await start()
    expect((await api.call('k-ax', 'PUT', temporaryCalleeUri, wishes)).code).toBe(code)
    const kept = api.simulator.console.bindings('k-ax').find(({ subscriptionId }) => subscriptionId === standing.subscriptionId)
    expect(kept).toMatchObject({ temporaryCallee: code === '0' ? { number: calleeNum } : null })
  })
})
