import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { dayMs, startOfAccountDay } from '../../shared/domain/time.ts'
import type { CallPage, CallRow, CallScope } from '../../shared/ipc/live.ts'
import type { Reader } from '../store/connection.ts'
import { areaCodeOf, maskNumbers, numberColumns, withX, xOf, type NumbersOfCall } from './call-numbers.ts'
import { phaseCondition } from './live-calls.ts'

type Row = Omit<CallRow, 'caller' | 'x' | 'y' | 'callee'> & NumbersOfCall

/** The place of the last row of a page in the order of the list. A call without a start time sorts last. */
const Cursor = z.tuple([z.number(), z.number().int()])

/** The calls behind a figure, newest first, in pages that cost the same at any depth. */
export function callList(
  reader: Reader,
  { scope, after, limit, now }: { scope: CallScope; after: string | null; limit: number; now: number },
): CallPage {
  const where = scopeCondition(scope, now)
  const total =
    reader
      .prepare<unknown[], number>(`SELECT count(*) FROM calls c WHERE ${where.sql}`)
      .pluck()
      .get(...where.params) ?? 0
  const cursor = after === null ? null : parseCursor(after)
  const beyond = cursor === null ? { sql: '1', params: [] } : { sql: '(coalesce(c.startedAt, 0), c.id) < (?, ?)', params: cursor }
  const rows = reader
    .prepare<unknown[], Row>(
      // Only the page is looked up further.
      `SELECT c.id, c.mode, a.name AS appName, c.phase, c.outcome, c.startedAt, c.answeredAt, c.endedAt, ${numberColumns},
              c.decision, c.releaseCode, ${areaCodeOf} AS areaCode
         FROM (SELECT c.id FROM calls c WHERE ${where.sql} AND ${beyond.sql}
                ORDER BY coalesce(c.startedAt, 0) DESC, c.id DESC LIMIT ?) page
         JOIN calls c ON c.id = page.id JOIN platform_apps a ON a.id = c.appId ${withX}
        ORDER BY coalesce(c.startedAt, 0) DESC, c.id DESC`,
    )
    .all(...where.params, ...beyond.params, limit)
  const last = rows.at(-1)
  return {
    rows: rows.map((row): CallRow => maskNumbers(row)),
    total,
    next: last && rows.length === limit ? JSON.stringify([last.startedAt ?? 0, last.id] satisfies z.infer<typeof Cursor>) : null,
  }
}

function parseCursor(text: string): [number, number] {
  try {
    return Cursor.parse(JSON.parse(text))
  } catch (cause) {
    throw new AppError('invalid-input', 'after: is no cursor of this list', { cause, details: { path: 'after' } })
  }
}

function scopeCondition(scope: CallScope, now: number): { sql: string; params: (string | number)[] } {
  switch (scope.kind) {
    case 'live':
      return phaseCondition(scope.phase === null ? [] : [scope.phase], now)
    case 'started': {
      const span = { sql: 'c.startedAt >= ? AND c.startedAt < ?', params: [scope.from, scope.to] }
      if (scope.outcome === null) return span
      return { sql: `${span.sql} AND c.outcome = ?`, params: [...span.params, scope.outcome] }
    }
    case 'ended':
      return { sql: `c.startedAt >= ? AND c.startedAt < ? AND c.outcome <> 'open'`, params: [scope.from, scope.to] }
    case 'like':
      return likeCondition(scope.callId, scope.by, now)
  }
}

/** Today's calls that share X or caller with a call, itself included. */
export function likeCondition(callId: number, by: 'x' | 'caller', now: number): { sql: string; params: (string | number)[] } {
  const column = by === 'x' ? xOf : 'c.callerNumber'
  const today = startOfAccountDay(now)
  return {
    sql: `c.startedAt >= ? AND c.startedAt < ? AND ${column} = (SELECT ${column} FROM calls c WHERE c.id = ?)`,
    params: [today, today + dayMs, callId],
  }
}
