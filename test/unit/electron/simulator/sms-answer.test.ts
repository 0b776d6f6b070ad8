import { describe, expect, it } from 'vitest'
import { decideSms } from '../../../../electron/simulator/sms-answer.ts'

const sender = '+8613900000002'
const called = '+8613800000001'
const route = (message: object, more: object = {}) => ({ operation: 'vNumberRoute', message, ...more })
const decide = (answer: unknown) => decideSms(typeof answer === 'string' ? answer : JSON.stringify(answer), sender)

describe('an answer to an SMS', () => {
  it('forwards', () => {
    expect(decide({ actions: [route({ called, calling: sender })] })).toEqual({ forwardTo: called })
    expect(decide({ actions: [route({ called, calling: sender }, { userData: 'dXNlcg==' })], extParas: [] })).toEqual({ forwardTo: called })
  })

  it('discards', () => {
    expect(decide({ actions: [{ operation: 'DiscardMessage' }] })).toEqual({ discard: true })
  })

  it.each([
    ['no JSON', ''],
    ['no actions', {}],
    ['an object of actions, as an official sample sends', { actions: route({ called, calling: sender }) }],
    ['no action', { actions: [] }],
    ['another operation', { actions: [{ operation: 'Forward' }] }],
    ['no message', { actions: [{ operation: 'vNumberRoute' }] }],
    ['no receiver', { actions: [route({ calling: sender })] }],
    ['a receiver that is not in global format', { actions: [route({ called: '13800000001', calling: sender })] }],
    ['another sender than the text has', { actions: [route({ called, calling: called })] }],
    ['user data with braces', { actions: [{ operation: 'DiscardMessage', userData: '{1}' }] }],
    ['user data in Chinese', { actions: [{ operation: 'DiscardMessage', userData: '订单' }] }],
  ])('is wrong: %s', (_, answer) => {
    expect(decide(answer)).toEqual({ wrong: expect.any(String) })
  })
})
