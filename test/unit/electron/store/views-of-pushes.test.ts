import { describe, expect, it, onTestFinished } from 'vitest'
import { createNumberImport } from '../../../../electron/ingest/apply/imported-numbers.ts'
import type { Mode } from '../../../../shared/domain/platform-app.ts'
import { eventBody, feeBody, feeRecord, monday, numbers } from '../../../builders/pushes.ts'
import { openTestStore, type TestStore } from '../../../builders/test-store.ts'

/** What comes in by the front door, pushes and number tables, as the documented views show it (docs/database.md). */

const appKey = 'k-test'
const { a, b, x } = numbers

function openStore(mode: Mode): TestStore {
  const store = openTestStore({ app: { mode } })
  onTestFinished(() => store.close())
  return store
}

const tell = (store: TestStore, body: object, receivedAt = monday + 500) => store.take(JSON.stringify(body), { receivedAt })
const rows = (store: TestStore, sql: string) => store.writer.prepare<[], Record<string, unknown>>(sql).all()

describe('v_calls, v_call_events and v_deliveries of the other modes', () => {
  it('have what the caller of AXE typed, as the extension until the CDR tells it', () => {
    const store = openStore('AXE')
    tell(store, eventBody('callin', 's', monday, { caller: b }))
    tell(store, { eventType: 'collectInfo', statusInfo: { timestamp: '2026-03-02 02:00:04', sessionId: 's', digitInfo: '0123' } })
    expect(rows(store, 'SELECT type, digits, callerNumber, calledNumber, decision FROM v_call_events ORDER BY at')).toEqual([
      { type: 'callin', digits: null, callerNumber: b, calledNumber: x, decision: null },
      { type: 'collectInfo', digits: '0123', callerNumber: null, calledNumber: null, decision: null },
    ])
    expect(rows(store, 'SELECT mode, phase, yNumber, extension FROM v_calls')).toEqual([
      { mode: 'AXE', phase: 'ringing-in', yNumber: null, extension: '0123' },
    ])
    tell(store, feeBody([feeRecord('s', monday, { callerNum: b, fwdDstNum: a, extendNum: '0124' })]))
    expect(rows(store, 'SELECT extension, calleeNumber FROM v_calls')).toEqual([{ extension: '0124', calleeNumber: a }])
  })

  it('have both private numbers of AXYB: dialled and shown, then as the CDR says', () => {
    const store = openStore('AXYB')
    const y = '+8617100000002'
    tell(store, eventBody('callin', 's', monday, { caller: a, called: y }))
    tell(store, eventBody('callout', 's', monday + 1_000, { caller: x, called: b }))
    expect(rows(store, 'SELECT xNumber, yNumber FROM v_calls')).toEqual([{ xNumber: y, yNumber: x }])
    tell(store, feeBody([feeRecord('s', monday, { bindNum: x, callerNum: a, calleeNum: y, fwdDisplayNum: x, fwdDstNum: b })]))
    expect(rows(store, 'SELECT xNumber, yNumber, callerNumber, calleeNumber FROM v_calls')).toEqual([
      { xNumber: x, yNumber: y, callerNumber: a, calleeNumber: b },
    ])
    expect(rows(store, 'SELECT displayNumber, dialledNumber FROM v_cdrs')).toEqual([{ displayNumber: x, dialledNumber: y }])
  })

  it('have the decision of X and the body it was told by', () => {
    const store = openStore('X')
    tell(store, eventBody('callin', 's', monday, { notifyMode: 'Block' }))
    expect(rows(store, 'SELECT decision FROM v_calls')).toEqual([{ decision: 'close' }])
    expect(rows(store, 'SELECT type, decision FROM v_call_events')).toEqual([{ type: 'callin', decision: 'close' }])
    expect(rows(store, 'SELECT kind, verdict, answer FROM v_deliveries')).toEqual([
      { kind: 'call-event', verdict: 'accepted', answer: '{"operation":"close","closeInfo":{}}' },
    ])
    tell(store, eventBody('disconnect', 's', monday + 1_000, { stateCode: 0 }))
    expect(rows(store, 'SELECT answer FROM v_deliveries WHERE id = 2')).toEqual([{ answer: null }])
  })

  it('note more entries than documented, and have them all', () => {
    const store = openStore('AXB')
    tell(store, feeBody(Array.from({ length: 51 }, (_, index) => feeRecord(`s-${index}`, monday))))
    expect(rows(store, 'SELECT verdict, reason FROM v_deliveries')).toEqual([{ verdict: 'accepted', reason: 'more-than-documented' }])
    expect(rows(store, 'SELECT count(*) AS calls FROM v_calls')).toEqual([{ calls: 51 }])
  })
})

