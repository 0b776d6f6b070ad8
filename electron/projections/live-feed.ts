import { maskForeignText, maskNumber } from '../../shared/domain/phone-number.ts'
import type { FeedRow } from '../../shared/ipc/live.ts'
import type { Reader } from '../store/connection.ts'
import { xOf } from './call-numbers.ts'

type Row = Omit<FeedRow, 'caller' | 'x' | 'callee'> & { callerNumber: string | null; xNumber: string | null; calleeNumber: string | null }

// Each table is walked from its end: rows are numbered in the order in which they came.
const newestEvents = `
  SELECT e.id, e.type, e.callId, e.at, e.receivedAt, e.deliveryId, c.callerNumber, ${xOf} AS xNumber, c.calleeNumber, e.stateCode,
         e.digits, e.decision, NULL AS notification, NULL AS numberStatus, NULL AS numberStatusCode, NULL AS numberCause
    FROM (SELECT * FROM call_events ORDER BY id DESC LIMIT :limit) e JOIN calls c ON c.id = e.callId`
const newestCdrs = `
  SELECT r.id, 'cdr', r.callId, coalesce(r.endedAt, r.failedAt, r.callInAt, r.receivedAt), r.receivedAt, r.deliveryId, c.callerNumber,
         ${xOf}, c.calleeNumber, r.releasePoint, NULL, NULL, NULL, NULL, NULL, NULL
    FROM (SELECT * FROM cdrs ORDER BY id DESC LIMIT :limit) r JOIN calls c ON c.id = r.callId`
const newestSms = `
  SELECT * FROM (
    SELECT id, 'sms', NULL, coalesce(at, receivedAt), receivedAt, deliveryId, senderNumber, xNumber, receiverNumber, NULL, NULL, decision,
           notification, NULL, NULL, NULL
      FROM sms ORDER BY id DESC LIMIT :limit)`
const newestStatuses = `
  SELECT * FROM (
    SELECT id, 'number-status', NULL, receivedAt, receivedAt, deliveryId, NULL, number, NULL, NULL, NULL, NULL, NULL, status, statusCode,
           cause
      FROM number_statuses ORDER BY id DESC LIMIT :limit)`

/** What came last, whatever it is: call events, CDRs, texts and number statuses. Of one push the later entry comes first. */
export function liveFeed(reader: Reader, { limit }: { limit: number }): FeedRow[] {
  return reader
    .prepare<[{ limit: number }], Row & { deliveryId: number }>(
      `SELECT * FROM (${[newestEvents, newestCdrs, newestSms, newestStatuses].join(' UNION ALL ')})
        ORDER BY receivedAt DESC, deliveryId DESC, id DESC LIMIT :limit`,
    )
    .all({ limit })
    .map(({ deliveryId: _, callerNumber, xNumber, calleeNumber, ...row }) => ({
      ...row,
      caller: maskNumber(callerNumber),
      x: maskNumber(xNumber),
      callee: maskNumber(calleeNumber),
      digits: masked(row.digits),
      numberStatusCode: masked(row.numberStatusCode),
      numberCause: masked(row.numberCause),
    }))
}

/** Digits were typed by a caller, and codes that are not documented are kept as they came. */
function masked(text: string | null): string | null {
  return text === null ? null : maskForeignText(text)
}
