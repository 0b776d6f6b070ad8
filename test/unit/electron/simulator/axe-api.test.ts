import { afterEach, describe, expect, it } from 'vitest'
import { WireAxeBindAnswer, WireAxeQueryAnswer } from '../../../../electron/platform/wire/axe-api.ts'
import { bindingUris } from '../../../../electron/platform/wire/every-mode-api.ts'
import type { ApiMethod } from '../../../../electron/simulator/api-operation.ts'
import { advisedPerX, lastExtension } from '../../../../electron/simulator/axe-api.ts'
import { axeBinding } from '../../../../electron/simulator/standing-bindings.ts'
import { apiApp, apiWorld, startSimulatedApi, type ApiReply, type SimulatedApi } from '../../../support/simulated-api.ts'

const uri = bindingUris.AXE
const app = apiApp('k-axe')
const standing = axeBinding(apiWorld, app, 0)
const virtualNum = standing.x.number
const foreign = apiApp('k-ax').xNumbers[0].number
const bindNum = '+8613800010001'

let opened: SimulatedApi | null = null
afterEach(async () => {
  await opened?.simulator.stop()
  opened = null
})

async function start(options: Parameters<typeof startSimulatedApi>[0] = {}) {
  const api = await startSimulatedApi(options)
  opened = api
  const to = (method: ApiMethod) => (wishes: object) => api.call('k-axe', method, uri, wishes)
  return { ...api, bind: to('POST'), modify: to('PUT'), unbind: to('DELETE'), list: to('GET') }
}

const idOf = (answer: ApiReply) => WireAxeBindAnswer.parse(answer.body).subscriptionId
const userOf = (order: number) => `+8613700${String(order).padStart(6, '0')}`

