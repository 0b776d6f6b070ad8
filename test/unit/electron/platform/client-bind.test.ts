import { afterEach, describe, expect, it } from 'vitest'
import type { PlatformApi } from '../../../../electron/platform/platform-api.ts'
import { BindRequest } from '../../../../shared/domain/binding-request.ts'
import type { Mode } from '../../../../shared/domain/platform-app.ts'
import { AppError } from '../../../../shared/errors.ts'
import { aPlatformClient } from '../../../builders/platform-client.ts'
import { refusal, startPlatformServer, success, type Answer, type PlatformServer } from '../../../support/platform-server.ts'

/** A bind whose answer is lost: looked for, then repeated once where that is safe, and never otherwise. */

let server: PlatformServer
let api: PlatformApi
afterEach(async () => {
  await api.close()
  await server.stop()
})

const a = '+8613800000001'
const b = '+8613900000002'
const x = '+8617000000001'
const lost: Answer = (_, socket) => socket.destroy()
const unreadable: Answer = { status: 200, json: { ...success, subscriptionId: '' } }

const asked = {
  AXB: { mode: 'AXB', aNumber: a, bNumber: b, x: { by: 'number', xNumber: x }, callDirection: 'a-calls', userData: 'order-77' },
  AX: { mode: 'AX', aNumber: a, x: { by: 'number', xNumber: x } },
  AXE: { mode: 'AXE', aNumber: a, x: { by: 'number', xNumber: x }, extension: '0007' },
  YB: { mode: 'AXYB', part: 'yb', bindingId: 'b-1', bNumber: b },
}
const bound = {
  AXB: { ...success, subscriptionId: 'b-1', relationNum: x },
  AX: { ...success, subscriptionId: 'b-1', privateNum: x, origNum: a },
  AXE: { ...success, subscriptionId: 'b-1', virtualNum: x, extendNum: '0007' },
  YB: { ...success, subscriptionId: 'b-1', relationNumber: '+8617000000002' },
}
const axbEntry = { subscriptionId: 'b-1', relationNum: x, callerNum: a, calleeNum: b, callDirection: 1, userData: 'order-77' }
const ybEntry = { bindId: 'b-1', numA: a, numX: x, numB: b, numY: '+8617000000002' }
const there = {
  AXB: { ...success, relationNumList: [axbEntry] },
  AX: { ...success, privateNumList: [{ subscriptionId: 'b-1', origNum: a, privateNum: x }] },
  AXE: { ...success, subscriptionId: 'b-1', bindNum: a, virtualNum: x, extendNum: '0007' },
  YB: { ...success, xyRelationNumList: [ybEntry] },
}
const questions = {
  AXB: 'relationNum=%2B8617000000001&callerNum=%2B8613800000001&calleeNum=%2B8613900000002',
  AX: 'privateNum=%2B8617000000001',
  AXE: 'virtualNum=%2B8617000000001&extendNum=0007',
  YB: 'app_key=k-test&subscriptionId=b-1',
}
const kinds = ['AXB', 'AX', 'AXE', 'YB'] as const

async function bind(request: object, answers: Answer[]): Promise<unknown> {
  server = await startPlatformServer((_, order) => answers[order] ?? refusal(9_999_999))
  const wish = BindRequest.parse(request)
  api = aPlatformClient(server.url, { mode: wish.mode satisfies Mode })
  return api.bind(wish).then(
    ({ value }) => value,
    (error: unknown) => error,
  )
}

const sent = () => server.requests.map(({ method }) => method).join(' ')

