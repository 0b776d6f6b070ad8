import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { translate } from '../../../../electron/platform/translate.ts'
import type { Answers } from '../../../../shared/domain/platform-app.ts'
import type { Cdr } from '../../../../shared/domain/cdr.ts'
import { eventBody, feeBody, feeRecord, generatedCalls, monday, numbers, numberStatusBody, smsBody } from '../../../builders/pushes.ts'
import { seed } from '../../../support/seed.ts'

const sayText = (text: string, answers: Answers | null = null) => translate(text, JSON.parse(text), { appKey: 'k-test', answers })
const say = (body: unknown, answers: Answers | null = null) => sayText(JSON.stringify(body), answers)
function cdrOf(given: Readonly<Record<string, unknown>>): Cdr {
  const [fact] = say(feeBody([feeRecord('s-1', monday, given)])).facts
  if (fact?.kind !== 'cdr') throw new Error('no CDR came of it')
  return fact.cdr
}

describe('a call event', () => {
  it('says in our words what the platform said', () => {
    const body = eventBody('disconnect', 's-1', monday, {
      stateCode: 0,
      stateDesc: 'The user releases the call.',
      subscriptionId: 'b-1',
      userData: 'u',
    })
    expect(say(body)).toEqual({
      kind: 'call-event',
      verdict: 'accepted',
      reason: null,
      rejected: [],
      facts: [
        {
          kind: 'call-event',
          event: {
            sessionId: 's-1',
            appKey: 'k-test',
            type: 'disconnect',
            at: monday,
            callerNumber: numbers.x,
            calledNumber: numbers.b,
            bindingId: 'b-1',
            stateCode: 0,
            stateDesc: 'The user releases the call.',
            userData: 'u',
            digits: null,
            decision: null,
            decidedNumber: null,
          },
        },
      ],
      answer: null,
    })
  })

  it('has its numbers put right', () => {
    const [fact] = say(eventBody('callin', 's-1', monday, { caller: '13800000001', called: '0755-28000010' })).facts
    expect(fact).toMatchObject({ event: { callerNumber: '+8613800000001', calledNumber: '+8675528000010' } })
  })

  it('of an extension typed has the digits, and no parties', () => {
    const body = { eventType: 'collectInfo', statusInfo: { timestamp: '2026-03-01 02:00:01', sessionId: 's', digitInfo: '0001' } }
    expect(say(body)).toMatchObject({
      verdict: 'accepted',
      facts: [{ event: { type: 'collectInfo', digits: '0001', callerNumber: null, calledNumber: null, bindingId: null } }],
    })
  })

  it.each([
    ['text in UTC', '2026-03-02 02:00:00'],
    ['a UNIX stamp in text', String(monday / 1_000)],
    ['a UNIX stamp as a number', monday / 1_000],
    ['a UNIX stamp in milliseconds', monday],
  ])('may have its time as %s', (_, timestamp) => {
    expect(say(eventBody('callin', 's-1', monday, { timestamp }))).toMatchObject({ facts: [{ event: { at: monday } }] })
  })

  it('names the field it could not read, never what stood in it', () => {
    const told = say({ eventType: 'callin', statusInfo: { timestamp: numbers.a, sessionId: 's', stateCode: numbers.b } })
    expect(told).toMatchObject({ verdict: 'quarantined', reason: 'invalid-fields' })
    expect(told.rejected[0]?.detail).toMatch(/^statusInfo\./)
    expect(JSON.stringify(told)).not.toMatch(/138|139/)
  })
})

