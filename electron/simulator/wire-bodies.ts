import { stateCodes } from '../../shared/codes/state-codes.ts'
import type { CallEventType } from '../../shared/domain/call-event.ts'
import { toPlatformTime } from '../../shared/domain/time.ts'
import type { CallPlan } from './generate-call.ts'

/** A call event as pushed (callbacks.md §3), fields in the order of the samples. */
export interface SimulatedEvent {
  eventType: CallEventType
  statusInfo: {
    timestamp: string
    sessionId: string
    caller?: string
    called?: string
    /** X, `callin`: `Block` waits for an answer. */
    notifyMode?: 'Block' | 'Notify'
    /** AXE, `collectInfo`. */
    digitInfo?: string
    stateCode?: number
    stateDesc?: string
    subscriptionId?: string
    userData?: string
  }
}

/** One record of `feeLst` (callbacks.md §4). */
export type SimulatedFee = ReturnType<typeof wireFee>

/**
 * Both documented forms of a session id; the second holds phone numbers. Unique, because the seed's tag, index and attempt are in it.
 */
export function sessionIdOf(plan: Pick<CallPlan, 'index' | 'attempt' | 'tag' | 'callInAt' | 'caller' | 'dialled'>): string {
  const serial = plan.index * 4 + plan.attempt
  if (serial % 5 === 0) {
    const seconds = Math.floor(plan.callInAt / 1000).toString(16)
    return `${plan.caller}_${plan.dialled}_4_${seconds}_${serial}_${Number.parseInt(plan.tag, 16)}_1_0`
  }
  const digits = toPlatformTime(plan.callInAt).replace(/\D/g, '')
  return `1201_${serial}_4294967295_${digits}@callenabler-${plan.tag}.example`
}

/** The first event of a call: the only one that always names the real caller and the number that was dialled. */
function wireCallin(plan: CallPlan): { at: number; body: SimulatedEvent } {
  const { app, callInAt, userData } = plan
  const told = {
    timestamp: toPlatformTime(callInAt),
    sessionId: sessionIdOf(plan),
    caller: plan.caller,
    called: plan.dialled,
  }
  if (app.mode === 'X') {
    return { at: callInAt, body: { eventType: 'callin', statusInfo: { ...told, notifyMode: plan.asked ? 'Block' : 'Notify' } } }
  }
  // AXE names no binding here, and whose extension will be typed is not known yet.
  const data = userData === undefined || (app.mode === 'AXE' && plan.digitsAt !== null) ? {} : { userData }
  const bound = plan.subscriptionId === null || app.mode === 'AXE' ? {} : { subscriptionId: plan.subscriptionId }
  return { at: callInAt, body: { eventType: 'callin', statusInfo: { ...told, ...data, ...bound } } }
}

/** The events of a call in the order they happen. A call that got no leg 2 goes from `callin` to `disconnect`. */
export function wireEvents(plan: CallPlan): { at: number; body: SimulatedEvent }[] {
  const sessionId = sessionIdOf(plan)
  const bound = plan.subscriptionId === null ? {} : { subscriptionId: plan.subscriptionId }
  const leg1 = { caller: plan.caller, called: plan.dialled }
  const leg2 = plan.callee === null || plan.shown === null ? leg1 : { caller: plan.shown, called: plan.callee }
  // Only X mode repeats it after `callin`: there it comes with the answer.
  const data = plan.app.mode === 'X' && plan.userData !== undefined ? { userData: plan.userData } : {}
  const event = (eventType: CallEventType, at: number | null, info: object = {}): { at: number; body: SimulatedEvent }[] => {
    if (at === null) return []
    const legs = eventType === 'collectInfo' ? {} : leg2
    return [{ at, body: { eventType, statusInfo: { timestamp: toPlatformTime(at), sessionId, ...legs, ...info, ...bound, ...data } } }]
  }
  const hangUp = { stateCode: plan.ending.code, stateDesc: descriptionOf(plan.ending.code) }
  return [
    wireCallin(plan),
    ...event('collectInfo', plan.digitsAt, { digitInfo: plan.digits ?? '' }),
    ...event('callout', plan.routedAt),
    ...event('alerting', plan.alertingAt),
    ...event('answer', plan.answeredAt),
    ...event('disconnect', plan.endedAt, hangUp),
  ]
}

function descriptionOf(code: number): string {
  return code === 0 ? 'The user releases the call.' : `${stateCodes[code]?.en ?? 'Unknown'}.`
}

/** How long the recording of a call is, seconds; 0 = there is none. */
export function recordedSeconds({ recorded, answeredAt, endedAt }: Pick<CallPlan, 'recorded' | 'answeredAt' | 'endedAt'>): number {
  return recorded && answeredAt !== null ? Math.round((endedAt - answeredAt) / 1000) : 0
}

/** Samples show 1 in most modes and 0 in some (callbacks.md §4); what it means is not told. */
function directionOf({ app }: CallPlan): number {
  return app.mode === 'X' ? 0 : 1
}

/** The CDR of a call. Times that never came are blank, as in real pushes; fields sent "only on request" are sent. */
export function wireFee(plan: CallPlan) {
  const at = (instant: number | null) => (instant === null ? '' : toPlatformTime(instant))
  const { app, ending } = plan
  const recorded = plan.answeredAt !== null && plan.recorded
  const areaCode = app.xNumbers.find(({ number }) => number === plan.x)?.areaCode ?? ''
  return {
    direction: directionOf(plan),
    spId: 'sim-account',
    appKey: app.appKey,
    icid: `${plan.tag}.${plan.index}.${plan.attempt}`,
    bindNum: plan.x,
    sessionId: sessionIdOf(plan),
    subscriptionId: plan.subscriptionId ?? '',
    callerNum: plan.caller,
    calleeNum: plan.dialled,
    fwdDisplayNum: plan.shown ?? '',
    fwdDstNum: plan.callee ?? '',
    callInTime: at(plan.callInAt),
    fwdStartTime: at(plan.routedAt),
    fwdAlertingTime: at(plan.alertingAt),
    fwdAnswerTime: at(plan.answeredAt),
    callEndTime: at(plan.endedAt),
    failTime: plan.answeredAt === null ? at(plan.endedAt) : '',
    fwdUnaswRsn: plan.routedAt === null || plan.answeredAt !== null ? 0 : ending.q850,
    ulFailReason: ending.code,
    sipStatusCode: ending.sip,
    callOutUnaswRsn: 0,
    recordFlag: recorded ? 1 : 0,
    ...(recorded && {
      recordStartTime: at(plan.answeredAt),
      recordDomain: 'ostor.example.com',
      recordBucketName: 'sp-sim',
      recordObjectName: `${toPlatformTime(plan.callInAt).replace(/\D/g, '').slice(2)}-${plan.index % 10_000}.wav`,
    }),
    serviceType: '004',
    hostName: `callenabler-${plan.tag}.example`,
    voiceCheckType: null,
    areaCode,
    ...(ending.side !== null && { callRelDirection: ending.side === 'caller' ? 1 : 2 }),
    // The page lists it for AX, AXB, AXYB and X, and the extension for AXE.
    ...(plan.userData !== undefined && app.mode !== 'AXE' && { userData: plan.userData }),
    ...(app.mode === 'X' && { notifyMode: 'Block' }),
    ...(app.mode === 'AXE' && plan.extension !== null && { extendNum: plan.extension }),
  }
}