describe('v_cdrs', () => {
  it('has every documented field of the record, and what is documented nowhere', () => {
    const store = openStore('X')
    const given = {
      notifyMode: 'Block',
      userData: 'order-77',
      recordFlag: 1,
      recordStartTime: '2026-03-02 02:00:08',
      recordDomain: 'ostor.example.com',
      recordBucketName: 'sp-demo',
      recordObjectName: '260302.wav',
      recordFileDownloadUrl: 'https://ostor.example.com/260302.wav',
      serviceType: '004',
      hostName: 'ce1.example',
      areaCode: '0755',
      callRelDirection: 2,
      somethingNew: { deep: 1 },
    }
    tell(store, feeBody([feeRecord('s', monday, given)]), monday + 70_000)
    const [row] = rows(store, 'SELECT * FROM v_cdrs')
    expect(row).toEqual({
      icid: 'icid-s',
      sessionId: 's',
      appKey,
      bindingId: 'b7c0',
      xNumber: x,
      callerNumber: a,
      calleeNumber: b,
      callInAt: monday,
      alertingAt: monday + 3_000,
      answeredAt: monday + 8_000,
      endedAt: monday + 68_000,
      talkSeconds: 60,
      releasePoint: 0,
      q850Cause: 0,
      sipStatus: 0,
      forwardedAt: monday + 1_000,
      failedAt: null,
      releaseSide: 'callee',
      recorded: 1,
      areaCode: '0755',
      receivedAt: monday + 70_000,
      displayNumber: x,
      dialledNumber: x,
      extension: null,
      asked: 1,
      userData: 'order-77',
      recordStartedAt: monday + 8_000,
      recordDomain: 'ostor.example.com',
      recordObject: '260302.wav',
      recordUrl: 'https://ostor.example.com/260302.wav',
      more: JSON.stringify({
        direction: 1,
        hostName: 'ce1.example',
        recordBucketName: 'sp-demo',
        serviceType: '004',
        somethingNew: { deep: 1 },
        spId: 'acc',
      }),
    })
  })
})

describe('v_sms', () => {
  const event = { smsIdentifier: 't-1', virtualNumber: x, timeStamp: '2026-03-02T02:00:00.023Z', event: 'Text SMS ', calling: a }
  const sms = (given: object) => ({ appKey, smsEvent: { ...event, ...given } })

  it('has a text that was passed on', () => {
    const store = openStore('AXB')
    tell(store, sms({ notificationMode: 'Notify', called: b, subscriptionId: 'b7c0', sendResult: 2, smsContent: 'see you' }))
    expect(rows(store, 'SELECT * FROM v_sms')).toEqual([
      {
        smsId: 't-1',
        appKey,
        xNumber: x,
        senderNumber: a,
        receiverNumber: b,
        notification: 'Notify',
        at: monday + 23,
        bindingId: 'b7c0',
        decision: null,
        sendResult: 2,
        receivedAt: monday + 500,
        deliveryId: 1,
      },
    ])
  })

  it('has a question with its decision beside what became of it', () => {
    const store = openStore('X')
    tell(store, sms({ notificationMode: 'Block', sendResult: 0 }))
    tell(store, sms({ notificationMode: 'Notify', called: b }))
    tell(store, sms({ notificationMode: 'Notify', called: b, sendResult: null }))
    expect(rows(store, 'SELECT notification, receiverNumber, decision, bindingId, sendResult FROM v_sms ORDER BY notification')).toEqual([
      { notification: 'Block', receiverNumber: null, decision: 'discard', bindingId: null, sendResult: 0 },
      { notification: 'Notify', receiverNumber: b, decision: null, bindingId: null, sendResult: null },
    ])
    expect(rows(store, `SELECT answer FROM v_deliveries WHERE id = 1`)).toEqual([
      { answer: '{"actions":[{"operation":"DiscardMessage"}]}' },
    ])
  })
})

