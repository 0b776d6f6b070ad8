import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { translate } from '../../../../electron/platform/translate.ts'
import type { Cdr } from '../../../../shared/domain/cdr.ts'
import { eventBody, feeBody, feeRecord, generatedCalls, monday, numbers } from '../../../builders/pushes.ts'
import { seed } from '../../../support/seed.ts'

const say = (body: unknown) => translate(body, 'k-test')
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
          },
        },
      ],
    })
  })

  it('has its numbers put right', () => {
    const [fact] = say(eventBody('callin', 's-1', monday, { caller: '13800000001', called: '0755-28000010' })).facts
    expect(fact).toMatchObject({ event: { callerNumber: '+8613800000001', calledNumber: '+8675528000010' } })
  })

  it.each([
    ['collectInfo', { eventType: 'collectInfo', statusInfo: { timestamp: '2026-03-01 02:00:01', sessionId: 's', digitInfo: '0001' } }],
    ['a callin that asks', eventBody('callin', 's-1', monday, { notifyMode: 'Block' })],
  ])('of a kind for later is kept as not handled yet: %s', (_, body) => {
    expect(say(body)).toMatchObject({ verdict: 'unsupported', facts: [] })
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
    const eventType = fc.constantFrom('fee', 'callin', 'disconnect', 'numStatus', 'x')
    const message = fc.record(
      { eventType, statusInfo: fc.jsonValue(), feeLst: fc.jsonValue(), smsEvent: fc.jsonValue() },
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
