import { describe, expect, it } from 'vitest'
import { monday, numbers, smsBody } from '../../../builders/pushes.ts'
import { toldBy } from '../../../builders/translated.ts'

describe('a text', () => {
  it('says in our words what the platform said', () => {
    const extInfo = {
      extParas: [
        { key: 'splitNum', value: '2' },
        { key: 'direction', value: 1 },
      ],
    }
    const body = smsBody('m-1', 'Notify', monday, { subscriptionId: 'b-1', smsContent: 'hello', sendResult: 2, extInfo })
    expect(toldBy(body)).toEqual({
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
    expect(toldBy(smsBody('m-1', 'Notify', monday, { event })).facts).toHaveLength(1)
  })

  it.each([{ extParas: 'none' }, { extParas: [null, 7, { key: 'splitNum' }] }, [], 'x'])('may have odd extras: %j', (extInfo) => {
    expect(toldBy(smsBody('m-1', 'Notify', monday, { extInfo }))).toMatchObject({ facts: [{ sms: { parts: null, direction: null } }] })
  })

  it.each([
    ['without an id', { smsIdentifier: '' }, 'invalid-fields'],
    ['of an unknown kind of notification', { notificationMode: 'Shout' }, 'unknown-event-type'],
    ['of no kind of notification', { notificationMode: undefined }, 'unknown-event-type'],
    ['at no time', { timeStamp: 'yesterday' }, 'invalid-fields'],
  ])('%s is quarantined', (_, given, reason) => {
    expect(toldBy(smsBody('m-1', 'Notify', monday, given))).toMatchObject({ kind: 'sms', verdict: 'quarantined', reason, facts: [] })
  })

  it('of another app is not taken for one of this', () => {
    expect(toldBy({ ...smsBody('m-1', 'Notify', monday), appKey: 'k-other' })).toMatchObject({
      verdict: 'quarantined',
      reason: 'other-app',
    })
  })
})
