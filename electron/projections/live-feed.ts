import { maskNumber } from '../../shared/domain/phone-number.ts'
import type { CallEventType } from '../../shared/domain/call-event.ts'
import type { FeedRow } from '../../shared/ipc/live.ts'
import type { Reader } from '../store/connection.ts'

interface Row {
  id: number
  callId: number
  type: CallEventType | 'cdr'
  at: number
  receivedAt: number
  stateCode: number | null
  callerNumber: string | null
  xNumber: string | null
  calleeNumber: string | null
}

/** The newest events and CDRs as they arrived. Ids of CDRs are negative, so that a list can tell all rows apart. */
export function liveFeed(reader: Reader, { limit }: { limit: number }): FeedRow[] {
  return reader
    .prepare<[number, number, number], Row>(
      `SELECT f.*, c.callerNumber, c.xNumber, c.calleeNumber FROM (
         SELECT * FROM (SELECT id, callId, type, at, receivedAt, stateCode FROM call_events ORDER BY id DESC LIMIT ?)
         UNION ALL
         SELECT * FROM (SELECT -id, callId, 'cdr', coalesce(endedAt, failedAt, callInAt, receivedAt), receivedAt, releasePoint
                          FROM cdrs ORDER BY id DESC LIMIT ?)
       ) f JOIN calls c ON c.id = f.callId ORDER BY f.receivedAt DESC, abs(f.id) DESC LIMIT ?`,
    )
    .all(limit, limit, limit)
    .map(({ callerNumber, xNumber, calleeNumber, ...row }) => ({
      ...row,
      caller: maskNumber(callerNumber),
      x: maskNumber(xNumber),
      callee: maskNumber(calleeNumber),
    }))
}
