import { z } from 'zod'
import { looseInteger, looseText, requiredText } from './loose.ts'

/** `smsEvent` (callbacks.md §6). */
export const WireSmsEvent = z.looseObject({
  smsIdentifier: requiredText,
  /** `Notify` or `Block`. */
  notificationMode: looseText,
  calling: looseText,
  /** Absent in `Block`. */
  called: looseText,
  virtualNumber: looseText,
  /** `Text SMS ` with a trailing blank, or `TextSMS`: compare loosely. */
  event: looseText,
  /** ISO-8601 with milliseconds, unlike call events. */
  timeStamp: looseText,
  subscriptionId: looseText,
  smsContent: looseText,
  sendResult: looseInteger,
})
export type WireSmsEvent = z.infer<typeof WireSmsEvent>

export const WireSms = z.looseObject({ appKey: looseText, smsEvent: WireSmsEvent })
export type WireSms = z.infer<typeof WireSms>