describe('a CDR', () => {
  it('tells X, the real parties and the times from leg 1 and leg 2', () => {
    expect(cdrOf({ fwdDstNum: '13900000002', callRelDirection: 1, recordFlag: 1, areaCode: '0755' })).toMatchObject({
      cdrKey: 'icid-s-1',
      xNumber: numbers.x,
      callerNumber: numbers.a,
      calleeNumber: numbers.b,
      callInAt: monday,
      forwardedAt: monday + 1_000,
      alertingAt: monday + 3_000,
      answeredAt: monday + 8_000,
      endedAt: monday + 68_000,
      talkSeconds: 60,
      releasePoint: 0,
      releaseSide: 'caller',
      recorded: true,
      areaCode: '0755',
    })
  })

  it('never answered has no talk; one that ends before it was answered has none either', () => {
    expect(cdrOf({ fwdAnswerTime: '' })).toMatchObject({ answeredAt: null, talkSeconds: null })
    expect(cdrOf({ callEndTime: '2026-03-02 02:00:00' }).talkSeconds).toBeNull()
  })

  it.each(['callInTime', 'fwdAnswerTime', 'callEndTime'])(
    'with a %s that cannot be read is held back, not taken for unanswered',
    (field) => {
      const said = say(feeBody([feeRecord('s-1', monday, { [field]: '2026/03/02 02:00:11' }), feeRecord('s-2', monday)]))
      expect(said.facts).toHaveLength(1)
      expect(said.rejected).toEqual([{ position: 0, reason: 'invalid-fields', detail: `${field}: must be yyyy-MM-dd HH:mm:ss` }])
    },
  )

  it('without an icid is known by session and call-in time', () => {
    expect(cdrOf({ icid: '' })).toMatchObject({ icid: null, cdrKey: 's-1 2026-03-02 02:00:00' })
  })

  it('without bindNum has X as the callee of leg 1', () => {
    expect(cdrOf({ bindNum: '' }).xNumber).toBe(numbers.x)
  })

  it.each([
    [undefined, null],
    [1, 'caller'],
    ['2', 'callee'],
    [3, null],
  ])('released in direction %j was released by %j', (callRelDirection, side) => {
    expect(cdrOf({ callRelDirection }).releaseSide).toBe(side)
  })

  it('of another app is not taken for one of this', () => {
    expect(say(feeBody([feeRecord('s-1', monday, { appKey: 'k-other' })]))).toMatchObject({
      verdict: 'quarantined',
      reason: 'other-app',
      facts: [],
    })
    expect(say(feeBody([feeRecord('s-1', monday, { appKey: '' })])).facts).toHaveLength(1)
  })
})

describe('everything a CDR says', () => {
  it('is kept: in a column of its own, or in the rest under its documented name', () => {
    const record = {
      ...feeRecord('s-1', monday),
      direction: '0',
      recordFlag: 1,
      recordStartTime: '2026-03-02 02:00:08',
      recordDomain: 'ostor.example.com',
      recordBucketName: 'sp-demo',
      recordObjectName: '260301100011.wav',
      recordFileDownloadUrl: 'https://ostor.example.com/260301100011.wav',
      recordPushURL: 'https://push.example.com',
      callOutStartTime: '2026-03-02 02:00:01',
      callOutUnaswRsn: 17,
      ttsPlayTimes: 1,
      mptyId: 'm-1',
      serviceType: '004',
      hostName: 'ce1.example',
      voiceCheckType: 0,
      callRelDirection: 3,
      callDuration: 60,
      notifyMode: 'Block',
      extendNum: '0012',
      userData: 'u-1',
      novelty: { deep: [1] },
      nothing: null,
      blank: '',
    }
    const { more, ...cdr } = cdrOf(record)
    expect(cdr).toMatchObject({
      asked: true,
      recorded: true,
      recordStartedAt: monday + 8_000,
      recordDomain: 'ostor.example.com',
      recordObject: '260301100011.wav',
      recordUrl: 'https://ostor.example.com/260301100011.wav',
      extension: '0012',
      userData: 'u-1',
      dialledNumber: numbers.x,
      displayNumber: numbers.x,
    })
    const rest = JSON.parse(more ?? '') as object
    expect(rest).toEqual({
      callDuration: 60,
      callOutStartTime: '2026-03-02 02:00:01',
      callOutUnaswRsn: 17,
      callRelDirection: 3,
      direction: 0,
      hostName: 'ce1.example',
      mptyId: 'm-1',
      novelty: { deep: [1] },
      recordBucketName: 'sp-demo',
      recordPushURL: 'https://push.example.com',
      serviceType: '004',
      spId: 'acc',
      ttsPlayTimes: 1,
      voiceCheckType: 0,
    })
    expect(Object.keys(rest)).toEqual(Object.keys(rest).toSorted())
    expect(cdrOf(Object.fromEntries(Object.entries(record).toReversed())).more).toBe(more)
  })

  it('has no rest where nothing is left', () => {
    expect(cdrOf({ direction: '', spId: '' }).more).toBeNull()
    expect(cdrOf({ direction: '', spId: '', recordFlag: 2 }).more).toBe('{"recordFlag":2}')
    expect(cdrOf({ direction: '', spId: '', recordStartTime: 'soon' })).toMatchObject({
      recordStartedAt: null,
      more: '{"recordStartTime":"soon"}',
    })
  })

  it('of AXYB tells the number dialled from the number shown', () => {
    const y = '+8617000000009'
    expect(cdrOf({ calleeNum: y, fwdDisplayNum: numbers.x })).toMatchObject({
      xNumber: numbers.x,
      dialledNumber: y,
      displayNumber: numbers.x,
    })
  })
})

