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
    caller: string
    called: string
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
function sessionIdOf(plan: CallPlan): string {
  const serial = plan.index * 4 + plan.attempt
  if (serial % 5 === 0) {
    const seconds = Math.floor(plan.callInAt / 1000).toString(16)
    return `${plan.caller}_${plan.x.number}_4_${seconds}_${serial}_${Number.parseInt(plan.tag, 16)}_1_0`
  }
  const digits = toPlatformTime(plan.callInAt).replace(/\D/g, '')
  return `1201_${serial}_4294967295_${digits}@callenabler-${plan.tag}.example`
}

/** The events of a call in the order they happen. A call that got no leg 2 goes from `callin` to `disconnect`. */
export function wireEvents(plan: CallPlan): { at: number; body: SimulatedEvent }[] {
  const sessionId = sessionIdOf(plan)
  const bound = plan.binding === null ? {} : { subscriptionId: plan.binding.subscriptionId }
  const leg1 = { caller: plan.caller, called: plan.x.number }
  const leg2 = plan.callee === null ? leg1 : { caller: plan.x.number, called: plan.callee }
  const userData = plan.binding?.userData
  const event = (eventType: CallEventType, at: number, info: object, legs = leg2): { at: number; body: SimulatedEvent } => ({
    at,
    body: { eventType, statusInfo: { timestamp: toPlatformTime(at), sessionId, ...legs, ...info, ...bound } },
  })
  const hangUp = { stateCode: plan.ending.code, stateDesc: descriptionOf(plan.ending.code) }
  return [
    event('callin', plan.callInAt, userData === undefined ? {} : { userData }, leg1),
    ...(plan.routedAt === null ? [] : [event('callout', plan.routedAt, {})]),
    ...(plan.alertingAt === null ? [] : [event('alerting', plan.alertingAt, {})]),
    ...(plan.answeredAt === null ? [] : [event('answer', plan.answeredAt, {})]),
    event('disconnect', plan.endedAt, hangUp),
  ]
}

function descriptionOf(code: number): string {
  return code === 0 ? 'The user releases the call.' : `${stateCodes[code]?.en ?? 'Unknown'}.`
}

/** The CDR of a call. Times that never came are blank, as in real pushes; fields sent "only on request" are sent. */
export function wireFee(plan: CallPlan) {
  const at = (instant: number | null) => (instant === null ? '' : toPlatformTime(instant))
  const { app, binding, ending, x } = plan
  const recorded = plan.answeredAt !== null && binding !== null && binding.recorded
  return {
    direction: 1,
    spId: 'sim-account',
    appKey: app.appKey,
    icid: `${plan.tag}.${plan.index}.${plan.attempt}`,
    bindNum: x.number,
    sessionId: sessionIdOf(plan),
    subscriptionId: binding?.subscriptionId ?? '',
    callerNum: plan.caller,
    calleeNum: x.number,
    fwdDisplayNum: plan.callee === null ? '' : x.number,
    fwdDstNum: plan.callee ?? '',
    callInTime: at(plan.callInAt),
    fwdStartTime: at(plan.routedAt),
    fwdAlertingTime: at(plan.alertingAt),
    fwdAnswerTime: at(plan.answeredAt),
    callEndTime: at(plan.endedAt),
    failTime: plan.answeredAt === null ? at(plan.endedAt) : '',
    fwdUnaswRsn: plan.answeredAt === null ? ending.q850 : 0,
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
    areaCode: x.areaCode,
    ...(ending.side !== null && { callRelDirection: ending.side === 'caller' ? 1 : 2 }),
    ...(binding?.userData !== undefined && { userData: binding.userData }),
  }
}
