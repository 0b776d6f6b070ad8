import { describe, expect, it } from 'vitest'
import { WireAxbBind, WireAxbListAnswer } from '../../../../electron/platform/wire/axb-api.ts'
import { WireCallEvent } from '../../../../electron/platform/wire/call-event.ts'
import { WireFee, WireFeeMessage } from '../../../../electron/platform/wire/fee.ts'
import { kindOf } from '../../../../electron/platform/wire/kind-of.ts'
import { WireNumberInfo } from '../../../../electron/platform/wire/number-status.ts'
import { WireSms } from '../../../../electron/platform/wire/sms.ts'

describe('WireCallEvent', () => {
  const statusInfo = { timestamp: '2026-03-01 02:00:01', sessionId: 's-1', caller: '+8613800000001', called: '+8617000000001' }

  it('keeps fields it does not know', () => {
    const event = WireCallEvent.parse({ eventType: 'callin', statusInfo: { ...statusInfo, novelty: 7 }, later: true })
    expect(event).toMatchObject({ later: true, statusInfo: { novelty: 7 } })
  })

  it('reads a state code given as a number or as text, and 0 stays 0', () => {
    const codeOf = (stateCode: unknown) =>
      WireCallEvent.parse({ eventType: 'disconnect', statusInfo: { ...statusInfo, stateCode } }).statusInfo.stateCode
    expect(codeOf(8101)).toBe(8101)
    expect(codeOf('8101')).toBe(8101)
    expect(codeOf(0)).toBe(0)
    expect(codeOf('0')).toBe(0)
    expect(codeOf('')).toBeUndefined()
    expect(codeOf(null)).toBeUndefined()
    expect(() => codeOf('soon')).toThrow()
    expect(() => codeOf(1.5)).toThrow()
  })

  it('reads blanks and null as absent, but insists on session and time', () => {
    const event = WireCallEvent.parse({ eventType: 'disconnect', statusInfo: { ...statusInfo, subscriptionId: '', caller: null } })
    expect(event.statusInfo.subscriptionId).toBeUndefined()
    expect(event.statusInfo.caller).toBeUndefined()
    expect(WireCallEvent.safeParse({ eventType: 'callin', statusInfo: { ...statusInfo, sessionId: '' } }).success).toBe(false)
    expect(WireCallEvent.safeParse({ eventType: 'callin', statusInfo: { sessionId: 's' } }).success).toBe(false)
  })
})

describe('WireFee', () => {
  it('reads the documented record, with absent, blank and null values', () => {
    const fee = WireFee.parse({
      direction: 1,
      appKey: 'k-demo',
      icid: 'ab12.3757.9',
      sessionId: 's-1',
      fwdAnswerTime: '',
      fwdUnaswRsn: '17',
      ulFailReason: 8102,
      sipStatusCode: null,
      voiceCheckType: null,
    })
    expect(fee).toMatchObject({ icid: 'ab12.3757.9', fwdUnaswRsn: 17, ulFailReason: 8102 })
    expect(fee.fwdAnswerTime).toBeUndefined()
    expect(fee.sipStatusCode).toBeUndefined()
  })

  it('takes a list longer than the documented fifty, and records of any shape', () => {
    const feeLst = Array.from({ length: 60 }, () => ({ anything: true }))
    expect(WireFeeMessage.parse({ eventType: 'fee', feeLst }).feeLst).toHaveLength(60)
    expect(WireFeeMessage.safeParse({ eventType: 'fee', feeLst: [] }).success).toBe(false)
  })
})

describe('number status and SMS', () => {
  it('keeps status and cause as text', () => {
    expect(WireNumberInfo.parse({ number: '+8617000000001', status: 10, cause: '2' })).toMatchObject({ status: '10', cause: '2' })
  })

  it('reads an SMS without content', () => {
    const sms = WireSms.parse({ appKey: 'k', smsEvent: { smsIdentifier: 'm-1', notificationMode: 'Notify', event: 'Text SMS ' } })
    expect(sms.smsEvent.smsContent).toBeUndefined()
  })
})

describe('AXB API', () => {
  it('takes the recording switch as text or boolean', () => {
    const numbers = { callerNum: '+8613800000001', calleeNum: '+8613900000002' }
    expect(WireAxbBind.parse({ ...numbers, recordFlag: true }).recordFlag).toBe('true')
    expect(WireAxbBind.parse({ ...numbers, recordFlag: 'false' }).recordFlag).toBe('false')
    expect(WireAxbBind.safeParse({ ...numbers, duration: 7_776_001 }).success).toBe(false)
  })

  it('reads a list answer without the unconfirmed counters', () => {
    expect(WireAxbListAnswer.parse({ resultcode: '0', pageSize: 50, relationNumList: [] }).totalCount).toBeUndefined()
  })
})

describe('kindOf', () => {
  it.each([
    [{ eventType: 'callin', statusInfo: {} }, 'call-event'],
    [{ eventType: 'never-heard-of', statusInfo: {} }, 'call-event'],
    [{ eventType: 'fee', feeLst: [] }, 'cdr'],
    [{ eventType: 'numStatus' }, 'number-status'],
    [{ appKey: 'k', smsEvent: {} }, 'sms'],
    [{ eventType: 'fee' }, 'unknown'],
    [{ eventType: 'callin' }, 'unknown'],
    [{}, 'unknown'],
    [[], 'unknown'],
    [null, 'unknown'],
    ['fee', 'unknown'],
    [7, 'unknown'],
  ])('tells %j to be %s', (body, kind) => {
    expect(kindOf(body)).toBe(kind)
  })
})