describe('v_number_status and v_x_numbers', () => {
  const report = (...numInfo: { number: string; status: string; cause?: string }[]) => ({ eventType: 'numStatus', numInfo })
  const other = '+8617000000002'

  it('have each report, and what the last of them says of each number', () => {
    const store = openStore('AXB')
    tell(store, report({ number: x, status: '10', cause: '2' }, { number: other, status: '5' }), monday)
    tell(store, report({ number: x, status: '10', cause: '2' }), monday + 1_000)
    tell(store, report({ number: x, status: '10', cause: '3' }), monday + 2_000)
    tell(store, report({ number: x, status: '10', cause: '3' }), monday + 3_000)
    tell(store, report({ number: other, status: '11' }), monday + 4_000)
    const first = { appKey, receivedAt: monday, deliveryId: 1 }
    expect(rows(store, 'SELECT * FROM v_number_status ORDER BY receivedAt, xNumber').slice(0, 2)).toEqual([
      { xNumber: x, ...first, status: 'unavailable', cause: 'arrears', statusCode: '10', causeCode: '2' },
      { xNumber: other, ...first, status: 'normal', cause: null, statusCode: '5', causeCode: null },
    ])
    expect(rows(store, 'SELECT count(*) AS reports FROM v_number_status')).toEqual([{ reports: 6 }])
    expect(rows(store, 'SELECT xNumber, appKey, status, cause, statusSince FROM v_x_numbers ORDER BY xNumber')).toEqual([
      { xNumber: x, appKey, status: 'unavailable', cause: 'carrier-suspended', statusSince: monday + 2_000 },
      { xNumber: other, appKey, status: 'binding-frozen', cause: null, statusSince: monday + 4_000 },
    ])
  })

  it.each([
    ['5', undefined, 'normal', null],
    ['9', undefined, 'paused', null],
    ['10', undefined, 'unavailable', null],
    ['10', '1', 'unavailable', 'deleted'],
    ['10', '2', 'unavailable', 'arrears'],
    ['10', '3', 'unavailable', 'carrier-suspended'],
    ['10', '4', 'unavailable', '4'],
    ['10', '5', 'unavailable', 'carrier-restricted'],
    ['10', '6', 'unavailable', 'restriction-lifted'],
    ['10', '7', 'unavailable', 'forward-all'],
    ['10', '8', 'unavailable', 'forward-no-answer'],
    ['10', '9', 'unavailable', 'forward-busy'],
    ['11', undefined, 'binding-frozen', null],
    ['12', '99', 'unknown', '99'],
  ])('put status %s with cause %s as %s, %s', (status, cause, word, why) => {
    const store = openStore('AX')
    tell(store, report({ number: x, status, ...(cause === undefined ? {} : { cause }) }))
    const told = { xNumber: x, status: word, cause: why }
    expect(rows(store, 'SELECT xNumber, status, cause, statusCode, causeCode FROM v_number_status')).toEqual([
      { ...told, statusCode: status, causeCode: cause ?? null },
    ])
    expect(rows(store, 'SELECT xNumber, status, cause FROM v_x_numbers')).toEqual([told])
  })

  it('have a number that only calls named, with its city and no status', () => {
    const store = openStore('AXB')
    tell(store, feeBody([feeRecord('s', monday, { areaCode: '0755' })]))
    expect(rows(store, 'SELECT * FROM v_x_numbers')).toEqual([
      { xNumber: x, appKey, status: 'unknown', cause: null, statusSince: null, areaCode: '0755', importedAt: null },
    ])
  })

  it('have a number of a number table, whose city outranks that of CDRs', () => {
    const store = openStore('AXB')
    tell(store, feeBody([feeRecord('s', monday, { areaCode: '0755' })]))
    const rowsOfTable = [
      { row: 2, number: x, appId: 1, areaCode: '020', cells: [x, '020', ''] },
      { row: 3, number: other, appId: 1, areaCode: null, cells: [other, '', ''] },
    ]
    const take = (at: number) => createNumberImport(store.writer).take({ at, fileName: 'numbers.csv', rows: rowsOfTable })
    take(monday + 1_000)
    const imported = { appKey, status: 'unknown', cause: null, statusSince: null, importedAt: monday + 1_000 }
    const expected = [
      { xNumber: x, ...imported, areaCode: '020' },
      { xNumber: other, ...imported, areaCode: null },
    ]
    expect(rows(store, 'SELECT * FROM v_x_numbers ORDER BY xNumber')).toEqual(expected)
    take(monday + 2_000)
    expect(rows(store, 'SELECT * FROM v_x_numbers ORDER BY xNumber')).toEqual(expected)
  })
})
