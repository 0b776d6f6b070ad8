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
  /** Keys and values are only known from samples, so nothing about it can be wrong: what is not readable is left out. */
  extInfo: z.unknown().optional(),
  sendResult: looseInteger,
})
export type WireSmsEvent = z.infer<typeof WireSmsEvent>

export const WireSms = z.looseObject({ appKey: looseText, smsEvent: WireSmsEvent })
export type WireSms = z.infer<typeof WireSms>

const WireExtInfo = z.looseObject({ extParas: z.array(z.unknown()) })
const WireExtPara = z.looseObject({ key: looseText, value: looseText })

/** Samples have two; 512 KiB hold 250,000. */
const mostExtParas = 100

/** The value of one of `extInfo.extParas`, e.g. `splitNum`; null where there is none that can be read. Of several the first. */
export function extParaOf(extInfo: unknown, key: string): string | null {
  const info = WireExtInfo.safeParse(extInfo)
  if (!info.success) return null
  for (const item of info.data.extParas.slice(0, mostExtParas)) {
    const para = WireExtPara.safeParse(item)
    if (para.success && para.data.key?.trim() === key) return para.data.value ?? null
  }
  return null
}
