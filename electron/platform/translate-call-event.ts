import { CallEventType, type CallEvent } from '../../shared/domain/call-event.ts'
import { toE164 } from '../../shared/domain/phone-number.ts'
import { parsePlatformTime } from '../../shared/domain/time.ts'
import type { Answered } from './answers.ts'
import { accepted, detailOf, quarantined, type Told } from './translate-outcome.ts'
import { WireCallEvent } from './wire/call-event.ts'

const kind = 'call-event'

export function translateCallEvent(body: unknown, appKey: string, answered: Answered): Told {
  const parsed = WireCallEvent.safeParse(body)
  if (!parsed.success) return quarantined(kind, 'invalid-fields', detailOf(parsed.error))
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
    decision: answered.call?.decision ?? null,
    decidedNumber: answered.call?.number ?? null,
  }
  return accepted(kind, { kind, event })
}