describe.each(kinds)('a bind of %s', (kind) => {
  it.each([
    ['lost', lost],
    ['a fault of the platform', refusal(1010001, 500)],
    ['unreadable', unreadable],
  ] satisfies [string, Answer][])('whose answer is %s and that is there has gone through', async (_, fault) => {
    // A YB part is known by the id of its AX part, so it needs none of its own in the answer.
    const answer = kind === 'YB' && fault === unreadable ? lost : fault
    expect(await bind(asked[kind], [answer, { json: there[kind] }])).toMatchObject({ bindingId: 'b-1', xNumber: x })
    expect(sent()).toBe('POST GET')
    expect(server.requests[1]?.query).toBe(questions[kind])
  })

  it('that is not there is sent once more', async () => {
    expect(await bind(asked[kind], [lost, refusal(1012007), { json: bound[kind] }])).toMatchObject({ bindingId: 'b-1' })
    expect(sent()).toBe('POST GET POST')
    expect(server.requests[2]?.body).toBe(server.requests[0]?.body)
  })

  it('that arrives while it is looked for makes its repetition a double, which is found', async () => {
    const double = refusal({ AXB: 1012010, AX: 1016002, AXE: 1020167, YB: 1016002 }[kind])
    expect(await bind(asked[kind], [lost, refusal(1016001), double, { json: there[kind] }])).toMatchObject({ bindingId: 'b-1' })
    expect(sent()).toBe('POST GET POST GET')
  })

  it('that is lost twice is not sent a third time', async () => {
    expect(await bind(asked[kind], [lost, refusal(1012007), lost, refusal(1012007)])).toMatchObject({
      code: 'platform-unreachable',
      details: { outcome: 'unknown' },
    })
    expect(sent()).toBe('POST GET POST GET')
  })

  it('that cannot be looked for is not repeated', async () => {
    expect(await bind(asked[kind], [lost, lost, lost, lost, lost])).toMatchObject({ details: { outcome: 'unknown' } })
    expect(sent()).toBe('POST GET GET GET GET')
  })

  it('that was refused is neither looked for nor repeated', async () => {
    expect(await bind(asked[kind], [refusal(1012008)])).toMatchObject({ code: 'no-capacity', details: { outcome: 'refused' } })
    expect(sent()).toBe('POST')
  })

  it('that never left is neither', async () => {
    await bind(asked[kind], [{ json: bound[kind] }])
    await server.stop()
    const error = await api.bind(BindRequest.parse(asked[kind])).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'platform-unreachable', details: { outcome: 'not-sent' } })
    server = await startPlatformServer(() => refusal(9_999_999))
  })
})

describe('a bind that nothing can show', () => {
  it.each([
    ['AXB without a named X', { ...asked.AXB, x: { by: 'a-area' } }],
    ['AXB by city', { ...asked.AXB, x: { by: 'city', areaCode: '0755' } }],
    ['AXE without a wanted extension', { ...asked.AXE, extension: undefined }],
    ['AXE by city', { ...asked.AXE, x: { by: 'city', areaCode: '0755' } }],
    ['the AX part of AXYB', { mode: 'AXYB', part: 'ax', aNumber: a, x: { by: 'city', areaCode: '0755' } }],
  ])('is not repeated: %s', async (_, request) => {
    const error = await bind(request, [lost])
    expect(error).toMatchObject({ code: 'platform-unreachable', details: { outcome: 'unknown' } })
    expect(error).toBeInstanceOf(AppError)
    expect(sent()).toBe('POST')
  })

  it('AX by city: whether A has any X tells only when there is none', async () => {
    const byCity = { ...asked.AX, x: { by: 'city', areaCode: '0755' } }
    expect(await bind(byCity, [lost, { json: there.AX }])).toMatchObject({ details: { outcome: 'unknown' } })
    expect(sent()).toBe('POST GET')
    expect(server.requests[1]?.query).toBe('origNum=%2B8613800000001')
    await api.close()
    await server.stop()
    expect(await bind(byCity, [lost, refusal(1016001), { json: bound.AX }])).toMatchObject({ bindingId: 'b-1' })
    expect(sent()).toBe('POST GET POST')
  })

  it('a YB part among five others: the answer holds no more', async () => {
    const others = Array.from({ length: 5 }, (_, order) => ({ ...ybEntry, numB: `+861390000001${order}` }))
    expect(await bind(asked.YB, [lost, { json: { ...success, xyRelationNumList: others } }])).toMatchObject({
      details: { outcome: 'unknown' },
    })
    expect(sent()).toBe('POST GET')
  })
})

describe('another binding in its place', () => {
  it.each([
    ['AXB', { ...success, relationNumList: [{ ...axbEntry, calleeNum: '+8613900000009' }] }, 1012010],
    ['AX', { ...success, privateNumList: [{ subscriptionId: 'b-0', origNum: b, privateNum: x }] }, 1011005],
    ['AXE', { ...there.AXE, bindNum: b }, 1020167],
  ] as const)('of %s is not taken for ours: the platform says what is in the way', async (kind, other, code) => {
    const error = await bind(asked[kind], [lost, { json: other }, refusal(code), { json: other }])
    expect(error).toMatchObject({ platformCode: String(code), details: { outcome: 'refused' } })
    expect(sent()).toBe('POST GET POST GET')
  })
})

