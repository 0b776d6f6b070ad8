import { afterEach, describe, expect, it } from 'vitest'
import { WireAxybBindAnswer, WireAxybListAnswer } from '../../../../electron/platform/wire/axyb-api.ts'
import { bindingUris } from '../../../../electron/platform/wire/every-mode-api.ts'
import type { ApiMethod } from '../../../../electron/simulator/api-operation.ts'
import { makePlatform } from '../../../../electron/simulator/platform.ts'
import { axybBinding } from '../../../../electron/simulator/standing-bindings.ts'
import { bindYb, relationsPerY } from '../../../../electron/simulator/y-numbers.ts'
import { apiApp, apiStartAt, apiWorld, startSimulatedApi, type ApiReply, type SimulatedApi } from '../../../support/simulated-api.ts'

const uri = bindingUris.AXYB
const app = apiApp('k-axyb')
const standing = axybBinding(apiWorld, app, 0)
const foreign = apiApp('k-ax').xNumbers[0].number
const a = '+8613800010001'
const b = '+8613900010002'

let opened: SimulatedApi | null = null
afterEach(async () => {
  await opened?.simulator.stop()
  opened = null
})

async function start() {
  const api = await startSimulatedApi()
  opened = api
  const to = (method: ApiMethod) => (wishes: object) => api.call('k-axyb', method, uri, wishes)
  return { ...api, bind: to('POST'), unbind: to('DELETE'), list: to('GET') }
}

const idOf = (answer: ApiReply) => WireAxybBindAnswer.parse(answer.body).subscriptionId
const listed = (answer: ApiReply) => WireAxybListAnswer.parse(answer.body).xyRelationNumList ?? []

