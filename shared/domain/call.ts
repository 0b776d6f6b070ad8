import { z } from 'zod'
import { CallDecision, type CallEvent, type CallEventType } from './call-event.ts'
import { laterCdr, ReleaseSide, type Cdr } from './cdr.ts'
import { recordText } from './fact.ts'
import { Mode } from './platform-app.ts'
import { outcomeOf, outcomes } from './release.ts'
import { dayMs, minuteMs } from './time.ts'

/** Closed list, in order. `ringing-in`: leg 1 has arrived; `routing`: leg 2 is being set up; `ringing`: B's phone rings. */
export const callPhases = ['ringing-in', 'routing', 'ringing', 'talking', 'ended'] as const
export const CallPhase = z.enum(callPhases)
export type CallPhase = z.infer<typeof CallPhase>

export const Outcome = z.enum(outcomes)

/** One attempt through X, keyed by app and session id. Wholly derived from its events and its CDR. */
export const Call = z.object({
  sessionId: z.string(),
  appKey: z.string(),
  mode: Mode,
  bindingId: z.string().nullable(),
  xNumber: z.string().nullable(),
  /** AXYB: the other private number of the call. Before the CDR X is the one that was dialled and Y the one that is shown. */
  yNumber: z.string().nullable(),
  /** AXE. */
  extension: z.string().nullable(),
  /** X: what the platform was answered. */
  decision: CallDecision.nullable(),
  callerNumber: z.string().nullable(),
  calleeNumber: z.string().nullable(),
  phase: CallPhase,
  startedAt: z.number().nullable(),
  routedAt: z.number().nullable(),
  alertingAt: z.number().nullable(),
  answeredAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  /** The platform's time of the latest thing known about the call; age and overdue are counted from it. */
  lastEventAt: z.number(),
  releaseCode: z.number().int().nullable(),
  q850Cause: z.number().int().nullable(),
  sipStatus: z.number().int().nullable(),
  releaseSide: ReleaseSide.nullable(),
  outcome: Outcome,
  areaCode: z.string().nullable(),
  hasCdr: z.boolean(),
})
export type Call = z.infer<typeof Call>

const phaseOfEvent: Record<CallEventType, CallPhase> = {
  callin: 'ringing-in',
  collectInfo: 'ringing-in',
  callout: 'routing',
  alerting: 'ringing',
  answer: 'talking',
  disconnect: 'ended',
}

/** Of two pushes of one event type, the earlier stands; equal times fall back to their text, so any order gives one answer. */
export function standingEvent(a: CallEvent, b: CallEvent): CallEvent {
  if (a.at !== b.at) return a.at < b.at ? a : b
  return recordText(a) <= recordText(b) ? a : b
}

/**
 * Builds a call from everything known about it: a pure function of the set, so order, doubles and lateness cannot matter.
 * @param events at most one per type, all of one session; may be empty when only the CDR came
 * @param cdrs all CDRs of the session, usually none or one
 */
export function buildCall(mode: Mode, events: readonly CallEvent[], cdrs: readonly Cdr[]): Call {
  const byType = new Map(events.map((event) => [event.type, event]))
  const cdr = cdrs.length === 0 ? null : cdrs.reduce(laterCdr)
  const any = cdr ?? events[0]
  if (any === undefined) throw new TypeError('a call needs at least one event or CDR')
  const at = (type: CallEventType) => byType.get(type)?.at ?? null
  const disconnect = byType.get('disconnect')
  const parties = partiesOf(mode, byType, cdr)
  const answeredAt = cdr ? cdr.answeredAt : at('answer')
  const releaseCode = cdr?.releasePoint ?? disconnect?.stateCode ?? null
  const ended = cdr !== null || disconnect !== undefined
  return {
    sessionId: any.sessionId,
    appKey: any.appKey,
    mode,
    bindingId: cdr?.bindingId ?? latestBindingId(events),
    ...parties,
    extension: cdr?.extension ?? byType.get('collectInfo')?.digits ?? null,
    decision: byType.get('callin')?.decision ?? null,
    phase: ended ? 'ended' : furthestPhase(events),
    startedAt: cdr?.callInAt ?? at('callin') ?? earliest(events),
    routedAt: cdr?.forwardedAt ?? at('callout'),
    alertingAt: cdr?.alertingAt ?? at('alerting'),
    answeredAt,
    endedAt: ended ? (cdr?.endedAt ?? cdr?.failedAt ?? disconnect?.at ?? null) : null,
    lastEventAt: Math.max(cdr?.endedAt ?? cdr?.failedAt ?? cdr?.callInAt ?? 0, ...events.map((event) => event.at)),
    releaseCode,
    q850Cause: cdr?.q850Cause ?? null,
    sipStatus: cdr?.sipStatus ?? null,
    releaseSide: cdr?.releaseSide ?? null,
    outcome: ended ? outcomeOf(answeredAt !== null, releaseCode, cdr?.q850Cause ?? null) : 'open',
    areaCode: cdr?.areaCode ?? null,
    hasCdr: cdr !== null,
  }
}

