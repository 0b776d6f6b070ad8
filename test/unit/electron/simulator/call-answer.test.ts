import { describe, expect, it } from 'vitest'
import { decideCall } from '../../../../electron/simulator/call-answer.ts'

const x = '+8617000000001'
const caller = '+8613900000002'
const callee = '+8613800000001'

function decide(answer: unknown) {
  return decideCall(answer === null || typeof answer === 'string' ? answer : JSON.stringify(answer), caller, x)
}
const connect = (info: object) => ({ operation: 'connect', connectInfo: { calleeNum: callee, ...info } })

describe('an answer to callin', () => {
  it('connects, with everything it may say', () => {
    const { route, wrong } = decide(
      connect({
        displayCalleeNum: x,
        maxDuration: 1440,
        recordFlag: 'true',
        recordHintTone: 'rec.wav',
        waitVoice: 'w.wav',
        userData: 'u1',
      }),
    )
    expect(wrong).toBeNull()
    expect(route).toMatchObject({ to: { callee, shown: x }, refusal: null, recorded: true, maxMinutes: 1440, userData: 'u1', x })
  })

  it('connects with a callee alone: X is shown, no limit, no recording', () => {
    expect(decide(connect({})).route).toMatchObject({ to: { callee, shown: x }, recorded: false, maxMinutes: 0, userData: undefined })
  })

  it('may hold more than is known', () => {
    expect(decide({ ...connect({ later: 1 }), later: 2 }).wrong).toBeNull()
  })

  it('closes with 8017, and its user data comes back', () => {
    const { route, wrong } = decide({ operation: 'close', closeInfo: { closeHintTone: 'bye.wav', userData: 'u2' } })
    expect(wrong).toBeNull()
    expect(route).toMatchObject({ to: null, refusal: { code: 8017 }, userData: 'u2' })
  })

  it.each([
    ['none at all', null],
    ['blank', ''],
    ['no JSON', '{"operation":'],
    ['null', 'null'],
    ['a list', []],
    ['no operation', { connectInfo: { calleeNum: callee } }],
    ['another operation', { ...connect({}), operation: 'forward' }],
    ['no connectInfo', { operation: 'connect' }],
    ['no closeInfo', { operation: 'close' }],
    ['lists, as old demos sent', { operation: 'connect', connectInfo: [{ calleeNum: callee }] }],
    ['no callee', { operation: 'connect', connectInfo: {} }],
    ['a callee that is not in global format', connect({ calleeNum: '13800000001' })],
    ['a callee that is too long', connect({ calleeNum: `+${'1'.repeat(31)}` })],
    ['another display number', connect({ displayCalleeNum: '+8617000000009' })],
    ['a longest call over a day', connect({ maxDuration: 7200 })],
    ['a longest call below zero', connect({ maxDuration: -1 })],
    ['a longest call as text', connect({ maxDuration: '60' })],
    ['a recording flag that is no text', connect({ recordFlag: true })],
    ['an announcement name that is too long', connect({ waitVoice: 'a'.repeat(129) })],
    ['user data that is too long', connect({ userData: 'u'.repeat(257) })],
  ])('is wrong and ends the call with 8014: %s', (_, answer) => {
    const { route, wrong } = decide(answer)
    expect(route).toMatchObject({ to: null, refusal: { code: 8014 }, asks: 'server' })
    expect(wrong).toEqual(expect.any(String))
  })

  it('is refused with 8006 when an announcement does not exist, 8024 when it shows the real caller', () => {
    expect(decide(connect({ lastMinVoice: 'missing.wav' })).route.refusal?.code).toBe(8006)
    expect(decide({ operation: 'close', closeInfo: { closeHintTone: 'missing.wav' } }).route.refusal?.code).toBe(8006)
    expect(decide(connect({ displayCalleeNum: caller })).route.refusal?.code).toBe(8024)
  })
})
