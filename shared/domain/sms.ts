import { z } from 'zod'
import { recordText } from './fact.ts'

/** `Notify` tells of a text that was passed on; `Block` asks what to do with one (callbacks.md §6). */
export const SmsNotification = z.enum(['Notify', 'Block'])
export type SmsNotification = z.infer<typeof SmsNotification>

/** What we answered to a `Block`. */
export const SmsDecision = z.enum(['forward', 'discard'])
export type SmsDecision = z.infer<typeof SmsDecision>

/** A text through X, as pushed. Numbers are E.164 where they can be; `at` is the platform's clock, epoch ms. */
export const Sms = z.object({
  smsId: z.string(),
  notification: SmsNotification,
  at: z.number().nullable(),
  senderNumber: z.string().nullable(),
  /** Absent in `Block`, but where our decision named it. */
  receiverNumber: z.string().nullable(),
  xNumber: z.string().nullable(),
  bindingId: z.string().nullable(),
  /** Only where the platform's support has enabled it. */
  content: z.string().nullable(),
  /** Values are not documented; kept as they came. */
  sendResult: z.number().int().nullable(),
  /** `extInfo`: number of parts, and a direction whose values are not documented. */
  parts: z.string().nullable(),
  direction: z.string().nullable(),
  /** Null for `Notify`. */
  decision: SmsDecision.nullable(),
})
export type Sms = z.infer<typeof Sms>

/** Of two pushes of one text and notification the earlier stands, then the lesser text: any order gives one answer. */
export function standingSms(a: Sms, b: Sms): Sms {
  const [atA, atB] = [a.at ?? 0, b.at ?? 0]
  if (atA !== atB) return atA < atB ? a : b
  return recordText(a) <= recordText(b) ? a : b
}

/** A number with its blanks and dashes is far shorter; a text may be long, and it is looked through from each `@`. */
const longestAddress = 80

// Full-width ＠ is what Chinese input methods type; blanks and dashes inside a number are what people add.
const addressed = /[@＠]\s*(\+?[\d０-９][\d０-９\s-]{2,30})\s*$/

/** The `@number` a text ends with, as typed; null where there is none (callbacks.md §6, AX). */
export function addresseeOf(content: string | null): string | null {
  const match = addressed.exec((content ?? '').trimEnd().slice(-longestAddress))
  return match?.[1] === undefined ? null : match[1].normalize('NFKC').trim()
}