describe('a list longer than documented', () => {
  const many = Array.from({ length: 51 }, (_, index) => feeRecord(`s-${index}`, monday))

  it('is taken in and noted', () => {
    expect(say(feeBody(many))).toMatchObject({ verdict: 'accepted', reason: 'more-than-documented', rejected: [] })
    expect(say(feeBody(many)).facts).toHaveLength(51)
    expect(say(feeBody(many.slice(1)))).toMatchObject({ verdict: 'accepted', reason: null })
    expect(say(numberStatusBody(many.map(() => ({ number: numbers.x, status: '5' }))))).toMatchObject({ reason: null })
    expect(say(numberStatusBody(Array.from({ length: 101 }, () => ({ number: numbers.x, status: '5' }))))).toMatchObject({
      verdict: 'accepted',
      reason: 'more-than-documented',
    })
  })

  it('with a bad record in it names the bad record', () => {
    expect(say(feeBody([...many, {}]))).toMatchObject({ verdict: 'accepted', reason: 'invalid-fields', rejected: [{ position: 51 }] })
  })
})

describe('a number status', () => {
  const reports = (...entries: unknown[]) =>
    say(numberStatusBody(entries)).facts.map((fact) => (fact.kind === 'number-status' ? fact.report : null))

  it.each([
    ['5', undefined, 'normal', null],
    ['9', undefined, 'paused', null],
    ['11', '', 'binding-frozen', null],
    ['10', '1', 'unavailable', 'deleted'],
    ['10', '2', 'unavailable', 'arrears'],
    ['10', '3', 'unavailable', 'carrier-suspended'],
    ['10', '5', 'unavailable', 'carrier-restricted'],
    ['10', '6', 'unavailable', 'restriction-lifted'],
    ['10', '7', 'unavailable', 'forward-all'],
    ['10', '8', 'unavailable', 'forward-no-answer'],
    ['10', '9', 'unavailable', 'forward-busy'],
    [10, 2, 'unavailable', 'arrears'],
    [' 9 ', null, 'paused', null],
    // Codes the page does not list stay as they came.
    ['10', '4', 'unavailable', '4'],
    ['12', '77', 'unknown', '77'],
    ['constructor', 'toString', 'unknown', 'toString'],
  ])('of code %j and cause %j is %s, %s', (status, cause, word, causeWord) => {
    expect(reports({ number: '17000000001', status, cause })).toEqual([
      {
        number: numbers.x,
        status: word,
        cause: causeWord,
        statusCode: String(status).trim(),
        causeCode: cause === '' || cause === null || cause === undefined ? null : String(cause),
      },
    ])
  })

  it('keeps the good entries of a message and names the bad ones', () => {
    const said = say(numberStatusBody([{ number: numbers.x, status: '9' }, { number: ' - ', status: '9' }, 7, { number: numbers.x }]))
    expect(said).toMatchObject({ verdict: 'accepted', reason: 'invalid-fields' })
    expect(said.facts).toHaveLength(1)
    expect(said.rejected.map(({ position, detail }) => [position, detail.split(':')[0]])).toEqual([
      [1, 'number'],
      [2, ''],
      [3, 'status'],
    ])
  })

  it.each([[{ eventType: 'numStatus' }], [numberStatusBody([])], [{ eventType: 'numStatus', numInfo: {} }]])(
    'of no number is quarantined: %j',
    (body) => {
      expect(say(body)).toMatchObject({ kind: 'number-status', verdict: 'quarantined', reason: 'invalid-fields' })
    },
  )
})

describe('a text', () => {
  it('says in our words what the platform said', () => {
    const extInfo = {
      extParas: [
        { key: 'splitNum', value: '2' },
        { key: 'direction', value: 1 },
      ],
    }
    const body = smsBody('m-1', 'Notify', monday, { subscriptionId: 'b-1', smsContent: 'hello', sendResult: 2, extInfo })
    expect(say(body)).toEqual({
      kind: 'sms',
      verdict: 'accepted',
      reason: null,
      rejected: [],
      answer: null,
      facts: [
        {
          kind: 'sms',
          sms: {
            smsId: 'm-1',
            notification: 'Notify',
            at: monday + 23,
            senderNumber: numbers.a,
            receiverNumber: numbers.b,
            xNumber: numbers.x,
            bindingId: 'b-1',
            content: 'hello',
            sendResult: 2,
            parts: '2',
            direction: '1',
            decision: null,
          },
        },
      ],
    })
  })

  it.each(['Text SMS ', 'TextSMS', '', undefined])('may be called %j', (event) => {
    expect(say(smsBody('m-1', 'Notify', monday, { event })).facts).toHaveLength(1)
  })

  it.each([{ extParas: 'none' }, { extParas: [null, 7, { key: 'splitNum' }] }, [], 'x'])('may have odd extras: %j', (extInfo) => {
    expect(say(smsBody('m-1', 'Notify', monday, { extInfo }))).toMatchObject({ facts: [{ sms: { parts: null, direction: null } }] })
  })

  it.each([
    ['without an id', { smsIdentifier: '' }, 'invalid-fields'],
    ['of an unknown kind of notification', { notificationMode: 'Shout' }, 'unknown-event-type'],
    ['of no kind of notification', { notificationMode: undefined }, 'unknown-event-type'],
    ['at no time', { timeStamp: 'yesterday' }, 'invalid-fields'],
  ])('%s is quarantined', (_, given, reason) => {
    expect(say(smsBody('m-1', 'Notify', monday, given))).toMatchObject({ kind: 'sms', verdict: 'quarantined', reason, facts: [] })
  })

  it('of another app is not taken for one of this', () => {
    expect(say({ ...smsBody('m-1', 'Notify', monday), appKey: 'k-other' })).toMatchObject({ verdict: 'quarantined', reason: 'other-app' })
  })
})

