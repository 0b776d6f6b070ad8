import { AppError } from '../../shared/errors.ts'
import { callEventTypes, type CallEventType } from '../../shared/domain/call-event.ts'
import { laterCdr } from '../../shared/domain/cdr.ts'
import { maskForeignText, maskText } from '../../shared/domain/phone-number.ts'
import type { CallDetail, LadderStep } from '../../shared/ipc/live.ts'
import { getCall, listCdrsOfCall } from '../store/calls.ts'
import type { Reader } from '../store/connection.ts'
import { areaCodeOf, maskNumbers, numberColumns, withX, type NumbersOfCall } from './call-numbers.ts'
import { likeCondition } from './call-list.ts'

type Rung = Omit<LadderStep, 'gapMs'>

/**
 * Everything known about one call, with its ladder: each event and CDR in the order of the platform's clock.
 * @throws AppError `not-found`
 */
export function callDetail(reader: Reader, { id, now }: { id: number; now: number }): CallDetail {
  const found = getCall(reader, id)
  if (found === null) throw new AppError('not-found', 'there is no such call')
  const { call, appName } = found
  const cdrs = listCdrsOfCall(reader, id, call)
  const cdr = cdrs.length === 0 ? null : cdrs.map((entry) => entry.cdr).reduce(laterCdr)
  const rungs = [
    ...eventRungs(reader, id),
    ...cdrs.map((entry): Rung => ({
      type: 'cdr',
      leg: 0,
      at: entry.cdr.endedAt ?? entry.cdr.failedAt ?? entry.cdr.callInAt ?? entry.receivedAt,
      receivedAt: entry.receivedAt,
      deliveryId: entry.deliveryId,
      copies: copiesOf(reader, entry.deliveryId),
      stateCode: entry.cdr.releasePoint,
      digits: null,
      decision: null,
    })),
  ]
  const { routedAt, alertingAt } = call
  return {
    id,
    mode: call.mode,
    appName,
    phase: call.phase,
    outcome: call.outcome,
    startedAt: call.startedAt,
    answeredAt: call.answeredAt,
    endedAt: call.endedAt,
    ...numbersAndCity(reader, id),
    decision: call.decision,
    releaseCode: call.releaseCode,
    sessionId: maskText(call.sessionId),
    appKey: call.appKey,
    bindingId: call.bindingId,
    routedAt,
    alertingAt,
    talkSeconds: wholeSeconds(interval(call.answeredAt, call.endedAt)),
    pddMs: interval(routedAt, alertingAt),
    releaseSide: call.releaseSide,
    q850Cause: call.q850Cause,
    sipStatus: call.sipStatus,
    hasCdr: call.hasCdr,
    recorded: cdr?.recorded ?? null,
    userData: cdr === null || cdr.userData === null ? null : maskForeignText(cdr.userData),
    ladder: climb(rungs),
    like: { sameX: countLike(reader, id, 'x', now), sameCaller: countLike(reader, id, 'caller', now) },
  }
}

/** Negative or missing intervals are no intervals (product metric definitions). */
function interval(from: number | null, to: number | null): number | null {
  return from !== null && to !== null && to >= from ? to - from : null
}

function wholeSeconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms / 1000)
}

function eventRungs(reader: Reader, callId: number): Rung[] {
  const events = reader
    .prepare<[number], Omit<Rung, 'type' | 'leg' | 'copies'> & { type: CallEventType }>(
      'SELECT type, at, receivedAt, deliveryId, stateCode, digits, decision FROM call_events WHERE callId = ?',
    )
    .all(callId)
  const reachedLeg2 = events.some(({ type }) => type === 'callout' || type === 'alerting' || type === 'answer')
  return events.map((event) => ({
    ...event,
    digits: event.digits === null ? null : maskText(event.digits),
    leg: legOf(event.type, reachedLeg2),
    copies: copiesOf(reader, event.deliveryId),
  }))
}

function legOf(type: CallEventType, reachedLeg2: boolean): 1 | 2 {
  if (type === 'callin' || type === 'collectInfo') return 1
  return type === 'disconnect' && !reachedLeg2 ? 1 : 2
}

/** The platform's clock has whole seconds, so events of one second are put in their natural order. */
function climb(rungs: Rung[]): LadderStep[] {
  const rank = (type: Rung['type']) => (type === 'cdr' ? callEventTypes.length : callEventTypes.indexOf(type))
  const ordered = rungs.toSorted((a, b) => a.at - b.at || rank(a.type) - rank(b.type))
  return ordered.map((rung, index) => {
    const before = ordered[index - 1]
    return { ...rung, gapMs: before === undefined ? null : rung.at - before.at }
  })
}

function copiesOf(reader: Reader, deliveryId: number): number {
  const more = reader.prepare<[number], number>('SELECT count(*) FROM delivery_arrivals WHERE deliveryId = ?').pluck().get(deliveryId)
  return 1 + (more ?? 0)
}

function numbersAndCity(reader: Reader, callId: number) {
  const row = reader
    .prepare<[number], NumbersOfCall & { areaCode: string | null }>(
      `SELECT ${numberColumns}, ${areaCodeOf} AS areaCode FROM calls c ${withX} WHERE c.id = ?`,
    )
    .get(callId)
  if (row === undefined) throw new AppError('not-found', 'there is no such call')
  return maskNumbers(row)
}

function countLike(reader: Reader, callId: number, by: 'x' | 'caller', now: number): number {
  const { sql, params } = likeCondition(callId, by, now)
  return (
    reader
      .prepare<unknown[], number>(`SELECT count(*) FROM calls c WHERE ${sql}`)
      .pluck()
      .get(...params) ?? 0
  )
}
