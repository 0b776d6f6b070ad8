import { describe, expect, it } from 'vitest'
import { eventBody, monday, numbers } from '../../../builders/pushes.ts'
import { toldBy } from '../../../builders/translated.ts'

describe('a call event', () => {
  it('says in our words what the platform said', () => {
    const body = eventBody('disconnect', 's-1', monday, {
      stateCode: 0,
      stateDesc: 'The user releases the call.',
      subscriptionId: 'b-1',
      userData: 'u',
    })
    expect(toldBy(body)).toEqual({
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
    const [fact] = toldBy(eventBody('callin', 's-1', monday, { caller: '13800000001', called: '0755-28000010' })).facts
    expect(fact).toMatchObject({ event: { callerNumber: '+8613800000001', calledNumber: '+8675528000010' } })
  })

  it('of an extension typed has the digits, and no parties', () => {
    const body = { eventType: 'collectInfo', statusInfo: { timestamp: '2026-03-01 02:00:01', sessionId: 's', digitInfo: '0001' } }
    expect(toldBy(body)).toMatchObject({
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
    expect(toldBy(eventBody('callin', 's-1', monday, { timestamp }))).toMatchObject({ facts: [{ event: { at: monday } }] })
  })

  it('names the field it could not read, never what stood in it', () => {
    const told = toldBy({ eventType: 'callin', statusInfo: { timestamp: numbers.a, sessionId: 's', stateCode: numbers.b } })
    expect(told).toMatchObject({ verdict: 'quarantined', reason: 'invalid-fields' })
    expect(told.rejected[0]?.detail).toMatch(/^statusInfo\./)
    expect(JSON.stringify(told)).not.toMatch(/138|139/)
  })
})