describe('what cannot be meant', () => {
  it('is quarantined where a name stands twice in one object, however it is written', () => {
    const event = JSON.stringify(eventBody('callin', 's-1', monday))
    const doubled = [
      event.replace('{"eventType"', '{"eventType":"fee","eventType"'),
      event.replace('"sessionId"', '"sessionId" :\n "s-2", "sessionId"'),
      event.replace('"sessionId"', '"\\u0073essionId":"s-2","sessionId"'),
    ]
    for (const text of doubled) {
      expect(sayText(text)).toMatchObject({ verdict: 'quarantined', reason: 'invalid-fields', facts: [] })
      expect(sayText(text).rejected[0]?.detail).toBe('a name stands twice in one object')
    }
  })

  it('is not seen where a name only looks as if it stood twice', () => {
    for (const userData of ['"sessionId":"x"', '\\', '\\"sessionId\\" :', '":']) {
      expect(say(eventBody('callin', 's-1', monday, { userData, also: { sessionId: 'x' } })).verdict).toBe('accepted')
    }
  })

  it('is quarantined where it nests deeper than any push', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect(sayText(deep)).toMatchObject({ kind: 'unknown', verdict: 'quarantined', reason: 'invalid-fields' })
    const record = JSON.stringify(feeRecord('s-1', monday)).replace('{', `{"novelty":${deep},`)
    expect(sayText(`{"eventType":"fee","feeLst":[${record}]}`)).toMatchObject({
      kind: 'cdr',
      verdict: 'quarantined',
      reason: 'invalid-fields',
    })
  })

  it('does not reach any prototype', () => {
    const own = '"__proto__":{"sessionId":"s-1","timestamp":"2026-03-01 02:00:01","polluted":1}'
    expect(sayText(`{"eventType":"callin","statusInfo":{${own}}}`)).toMatchObject({ verdict: 'quarantined', reason: 'invalid-fields' })
    const record = JSON.stringify(feeRecord('s-1', monday)).replace('{', `{${own},`)
    expect(sayText(`{"eventType":"fee","feeLst":[${record}]}`)).toMatchObject({ verdict: 'accepted' })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it.each([1e20, 12_345_678_901_234_567_000, 1.8e308])('is no identity: %j', (sessionId) => {
    expect(say(eventBody('callin', 's-1', monday, { sessionId }))).toMatchObject({ reason: 'invalid-fields' })
  })

  it('is no identity where it is endless', () => {
    expect(say(eventBody('callin', 's'.repeat(1_025), monday))).toMatchObject({ reason: 'invalid-fields' })
  })

  it('is put right where half a character is missing', () => {
    expect(say(eventBody('callin', 's-\ud800', monday))).toMatchObject({ facts: [{ event: { sessionId: 's-\ufffd' } }] })
    expect(say(eventBody('callin', 's-😀', monday))).toMatchObject({ facts: [{ event: { sessionId: 's-😀' } }] })
  })
})

describe('every push of a generated call', () => {
  it(`is understood wholly (seed ${seed})`, () => {
    for (const { events, cdr } of generatedCalls(
      seed,
      Array.from({ length: 200 }, (_, index) => index * 7),
    )) {
      for (const body of [...events.map((event) => event.body), feeBody([cdr.record])]) {
        expect(say(body)).toMatchObject({ verdict: 'accepted', rejected: [] })
      }
    }
  })
})

describe('whatever JSON comes', () => {
  it(`translates without throwing (seed ${seed})`, () => {
    const eventType = fc.constantFrom('fee', 'callin', 'collectInfo', 'disconnect', 'numStatus', 'x')
    const message = fc.record(
      { eventType, statusInfo: fc.jsonValue(), feeLst: fc.jsonValue(), numInfo: fc.jsonValue(), smsEvent: fc.jsonValue() },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), message), (body) => {
        const { verdict, facts } = say(body)
        expect(verdict === 'accepted' ? facts.length > 0 : facts.length === 0).toBe(true)
      }),
      { seed, numRuns: 2_000 },
    )
  })
})
