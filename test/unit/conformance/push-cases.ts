import { numberCauses, type NumberCause } from '../../../shared/domain/number-status.ts'
import type { Mode } from '../../../shared/domain/platform-app.ts'
import { callCases } from './call-push-cases.ts'
import { customer, type PushCase, type Step } from './push-case.ts'

const causeCodes: Readonly<Record<NumberCause, string>> = {
  deleted: '1',
  arrears: '2',
  'carrier-suspended': '3',
  'carrier-restricted': '5',
  'restriction-lifted': '6',
  'forward-all': '7',
  'forward-no-answer': '8',
  'forward-busy': '9',
}

/** Each on an X of its own: what was told, and what is known of the number now. */
let statuses = 0
function numberStatus(code: string, causeCode: string | null, status: string, cause: string | null): PushCase {
  const number = `$n${statuses}`
  statuses += 1
  const entry = { number, status: code, ...(causeCode !== null && { cause: causeCode }) }
  return {
    mode: 'AXE',
    push: 'numStatus',
    tried: causeCode === null ? `status ${code}` : `status ${code}, cause ${causeCode}`,
    steps: [{ do: 'push', app: 'AXE', body: { eventType: 'numStatus', numInfo: [entry] } }],
    view: `SELECT s.status, s.cause, s.statusCode, s.causeCode, x.status AS now, x.cause AS nowCause
             FROM v_number_status s JOIN v_x_numbers x ON x.xNumber = s.xNumber WHERE s.xNumber = '${number}'
            ORDER BY s.receivedAt DESC, s.deliveryId DESC LIMIT 1`,
    row: { status, cause, statusCode: code, causeCode, now: status, nowCause: cause },
  }
}

const numberStatuses = (): PushCase[] => [
  numberStatus('9', null, 'paused', null),
  ...numberCauses.map((cause) => numberStatus('10', causeCodes[cause], 'unavailable', cause)),
  numberStatus('10', '4', 'unavailable', '4'),
  numberStatus('11', null, 'binding-frozen', null),
  numberStatus('12', null, 'unknown', null),
]

const smsView = (column: 'senderNumber' | 'receiverNumber', number: string) => `
  SELECT group_concat(notification, ',') AS told, max(decision) AS decision, count(DISTINCT smsId) AS texts
    FROM (SELECT * FROM v_sms WHERE ${column} = '${number}' ORDER BY receivedAt, deliveryId)`

function sms(mode: Mode, tried: string, step: Step, from: string, told: string, decision: string | null): PushCase {
  return {
    mode,
    push: 'SMS',
    tried,
    steps: [{ do: 'sms', app: mode, from, text: '您好', ...step }],
    view: smsView('senderNumber', from),
    row: { told, decision, texts: 1 },
  }
}

const texts = (): PushCase[] => [
  sms('AXB', 'A → X → B', { to: '$axb.x' }, '$axb.a', 'Notify', null),
  sms('AX', 'B → X → A', { to: '$ax.x' }, customer(900), 'Notify', null),
  sms('AX', 'A → X, ends with @B', { to: '$ax.x', text: '您好@13900009778' }, '$ax.a', 'Notify', null),
  sms(
    'AX',
    'A → X, full-width ＠: asked, forwarded to the number it names',
    { to: '$ax2.x', text: '您好＠13900009779' },
    '$ax2.a',
    'Block,Notify',
    'forward',
  ),
  sms('X', 'asked, no number in it: discarded', { to: '$desk' }, customer(901), 'Block', 'discard'),
  sms('X', 'asked, forwarded to the number it names', { to: '$desk', text: '您好@13900009780' }, customer(902), 'Block,Notify', 'forward'),
]

/** The account concerns every app; looked at in the one with the most numbers. */
const account = (): PushCase[] => [
  {
    mode: 'AX',
    push: 'numStatus',
    tried: 'the account falls into arrears and is paid: every X, at most 100 to a message',
    steps: [{ do: 'arrears' }, { do: 'pay' }],
    view: `SELECT (SELECT group_concat(status || ' ' || n, ', ') FROM (SELECT status, count(*) AS n FROM v_number_status
                     WHERE appKey = 'k-AX' GROUP BY status ORDER BY status DESC)) AS told,
                  count(*) AS numbers, min(status) AS least, max(status) AS most FROM v_x_numbers WHERE appKey = 'k-AX'`,
    row: { told: 'paused 96, normal 96', numbers: 96, least: 'normal', most: 'normal' },
  },
]

const fee = (order: number) => ({
  appKey: 'k-AXB',
  icid: `many-${order}`,
  sessionId: `many-${order}`,
  bindNum: '$axb.x',
  callerNum: '$axb.a',
  calleeNum: '$axb.x',
  callInTime: '2026-03-01 02:00:01',
  callEndTime: '2026-03-01 02:00:31',
  ulFailReason: 8014,
})

const oddPushes = (): PushCase[] => [
  {
    mode: 'AXB',
    push: 'fee',
    tried: '51 CDRs, one more than documented',
    steps: [{ do: 'push', app: 'AXB', body: { eventType: 'fee', feeLst: Array.from({ length: 51 }, (_, order) => fee(order)) } }],
    view: `SELECT count(*) AS cdrs, (SELECT verdict || ' ' || reason FROM v_deliveries WHERE reason = 'more-than-documented') AS delivery
             FROM v_cdrs WHERE icid LIKE 'many-%'`,
    row: { cdrs: 51, delivery: 'accepted more-than-documented' },
  },
  {
    mode: 'AXB',
    push: 'fee',
    tried: 'one good CDR, one without sessionId',
    steps: [
      {
        do: 'push',
        app: 'AXB',
        body: { eventType: 'fee', feeLst: [{ ...fee(60), icid: 'good-1', sessionId: 'good-1' }, { appKey: 'k-AXB' }] },
      },
    ],
    view: `SELECT count(*) AS cdrs, (SELECT reason FROM v_deliveries WHERE verdict = 'partial') AS reason FROM v_cdrs WHERE icid = 'good-1'`,
    row: { cdrs: 1, reason: 'invalid-fields' },
  },
  {
    mode: 'AXB',
    push: 'unknown event',
    tried: 'eventType hold',
    steps: [{ do: 'push', app: 'AXB', body: { eventType: 'hold', statusInfo: { timestamp: '2026-03-01 02:00:01', sessionId: 'odd-1' } } }],
    view: `SELECT count(*) AS deliveries FROM v_deliveries WHERE verdict = 'quarantined' AND reason = 'unknown-event-type'`,
    row: { deliveries: 1 },
  },
]

/** In this order: arrears concern every number, so they come and go before anything else. */
export const pushCases: readonly PushCase[] = [...account(), ...callCases, ...texts(), ...numberStatuses(), ...oddPushes()]