describe('AXE binding', () => {
  it('binds, shows, changes and unbinds, by id or by X and extension', async () => {
    const api = await start()
    const bound = await api.bind({ bindNum, virtualNum, extendNum: '8765', recordFlag: 'true', callbackTone: 'none.wav', userData: 'u-1' })
    expect(bound).toMatchObject({ status: 200, code: '0', body: { virtualNum, extendNum: '8765', bindNum } })
    const subscriptionId = idOf(bound)
    const shown = await api.list({ virtualNum, extendNum: '8765' })
    expect(WireAxeQueryAnswer.parse(shown.body)).toMatchObject({ subscriptionId, virtualNum, extendNum: '8765', bindNum })
    expect(shown.body).toMatchObject({ recordFlag: 'true', callbackTone: 'none.wav', userData: 'u-1' })
    expect((await api.modify({ virtualNum, extendNum: '8765', callbackNum: '+8613900010002', userData: 'u-2' })).code).toBe('0')
    const changed = (await api.list({ subscriptionId })).body
    expect(changed).toMatchObject({ callbackNum: '+8613900010002', userData: 'u-2', recordFlag: 'true' })
    expect(changed).not.toHaveProperty('callbackTone')
    expect((await api.unbind({ subscriptionId })).code).toBe('0')
    expect(await api.unbind({ virtualNum, extendNum: '8765' })).toMatchObject({ status: 403, code: '1016001' })
  })

  it('knows the bindings that the traffic runs over', async () => {
    const api = await start()
    const { subscriptionId, a, extension } = standing
    expect((await api.list({ virtualNum, extendNum: extension })).body).toMatchObject({ subscriptionId, bindNum: a })
  })

  it('gives the lowest free extension; a short one is the same as one with zeros before it', async () => {
    const api = await start()
    const first = await api.bind({ bindNum: userOf(1), virtualNum })
    expect(first.body.extendNum).toMatch(/^000\d$/)
    const short = String(Number(first.body.extendNum))
    expect((await api.bind({ bindNum: userOf(2), virtualNum, extendNum: short })).code).toBe('1020167')
    expect((await api.list({ virtualNum, extendNum: short })).body.bindNum).toBe(userOf(1))
  })

  it.each<[string, object, string, string?]>([
    ['no A', { virtualNum }, '1010002', 'bindNum'],
    ['A in local form', { bindNum: '13800010001', virtualNum }, '1010002', 'bindNum'],
    ['neither X nor city', { bindNum }, '1010002', 'virtualNum'],
    ['extension 0000', { bindNum, virtualNum, extendNum: '0000' }, '1010002', 'extendNum'],
    ['an extension of five digits', { bindNum, virtualNum, extendNum: '12345' }, '1010002', 'extendNum'],
    ['an extension of letters', { bindNum, virtualNum, extendNum: '12a' }, '1010002', 'extendNum'],
    [
      'tone and number for no call-back record',
      { bindNum, virtualNum, callbackTone: 't.wav', callbackNum: bindNum },
      '1010002',
      'callbackNum',
    ],
    ['a tone that is not there', { bindNum, virtualNum, callbackTone: 'missing.wav' }, '1010002', 'missing.wav does not exist.'],
    ['a unit that is neither', { bindNum, virtualNum, timeUnit: '2' }, '1010002', 'timeUnit'],
    ['an extension that is taken', { bindNum, virtualNum, extendNum: standing.extension }, '1020167'],
    ['an A that is on this X', { bindNum: standing.a, virtualNum }, '1016002'],
    ['X of another app', { bindNum, virtualNum: foreign }, '1012001'],
    ['X of nobody', { bindNum, virtualNum: '+8617099999999' }, '1012007'],
    ['no X in a city, strictly', { bindNum, areaCode: '0760' }, '1012008'],
    ['no X in a city, loosely', { bindNum, areaCode: '0760', areaMatchMode: '1' }, '0'],
    ['a city that X wins over', { bindNum, areaCode: '0760', virtualNum }, '0'],
  ])('answers %s', async (_, wishes, code, detail) => {
    const api = await start()
    const answer = await api.bind(wishes)
    expect(answer).toMatchObject({ code, status: code === '0' ? 200 : code === '1010002' ? 400 : 403 })
    if (detail !== undefined) expect(answer.desc).toBe(`Invalid request.${detail}`)
  })

  it.each<[string, ApiMethod, object, string]>([
    ['unbinding X without an extension', 'DELETE', { virtualNum }, '1012001'],
    ['unbinding an extension without X', 'DELETE', { extendNum: '0001' }, '1012001'],
    ['unbinding nothing named', 'DELETE', {}, '1012001'],
    ['unbinding an extension nobody has', 'DELETE', { virtualNum, extendNum: '9998' }, '1016001'],
    ['changing what is not bound', 'PUT', { subscriptionId: 'none', userData: 'u' }, '1016001'],
    [
      'changing to tone and number at once',
      'PUT',
      { subscriptionId: standing.subscriptionId, callbackTone: 't.wav', callbackNum: bindNum },
      '1010002',
    ],
    ['asking for an X of another app', 'GET', { virtualNum: foreign, extendNum: '0001' }, '1012001'],
    ['asking for X alone', 'GET', { virtualNum }, '1012001'],
    ['asking by a true id beside a false extension', 'GET', { subscriptionId: standing.subscriptionId, extendNum: '9998' }, '0'],
  ])('answers %s', async (_, method, wishes, code) => {
    const api = await start()
    expect((await api.call('k-axe', method, uri, wishes)).code).toBe(code)
  })

  it('lives as long as it is told, in hours or minutes, and anew when that is changed', async () => {
    const api = await start()
    const hours = idOf(await api.bind({ bindNum: userOf(1), virtualNum, bindExpiredTime: 1 }))
    const minutes = idOf(await api.bind({ bindNum: userOf(2), virtualNum, timeUnit: '1', bindExpiredTime: 2 }))
    const renewed = idOf(await api.bind({ bindNum: userOf(3), virtualNum, timeUnit: '1', bindExpiredTime: 2 }))
    const forever = idOf(await api.bind({ bindNum: userOf(4), virtualNum, bindExpiredTime: 0 }))
    const present = async () => {
      const codes = []
      for (const subscriptionId of [hours, minutes, renewed, forever]) codes.push((await api.list({ subscriptionId })).code === '0')
      return codes
    }
    await api.pass(119_000)
    expect(await present()).toEqual([true, true, true, true])
    expect((await api.modify({ subscriptionId: renewed, bindExpiredTime: 2 })).code).toBe('0')
    await api.pass(1_000)
    expect(await present()).toEqual([true, false, true, true])
    await api.pass(3_480_000)
    expect(await present()).toEqual([false, false, false, true])
  })

  it('fills an X of its own choice to the advised two hundred, a named one to the last extension', async () => {
    const { simulator, bind } = await start()
    const { console } = simulator
    const beijing = new Set(app.xNumbers.filter(({ areaCode }) => areaCode === '010').map(({ number }) => number))
    let bound = 0
    while (console.call('k-axe', 'POST', uri, { bindNum: userOf(bound), areaCode: '010' }).status === 200) bound += 1
    const perX = [...beijing].map((x) => console.bindings('k-axe').filter((binding) => binding.x === x).length)
    expect(perX).toEqual(perX.map(() => advisedPerX))
    expect((await bind({ bindNum: userOf(bound), areaCode: '010' })).code).toBe('1012008')
    for (let extension = 1; extension <= lastExtension; extension += 1) {
      console.call('k-axe', 'POST', uri, { bindNum: userOf(bound + extension), virtualNum, extendNum: String(extension) })
    }
    expect(console.bindings('k-axe').filter((binding) => binding.x === virtualNum)).toHaveLength(lastExtension)
    expect((await bind({ bindNum, virtualNum })).code).toBe('1020167')
  })

  it('keeps to what is confirmed when it is told to', async () => {
    const api = await start({ lean: true })
    expect((await api.bind({ bindNum, virtualNum })).body).not.toHaveProperty('bindNum')
    const axb = apiApp('k-axb').xNumbers[0].number
    const list = (await api.call('k-axb', 'GET', bindingUris.AXB, { relationNum: axb })).body
    expect(Object.keys(list).sort()).toEqual(['pageSize', 'relationNumList', 'resultcode', 'resultdesc'])
  })
})
