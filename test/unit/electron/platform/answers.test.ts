import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerTo } from '../../../../electron/platform/answers.ts'
import { Answers } from '../../../../shared/domain/platform-app.ts'
import { eventBody, monday, numbers, smsBody } from '../../../builders/pushes.ts'
import { seed } from '../../../support/seed.ts'

const defaults = Answers.parse({})
const connecting = Answers.parse({ call: { operation: 'connect', calleeNumber: '139 0000 0002' } })
const forwarding = Answers.parse({ sms: 'forward' })
const question = eventBody('callin', 's-1', monday, { notifyMode: 'Block' })
const text = (content: unknown, given: Readonly<Record<string, unknown>> = {}) =>
  smsBody('m-1', 'Block', monday, { smsContent: content, ...given })

describe('the call control of X mode', () => {
  it('closes unless told otherwise', () => {
    expect(answerTo(question, defaults).call).toEqual({ text: '{"operation":"close","closeInfo":{}}', decision: 'close', number: null })
  })

  it('connects the fixed number, in the platform’s own format', () => {
    expect(answerTo(question, connecting).call).toEqual({
      text: '{"operation":"connect","connectInfo":{"calleeNum":"+8613900000002"}}',
      decision: 'connect',
      number: numbers.b,
    })
  })
})

describe('SMS control', () => {
  const discarded = { text: '{"actions":[{"operation":"DiscardMessage"}]}', decision: 'discard', number: null }

  it('discards unless told otherwise', () => {
    expect(answerTo(text('hello @13900000002'), defaults).sms).toEqual(discarded)
  })

  it.each(['hello @13900000002', '你好＠１３９０００００００２', 'a@b.cn @ +86 139-0000-0002 ', '@008613900000002'])(
    'forwards %j to the number it ends with, in the name of its sender',
    (content) => {
      expect(answerTo(text(content), forwarding).sms).toEqual({
        text: `{"actions":[{"operation":"vNumberRoute","message":{"called":"+8613900000002","calling":"${numbers.a}"}}]}`,
        decision: 'forward',
        number: numbers.b,
      })
    },
  )

  it.each([undefined, null, 7, '', 'hello', '13900000002', 'hello @139', 'hello @4008001234', '@13900000002 hello', 'mail me@example.com'])(
    'discards %j, which ends with no number of a person',
    (content) => {
      expect(answerTo(text(content), forwarding).sms).toEqual(discarded)
    },
  )

  it('discards what has no sender: there is nobody to forward it for', () => {
    for (const calling of [undefined, '', null, {}]) expect(answerTo(text('@13900000002', { calling }), forwarding).sms).toEqual(discarded)
  })
})

describe('whether anything is asked', () => {
  it.each([
    ['a callin that tells', eventBody('callin', 's-1', monday, { notifyMode: 'Notify' })],
    ['a callin of another mode', eventBody('callin', 's-1', monday)],
    ['a later event', eventBody('callout', 's-1', monday, { notifyMode: 'Block' })],
    ['the CDR of an X call', { eventType: 'fee', feeLst: [{ notifyMode: 'Block' }] }],
    ['a text that was passed on', smsBody('m-1', 'Notify', monday)],
    ['a mode that is inherited', JSON.parse('{"eventType":"callin","statusInfo":{"__proto__":{"notifyMode":"Block"}}}')],
    ['nothing', null],
  ])('%s asks nothing', (_, body) => {
    expect(answerTo(body, defaults)).toEqual({ call: null, sms: null })
  })

  it('is seen also where the rest of the push cannot be read: the platform waits all the same', () => {
    expect(answerTo({ eventType: 'callin', statusInfo: { notifyMode: 'Block', timestamp: [] } }, connecting).call?.decision).toBe('connect')
    expect(answerTo({ smsEvent: { notificationMode: ' Block ' } }, forwarding).sms?.decision).toBe('discard')
  })

  it('does not matter where nobody waits any more', () => {
    expect(answerTo(question, null)).toEqual({ call: null, sms: null })
  })
})

describe('whatever JSON asks', () => {
  it(`is answered in the documented words, without throwing (seed ${seed})`, () => {
    const mode = fc.constantFrom('Block', 'Notify', 7, null)
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record({ eventType: fc.constantFrom('callin', 'x'), statusInfo: fc.oneof(fc.jsonValue(), fc.record({ notifyMode: mode })) }),
      fc.record({
        smsEvent: fc.oneof(fc.jsonValue(), fc.record({ notificationMode: mode, calling: fc.jsonValue(), smsContent: fc.string() })),
      }),
    )
    fc.assert(
      fc.property(body, fc.constantFrom(defaults, connecting, forwarding), (asked, answers) => {
        const { call, sms } = answerTo(asked, answers)
        if (call) expect(JSON.parse(call.text)).toMatchObject({ operation: call.decision })
        if (sms) expect(JSON.parse(sms.text).actions).toHaveLength(1)
        expect(call !== null && sms !== null).toBe(false)
      }),
      { seed, numRuns: 2_000 },
    )
  })
})
