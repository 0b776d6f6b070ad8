import { toE164 } from '../../shared/domain/phone-number.ts'
import { SmsNotification, type Sms } from '../../shared/domain/sms.ts'
import { parsePlatformTime } from '../../shared/domain/time.ts'
import type { Answered } from './answers.ts'
import { accepted, detailOf, quarantined, type Told } from './translate-outcome.ts'
import { extParaOf, WireSms } from './wire/sms.ts'

const kind = 'sms'

export function translateSms(body: unknown, appKey: string, answered: Answered): Told {
  const parsed = WireSms.safeParse(body)
  if (!parsed.success) return quarantined(kind, 'invalid-fields', detailOf(parsed.error))
  const { appKey: named, smsEvent: event } = parsed.data
  if (named !== undefined && named !== appKey) {
    return quarantined(kind, 'other-app', 'appKey: names another app than the URL it came in on')
  }
  const notification = SmsNotification.safeParse(event.notificationMode?.trim())
  if (!notification.success) return quarantined(kind, 'unknown-event-type', 'smsEvent.notificationMode is none of the documented ones')
  const at = parsePlatformTime(event.timeStamp)
  if (event.timeStamp !== undefined && at === null) {
    return quarantined(kind, 'invalid-fields', 'smsEvent.timeStamp: must be an ISO 8601 time')
  }
  const sms: Sms = {
    smsId: event.smsIdentifier,
    notification: notification.data,
    at,
    senderNumber: toE164(event.calling),
    receiverNumber: toE164(event.called) ?? answered.sms?.number ?? null,
    xNumber: toE164(event.virtualNumber),
    bindingId: event.subscriptionId ?? null,
    content: event.smsContent ?? null,
    sendResult: event.sendResult ?? null,
    parts: extParaOf(event.extInfo, 'splitNum'),
    direction: extParaOf(event.extInfo, 'direction'),
    decision: answered.sms?.decision ?? null,
  }
  return accepted(kind, { kind, sms })
}