describe('AXYB binding', () => {
  it('binds A to an X and B to a Y, shows them and releases them one by one', async () => {
    const api = await start()
    const ax = await api.bind({ origNum: a, areaCode: '010', callDirection: 0, recordFlag: 'true', preVoiceX: 'x.wav', userData: 'u-1' })
    expect(ax).toMatchObject({ status: 200, code: '0' })
    const subscriptionId = idOf(ax)
    const numX = String(ax.body.relationNumber)
    const shown = {
      bindId: subscriptionId,
      numA: a,
      numX,
      subscribeTime: '2026-03-02 03:00:00',
      duration: '0',
      ybDuration: '0',
      userData: 'u-1',
    }
    expect((await api.list({ subscriptionId })).body.xyRelationNumList).toEqual([
      { ...shown, callDirection: 0, recordFlag: 'true', preVoiceX: 'x.wav' },
    ])
    const first = await api.bind({ origNum: b, subscriptionId })
    const second = await api.bind({ origNum: '+8613900010003', subscriptionId, areaCode: '021', preVoiceY: 'y.wav' })
    expect([idOf(first), idOf(second)]).toEqual([subscriptionId, subscriptionId])
    const [y1, y2] = [String(first.body.relationNumber), String(second.body.relationNumber)]
    expect(new Set([numX, y1, y2]).size).toBe(3)
    expect(app.xNumbers.find(({ number }) => number === y2)?.areaCode).toBe('021')
    expect(listed(await api.list({ relationNum: numX }))).toMatchObject([
      { bindId: subscriptionId, numX, numY: y1, numB: b },
      { bindId: subscriptionId, numX, numY: y2, numB: '+8613900010003', preVoiceY: 'y.wav' },
    ])
    expect((await api.unbind({ subscriptionId, yNum: y1, bNum: '+8613900010003' })).code).toBe('0')
    expect(listed(await api.list({ subscriptionId }))).toMatchObject([{ numY: y2 }])
    expect((await api.unbind({ subscriptionId, bNum: b })).code).toBe('1016001')
    expect((await api.unbind({ subscriptionId, bNum: '+8613900010003' })).code).toBe('0')
    expect(listed(await api.list({ subscriptionId }))).toEqual([expect.not.objectContaining({ numY: y2 })])
    expect((await api.unbind({ subscriptionId })).code).toBe('0')
    expect((await api.list({ subscriptionId })).code).toBe('1016001')
  })

  it('knows the bindings that the traffic runs over', async () => {
    const api = await start()
    const rows = standing.pairs.map((pair) => ({ numA: standing.a, numX: standing.x.number, numY: pair.y.number, numB: pair.b }))
    expect(listed(await api.list({ relationNum: standing.x.number }))).toMatchObject(rows)
  })

  it.each<[string, object, string, string?]>([
    ['no A', { areaCode: '010' }, '1010002', 'origNum'],
    ['no city', { origNum: a }, '1010002', 'areaCode'],
    ['A in local form', { origNum: '13800010001', areaCode: '010' }, '1010002', 'origNum'],
    ['less than a minute', { origNum: a, areaCode: '010', duration: 59 }, '1010002', 'duration'],
    ['more than ninety days', { origNum: a, areaCode: '010', ybDuration: 7_776_001 }, '1010002', 'ybDuration'],
    ['a tone that is not there', { origNum: a, areaCode: '010', preVoiceX: 'missing.wav' }, '1010002', 'missing.wav does not exist.'],
    ['no X in a city, strictly', { origNum: a, areaCode: '0760' }, '1012008'],
    ['no X in a city, loosely', { origNum: a, areaCode: '0760', areaMatchMode: '1' }, '0'],
    ['B of no AX part', { origNum: b, subscriptionId: 'none' }, '1016001'],
    ['B in local form', { origNum: '13900010002', subscriptionId: standing.subscriptionId }, '1010002', 'origNum'],
    ['B that is bound already', { origNum: standing.pairs[0]?.b, subscriptionId: standing.subscriptionId }, '1016002'],
    ['no Y in a city, strictly', { origNum: b, subscriptionId: standing.subscriptionId, areaCode: '0760' }, '1012008'],
    ['no Y in a city, loosely', { origNum: b, subscriptionId: standing.subscriptionId, areaCode: '0760', areaMatchMode: '1' }, '0'],
  ])('answers %s', async (_, wishes, code, detail) => {
    const api = await start()
    const answer = await api.bind(wishes)
    expect(answer).toMatchObject({ code, status: code === '0' ? 200 : code === '1010002' ? 400 : 403 })
    if (detail !== undefined) expect(answer.desc).toBe(`Invalid request.${detail}`)
  })

  it.each<[string, ApiMethod, string, string]>([
    ['no key', 'GET', `subscriptionId=${standing.subscriptionId}`, '1010002'],
    ['another app’s key', 'GET', `app_key=k-ax&subscriptionId=${standing.subscriptionId}`, '1010003'],
    ['another app’s key to unbind', 'DELETE', `app_key=k-ax&subscriptionId=${standing.subscriptionId}`, '1010003'],
    ['nothing asked for', 'GET', 'app_key=k-axyb', '1010002'],
    ['an X of another app', 'GET', `app_key=k-axyb&relationNum=${encodeURIComponent(foreign)}`, '1012001'],
    ['nothing to unbind', 'DELETE', 'app_key=k-axyb', '1010002'],
    ['what is not bound', 'DELETE', 'app_key=k-axyb&subscriptionId=none', '1016001'],
  ])('answers %s', async (_, method, query, code) => {
    const api = await start()
    expect((await api.raw(method, `${uri}?${query}`, api.signed('k-axyb'))).code).toBe(code)
  })

  it('wants the key to bind, too', async () => {
    const api = await start()
    expect((await api.raw('POST', uri, api.signed('k-axyb'), { origNum: a, areaCode: '010' })).desc).toBe('Invalid request.app_key')
  })

  it('lets one A hold five X and no sixth', async () => {
    const api = await start()
    const wish = { origNum: a, areaCode: '0760', areaMatchMode: '1' }
    for (let held = 0; held < 5; held += 1) expect((await api.bind(wish)).code).toBe('0')
    expect((await api.bind(wish)).code).toBe('1011003')
  })

  it('shows five entries of an AX part and no more', async () => {
    const api = await start()
    const subscriptionId = idOf(await api.bind({ origNum: a, areaCode: '010' }))
    for (let order = 0; order < 7; order += 1) {
      expect((await api.bind({ origNum: `+861390001010${order}`, subscriptionId })).code).toBe('0')
    }
    expect(listed(await api.list({ subscriptionId }))).toHaveLength(5)
  })

  it('ends both parts with the AX part, or a YB part before it', async () => {
    const api = await start()
    const subscriptionId = idOf(await api.bind({ origNum: a, areaCode: '010', duration: 600, ybDuration: 120 }))
    const bs = ['+8613900010001', '+8613900010002', '+8613900010003']
    await api.bind({ origNum: bs[0], subscriptionId })
    await api.bind({ origNum: bs[1], subscriptionId, duration: 300 })
    await api.bind({ origNum: bs[2], subscriptionId, duration: 900 })
    const present = async () => (await api.list({ subscriptionId })).body.xyRelationNumList
    expect(await present()).toMatchObject([{ numB: bs[0], ybDuration: '120' }, { numB: bs[1], ybDuration: '300' }, { numB: bs[2] }])
    await api.pass(120_000)
    expect(await present()).toMatchObject([{ numB: bs[1] }, { numB: bs[2] }])
    await api.pass(180_000)
    expect(await present()).toMatchObject([{ numB: bs[2] }])
    await api.pass(300_000)
    expect((await api.list({ subscriptionId })).code).toBe('1016001')
  })
})

describe('a Y number', () => {
  it('serves a thousand AX parts, never one of them twice, and is no X', () => {
    // Two numbers, nothing standing on them: one to be X, one to be Y.
    const small = {
      ...app,
      mode: 'X' as const,
      xNumbers: [app.xNumbers[90] ?? app.xNumbers[0], app.xNumbers[91] ?? app.xNumbers[0]] as const,
    }
    const platform = makePlatform(apiWorld, () => apiStartAt)
    const book = platform.bookOf(small)
    const ax = (order: number) => {
      const binding = {
        mode: 'AXYB',
        subscriptionId: `s${order}`,
        a,
        settings: {},
        expiresAt: null,
        changedAt: apiStartAt,
        pairs: [],
      } as const
      return { ...binding, x: order === 0 ? small.xNumbers[0].number : `+861760000${String(order).padStart(4, '0')}` }
    }
    for (let order = 0; order < relationsPerY; order += 1) {
      book.put(ax(order))
      expect(bindYb(platform, small, ax(order), b)?.y).toBe(small.xNumbers[1].number)
    }
    book.put(ax(relationsPerY))
    expect(bindYb(platform, small, ax(relationsPerY), b)).toBeNull()
    book.remove('s7')
    expect(bindYb(platform, small, ax(relationsPerY), b)?.y).toBe(small.xNumbers[1].number)
    const full = book.find('s0')
    expect(full?.mode === 'AXYB' && bindYb(platform, small, full, '+8613900010009')).toBeNull()
  })
})