function earliest(events: readonly CallEvent[]): number | null {
  return events.length === 0 ? null : Math.min(...events.map((event) => event.at))
}

function furthestPhase(events: readonly CallEvent[]): CallPhase {
  const rank = Math.max(...events.map((event) => callPhases.indexOf(phaseOfEvent[event.type])))
  return callPhases[rank] ?? 'ringing-in'
}

function latestBindingId(events: readonly CallEvent[]): string | null {
  const bound = events.filter((event) => event.bindingId !== null).sort((a, b) => b.at - a.at || (a.type < b.type ? -1 : 1))
  return bound[0]?.bindingId ?? null
}

/**
 * Who talked with whom. `callin` names the real caller and X; events of leg 2 name what that leg showed, which is X as caller
 * and the real callee as called. A failed leg 1 ends with a `disconnect` that repeats leg 1 (called = X), so a `disconnect`
 * only tells the callee when it is not X. The CDR overrides all (callbacks.md §3 `caller`).
 */
function partiesOf(mode: Mode, byType: ReadonlyMap<CallEventType, CallEvent>, cdr: Cdr | null) {
  const leg1 = byType.get('callin')
  const leg2 = byType.get('callout') ?? byType.get('alerting') ?? byType.get('answer')
  const xNumber = cdr?.xNumber ?? leg1?.calledNumber ?? leg2?.callerNumber ?? null
  const lastWord = byType.get('disconnect')
  const fromDisconnect = leg1 && lastWord && lastWord.calledNumber !== xNumber ? lastWord.calledNumber : null
  const privateNumbers = cdr ? [cdr.displayNumber, cdr.dialledNumber] : [leg2?.callerNumber ?? null]
  return {
    xNumber,
    yNumber: mode === 'AXYB' ? (privateNumbers.find((number) => number !== null && number !== xNumber) ?? null) : null,
    callerNumber: cdr?.callerNumber ?? leg1?.callerNumber ?? null,
    calleeNumber: cdr ? cdr.calleeNumber : (leg2?.calledNumber ?? fromDisconnect ?? leg1?.decidedNumber ?? null),
  }
}

/** The platform gives up about 90 s after forwarding (rules.md §5); ten minutes leaves room for late pushes. */
const overdueBeforeAnswerMs = 10 * minuteMs
/** `maxDuration` is at most 1440 minutes (api.md §2.1). */
const overdueTalkingMs = dayMs

/** A call whose end never reached us. It is not live any more, but it is not silently dropped either: screens count it apart. */
export function isOverdue(call: Pick<Call, 'phase' | 'lastEventAt'>, now: number): boolean {
  return call.phase !== 'ended' && call.lastEventAt < overdueBefore(call.phase, now)
}

/** The instant before which a call's last event makes it overdue; SQL uses it too. */
export function overdueBefore(phase: CallPhase, now: number): number {
  return now - (phase === 'talking' ? overdueTalkingMs : overdueBeforeAnswerMs)
}
