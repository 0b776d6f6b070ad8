import { callPhases, overdueBefore, type CallPhase } from '../../shared/domain/call.ts'
import { maskNumber } from '../../shared/domain/phone-number.ts'
import type { LiveCallRow, LiveCalls, LiveFilter, LivePhase } from '../../shared/ipc/live.ts'
import type { Reader } from '../store/connection.ts'
import { areaCodeOf, maskNumbers, numberColumns, withX, xOf, yOf, type NumbersOfCall } from './call-numbers.ts'

const livePhases = callPhases.filter((phase): phase is Exclude<CallPhase, 'ended'> => phase !== 'ended')

type Row = Omit<LiveCallRow, 'overdue' | 'caller' | 'x' | 'y' | 'callee'> & NumbersOfCall & { overdue: number }

/** A condition of the WHERE clause with its parameters. */
interface Condition {
  sql: string
  params: (string | number)[]
}

/** Whether a call's phase is past the point where its end must have been lost; one term per phase so that the partial index serves. */
export function inPhase(phase: Exclude<CallPhase, 'ended'>, overdue: boolean, now: number): Condition {
  // SQLite does not conclude the first term from the second, and without it the partial index does not serve.
  return {
    sql: `(c.phase <> 'ended' AND c.phase = '${phase}' AND c.lastEventAt ${overdue ? '<' : '>='} ?)`,
    params: [overdueBefore(phase, now)],
  }
}

export function anyOf(conditions: Condition[]): Condition {
  return { sql: `(${conditions.map(({ sql }) => sql).join(' OR ')})`, params: conditions.flatMap(({ params }) => params) }
}

/** The calls of a phase filter: none chosen means all that are live. */
export function phaseCondition(phases: readonly LivePhase[], now: number): Condition {
  const live = livePhases.filter((phase) => phases.length === 0 || phases.includes(phase))
  const overdue = phases.includes('overdue') ? livePhases.map((phase) => inPhase(phase, true, now)) : []
  return anyOf([...live.map((phase) => inPhase(phase, false, now)), ...overdue])
}

/**
 * Where typed digits may stand in a number: anywhere as they are, so that tails find what they should, and at the beginning with the
 * trunk prefix (`0755…` is kept as `+86755…`) or the international one put right.
 */
export function digitsPatterns(typed: string): string[] {
  const digits = typed.replace(/\D/g, '')
  if (digits === '') return []
  const anywhere = `%${digits}%`
  const prefixed = /^(00?)(?!0)(\d+)$/.exec(digits)
  return prefixed ? [anywhere, `+${prefixed[1] === '0' ? '86' : ''}${prefixed[2]}%`] : [anywhere]
}

function conditions(filter: LiveFilter, now: number): Condition {
  const all: Condition[] = [phaseCondition(filter.phases, now)]
  if (filter.mode !== null) all.push({ sql: 'c.mode = ?', params: [filter.mode] })
  if (filter.appId !== null) all.push({ sql: 'c.appId = ?', params: [filter.appId] })
  if (filter.xId !== null) {
    all.push({ sql: `(SELECT number FROM x_numbers WHERE id = ?) IN (${xOf}, ${yOf})`, params: [filter.xId] })
  }
  const patterns = digitsPatterns(filter.digits)
  if (patterns.length > 0) {
    const searched = ['c.callerNumber', xOf, yOf, 'c.calleeNumber', 'c.extension']
    all.push(anyOf(patterns.flatMap((pattern) => searched.map((column) => ({ sql: `${column} LIKE ?`, params: [pattern] })))))
  }
  return { sql: all.map(({ sql }) => sql).join(' AND '), params: all.flatMap(({ params }) => params) }
}

/** The calls in progress that the filter leaves, newest first, one window of them, and how many there are of each phase. */
export function liveCalls(
  reader: Reader,
  { filter, offset, limit, now }: { filter: LiveFilter; offset: number; limit: number; now: number },
): LiveCalls {
  const where = conditions(filter, now)
  const total =
    reader
      .prepare<unknown[], number>(`SELECT count(*) FROM calls c WHERE ${where.sql}`)
      .pluck()
      .get(...where.params) ?? 0
  const from = Math.min(offset, Math.max(0, total - limit))
  const rows = reader
    .prepare<unknown[], Row>(
      // Only the window is looked up further; all that are live would be much.
      `SELECT c.id, c.phase, c.lastEventAt AS phaseAt, c.startedAt, c.answeredAt, c.mode, a.name AS appName, ${numberColumns},
              c.decision, ${areaCodeOf} AS areaCode, c.bindingId,
              ${anyOf(livePhases.map((phase) => inPhase(phase, true, now))).sql} AS overdue
         FROM (SELECT c.id FROM calls c WHERE ${where.sql} ORDER BY c.startedAt DESC, c.id DESC LIMIT ? OFFSET ?) shown
         JOIN calls c ON c.id = shown.id JOIN platform_apps a ON a.id = c.appId ${withX}
        ORDER BY c.startedAt DESC, c.id DESC`,
    )
    .all(...livePhases.map((phase) => overdueBefore(phase, now)), ...where.params, limit, from)
  return { rows: rows.map(toRow), offset: from, total, counts: phaseCounts(reader, now), xNumbers: liveXNumbers(reader, now) }
}

function toRow(row: Row): LiveCallRow {
  return { ...maskNumbers(row), overdue: row.overdue === 1 }
}

/** Calls per live phase over all apps, and those whose end was lost. */
export function phaseCounts(reader: Reader, now: number): Record<LivePhase, number> {
  const counts: Record<LivePhase, number> = { 'ringing-in': 0, routing: 0, ringing: 0, talking: 0, overdue: 0 }
  for (const phase of livePhases) {
    for (const overdue of [false, true]) {
      const { sql, params } = inPhase(phase, overdue, now)
      const count =
        reader
          .prepare<unknown[], number>(`SELECT count(*) FROM calls c WHERE ${sql}`)
          .pluck()
          .get(...params) ?? 0
      counts[overdue ? 'overdue' : phase] += count
    }
  }
  return counts
}

/** The choices of the X filter: more than this many cannot be picked from a list, digits find them. */
const maxXChoices = 200

function liveXNumbers(reader: Reader, now: number): LiveCalls['xNumbers'] {
  const where = phaseCondition([], now)
  return reader
    .prepare<unknown[], { id: number; number: string }>(
      `WITH live AS MATERIALIZED (SELECT ${xOf} AS xNumber, ${yOf} AS yNumber FROM calls c WHERE ${where.sql})
       SELECT x.id, x.number FROM x_numbers x WHERE x.number IN (SELECT xNumber FROM live UNION ALL SELECT yNumber FROM live)
        ORDER BY x.number LIMIT ${maxXChoices}`,
    )
    .all(...where.params)
    .map(({ id, number }) => ({ id, x: maskNumber(number) }))
}
