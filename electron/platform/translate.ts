import type { CallEvent } from '../../shared/domain/call-event.ts'
import { CallEventType } from '../../shared/domain/call-event.ts'
import type { Cdr, ReleaseSide } from '../../shared/domain/cdr.ts'
import type { DeliveryKind, DeliveryReason } from '../../shared/domain/delivery.ts'
import type { RejectedRecord, Translation } from '../../shared/domain/fact.ts'
import { toE164 } from '../../shared/domain/phone-number.ts'
import { parsePlatformTime } from '../../shared/domain/time.ts'
import { WireCallEvent } from './wire/call-event.ts'
import { WireFee, WireFeeMessage } from './wire/fee.ts'
import { kindOf } from './wire/kind-of.ts'

/** The little of a parse error that may be kept: which field, never its value. */
interface ParseFault {
  issues: readonly { path: readonly PropertyKey[]; message: string }[]
}

/**
 * Turns a parsed push body into facts in our words. It never throws: what makes no fact is rejected with the reason.
 * @param appKey the app whose URL it came in on; a CDR naming another app is not taken for this one's
 */
export function translate(body: unknown, appKey: string): Translation {
  const kind = kindOf(body)
  switch (kind) {
    case 'call-event':
      return translateCallEvent(body, appKey)
    case 'cdr':
      return translateFees(body, appKey)
    case 'number-status':
    case 'sms':
      return quarantined(kind, 'unknown-shape', 'not translated yet')
    case 'unknown':
      return quarantined(kind, 'unknown-shape', 'no documented kind of push has this shape')
  }
}

function quarantined(kind: DeliveryKind, reason: DeliveryReason, detail: string): Translation {
  return { kind, verdict: 'quarantined', reason, facts: [], rejected: [{ position: 0, reason, detail }], answer: null }
}

function faultOf({ issues }: ParseFault): string {
  const first = issues[0]
  return first === undefined ? 'unreadable' : `${first.path.map(String).join('.')}: ${first.message}`
}

function translateCallEvent(body: unknown, appKey: string): Translation {
  const kind = 'call-event'
  const parsed = WireCallEvent.safeParse(body)
  if (!parsed.success) return quarantined(kind, 'invalid-fields', faultOf(parsed.error))
  const { eventType, statusInfo: info } = parsed.data
  const type = CallEventType.safeParse(eventType)
  if (!type.success) return quarantined(kind, 'unknown-event-type', 'eventType is none of the documented ones')
  const at = parsePlatformTime(info.timestamp)
  if (at === null) return quarantined(kind, 'invalid-fields', 'statusInfo.timestamp: must be yyyy-MM-dd HH:mm:ss')
  const event: CallEvent = {
    sessionId: info.sessionId,
    appKey,
    type: type.data,
    at,
    callerNumber: toE164(info.caller),
    calledNumber: toE164(info.called),
    bindingId: info.subscriptionId ?? null,
    stateCode: info.stateCode ?? null,
    stateDesc: info.stateDesc ?? null,
    userData: info.userData ?? null,
    digits: info.digitInfo ?? null,
    decision: null,
    decidedNumber: null,
  }
  return { kind, verdict: 'accepted', reason: null, facts: [{ kind: 'call-event', event }], rejected: [], answer: null }
}

// A time that is there but cannot be read must not pass for one that is absent: an answered call would become an unanswered one.
const cdrTimes = ['callInTime', 'fwdStartTime', 'fwdAlertingTime', 'fwdAnswerTime', 'callEndTime', 'failTime'] as const

function translateFees(body: unknown, appKey: string): Translation {
  const kind = 'cdr'
  const message = WireFeeMessage.safeParse(body)
  if (!message.success) return quarantined(kind, 'invalid-fields', faultOf(message.error))
  const facts: Translation['facts'] = []
  const rejected: RejectedRecord[] = []
  for (const [position, record] of message.data.feeLst.entries()) {
    const fee = WireFee.safeParse(record)
    if (!fee.success) rejected.push({ position, reason: 'invalid-fields', detail: faultOf(fee.error) })
    else if (fee.data.appKey !== undefined && fee.data.appKey !== appKey) {
      rejected.push({ position, reason: 'other-app', detail: 'appKey: names another app than the URL it came in on' })
    } else {
      const unreadable = cdrTimes.find((field) => fee.data[field] !== undefined && parsePlatformTime(fee.data[field]) === null)
      if (unreadable === undefined) facts.push({ kind: 'cdr', cdr: toCdr(fee.data, appKey) })
      else rejected.push({ position, reason: 'invalid-fields', detail: `${unreadable}: must be yyyy-MM-dd HH:mm:ss` })
    }
  }
  const verdict = facts.length === 0 ? 'quarantined' : 'accepted'
  return { kind, verdict, reason: verdict === 'quarantined' ? (rejected[0]?.reason ?? null) : null, facts, rejected, answer: null }
}

function toCdr(fee: WireFee, appKey: string): Cdr {
  const answeredAt = parsePlatformTime(fee.fwdAnswerTime)
  const endedAt = parsePlatformTime(fee.callEndTime)
  const xNumber = toE164(fee.bindNum) ?? toE164(fee.calleeNum)
  return {
    cdrKey: fee.icid ?? `${fee.sessionId} ${fee.callInTime ?? ''}`,
    icid: fee.icid ?? null,
    sessionId: fee.sessionId,
    appKey,
    bindingId: fee.subscriptionId ?? null,
    xNumber,
    callerNumber: toE164(fee.callerNum),
    calleeNumber: toE164(fee.fwdDstNum),
    displayNumber: toE164(fee.fwdDisplayNum),
    dialledNumber: toE164(fee.calleeNum),
    callInAt: parsePlatformTime(fee.callInTime),
    forwardedAt: parsePlatformTime(fee.fwdStartTime),
    alertingAt: parsePlatformTime(fee.fwdAlertingTime),
    answeredAt,
    endedAt,
    failedAt: parsePlatformTime(fee.failTime),
    talkSeconds: answeredAt !== null && endedAt !== null && endedAt >= answeredAt ? Math.round((endedAt - answeredAt) / 1000) : null,
    releasePoint: fee.ulFailReason ?? null,
    q850Cause: fee.fwdUnaswRsn ?? null,
    sipStatus: fee.sipStatusCode ?? null,
    releaseSide: releaseSideOf(fee.callRelDirection),
    recorded: fee.recordFlag === 1,
    areaCode: fee.areaCode ?? null,
    extension: fee.extendNum ?? null,
    userData: fee.userData ?? null,
    asked: fee.notifyMode === 'Block',
    recordStartedAt: parsePlatformTime(fee.recordStartTime),
    recordDomain: fee.recordDomain ?? null,
    recordObject: fee.recordObjectName ?? null,
    recordUrl: fee.recordFileDownloadUrl ?? null,
    more: null,
  }
}

/** 1 caller, 2 callee; sent only on request (callbacks.md §4). */
function releaseSideOf(direction: number | undefined): ReleaseSide | null {
  if (direction === 1) return 'caller'
  return direction === 2 ? 'callee' : null
}
