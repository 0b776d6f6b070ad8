import { z } from 'zod'
import { looseInteger, looseText, requiredText } from './loose.ts'

/** `statusInfo` of a call event (callbacks.md §3). Fields we have no word for are kept. */
export const WireStatusInfo = z.looseObject({
  /** `yyyy-MM-dd HH:mm:ss` UTC in every sample, though the page calls it a UNIX stamp. */
  timestamp: requiredText,
  sessionId: requiredText,
  caller: looseText,
  called: looseText,
  /** Absent when nothing was bound (`8014`). */
  subscriptionId: looseText,
  stateCode: looseInteger,
  stateDesc: looseText,
  /** X mode, `callin`: `Block` waits for an answer. */
  notifyMode: looseText,
  /** AXE, `collectInfo`. */
  digitInfo: looseText,
  userData: looseText,
})
export type WireStatusInfo = z.infer<typeof WireStatusInfo>

/** `eventType` stays text: a type we do not know is a finding of the translator, not a broken message. */
export const WireCallEvent = z.looseObject({ eventType: z.string(), statusInfo: WireStatusInfo })
export type WireCallEvent = z.infer<typeof WireCallEvent>