describe('a binding of the same numbers', () => {
  const settings = { durationSeconds: 600, maxMinutes: 30, recording: { on: true, hintTone: 'r.wav' }, waitTones: { a: 'a.wav' } }
  const axb = { ...asked.AXB, ...settings }
  const axbTold = { ...axbEntry, duration: 600, maxDuration: 30, recordFlag: 'true', recordHintTone: 'r.wav' }
  const axe = { ...asked.AXE, timeUnit: 'minute', lifetime: 30, withoutCallback: { kind: 'tone', tone: 'none.wav' }, aSees: 'x' }
  const axeTold = { ...there.AXE, timeUnit: '1', bindExpiredTime: 30, callbackTone: 'none.wav', displayNumMode: '0' }
  const ax = { ...asked.AX, ...settings, durationSeconds: undefined, poweredOn: true }
  const axTold = { subscriptionId: 'b-1', origNum: a, privateNum: x, maxDuration: 30, recordFlag: 'true', turnFlag: 'on' }
  const yb = { ...asked.YB, durationSeconds: 600, yWaitTone: 'y.wav' }
  const ybTold = { ...ybEntry, ybDuration: '600', preVoiceY: 'y.wav' }
  const answers = {
    AXB: (entry: object) => ({ ...success, relationNumList: [entry] }),
    AX: (entry: object) => ({ ...success, privateNumList: [entry] }),
    AXE: (entry: object) => ({ ...success, ...entry }),
    YB: (entry: object) => ({ ...success, xyRelationNumList: [entry] }),
  }

  it.each([
    ['AXB', axb, { ...axbTold, duration: 0 }],
    ['AXB', axb, { ...axbTold, duration: 601 }],
    ['AXB', axb, { ...axbTold, duration: 500 }],
    ['AXB', { ...axb, durationSeconds: undefined }, axbTold],
    ['AXB', axb, { ...axbTold, callDirection: 0 }],
    ['AXB', axb, { ...axbTold, maxDuration: 0 }],
    ['AXB', axb, { ...axbTold, recordFlag: 'false' }],
    ['AXB', axb, { ...axbTold, recordHintTone: 'other.wav' }],
    ['AXB', axb, { ...axbTold, preVoice: { callerHintTone: 'other.wav' } }],
    ['AXB', axb, { ...axbTold, userData: 'order-1' }],
    ['AXB', { ...axb, userData: undefined }, axbTold],
    ['AX', ax, { ...axTold, turnFlag: 'off' }],
    ['AX', ax, { ...axTold, maxDuration: 10 }],
    ['AX', ax, { ...axTold, userData: 'of somebody else' }],
    ['AXE', axe, { ...axeTold, bindExpiredTime: 0 }],
    ['AXE', axe, { ...axeTold, timeUnit: '0' }],
    ['AXE', axe, { ...axeTold, callbackTone: 'other.wav' }],
    ['AXE', { ...axe, lifetime: undefined }, axeTold],
    ['YB', yb, { ...ybTold, ybDuration: '0' }],
    ['YB', yb, { ...ybTold, preVoiceY: 'other.wav' }],
  ] as const)(
    'of %s may be an older one when it contradicts the wish: neither success nor sent again (%j, %j)',
    async (kind, wish, entry) => {
      expect(await bind(wish, [lost, { json: answers[kind](entry) }])).toMatchObject({
        code: 'platform-unreachable',
        details: { outcome: 'unknown' },
      })
      expect(sent()).toBe('POST GET')
    },
  )

  it.each([
    ['AXB', axb, axbTold],
    ['AXB', axb, { ...axbTold, duration: 597, preVoice: { callerHintTone: 'a.wav', calleeHintTone: 'default.wav' }, privateSms: 'true' }],
    ['AXB', { ...axb, durationSeconds: undefined, maxMinutes: undefined }, { ...axbTold, duration: 0, maxDuration: 0 }],
    ['AXB', { ...axb, callDirection: undefined, recording: undefined }, { ...axbTold, recordFlag: 'false' }],
    ['AX', ax, axTold],
    ['AXE', axe, axeTold],
    ['AXE', axe, { ...axeTold, bindExpiredTime: 29 }],
    ['AXE', axe, { ...axeTold, timeUnit: undefined }],
    ['YB', yb, ybTold],
    ['YB', { ...yb, durationSeconds: undefined }, ybTold],
  ] as const)('of %s is ours when all it tells is as asked, or what is left of it (%j, %j)', async (kind, wish, entry) => {
    expect(await bind(wish, [lost, { json: answers[kind](entry) }])).toMatchObject({ bindingId: 'b-1' })
    expect(sent()).toBe('POST GET')
  })
})
