import { z } from 'zod'
import { recordText } from './fact.ts'

export const ReleaseSide = z.enum(['caller', 'callee'])
export type ReleaseSide = z.infer<typeof ReleaseSide>

/** The final record of a call (callbacks.md §4). Instants epoch ms; `talkSeconds` is whole seconds, null if never answered. */
export const Cdr = z.object({
  /** Identity within the app: the icid, else session id and call-in time. */
  cdrKey: z.string(),
  icid: z.string().nullable(),
  sessionId: z.string(),
  appKey: z.string(),
  bindingId: z.string().nullable(),
  xNumber: z.string().nullable(),
  callerNumber: z.string().nullable(),
  /** The real party of leg 2, not X. */
  calleeNumber: z.string().nullable(),
  /** Shown on leg 2: X, or Y in AXYB. */
  displayNumber: z.string().nullable(),
  /** Called on leg 1: the private number that was dialled. */
  dialledNumber: z.string().nullable(),
  callInAt: z.number().nullable(),
  forwardedAt: z.number().nullable(),
  alertingAt: z.number().nullable(),
  answeredAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  failedAt: z.number().nullable(),
  talkSeconds: z.number().int().nullable(),
  releasePoint: z.number().int().nullable(),
  q850Cause: z.number().int().nullable(),
  sipStatus: z.number().int().nullable(),
  releaseSide: ReleaseSide.nullable(),
  recorded: z.boolean(),
  areaCode: z.string().nullable(),
  extension: z.string().nullable(),
  userData: z.string().nullable(),
  /** X mode marks its CDRs. */
  asked: z.boolean(),
  recordStartedAt: z.number().nullable(),
  recordDomain: z.string().nullable(),
  recordObject: z.string().nullable(),
  recordUrl: z.string().nullable(),
  /** Documented fields without a column of their own and fields we have no word for, as JSON with sorted keys; null = none. */
  more: z.string().nullable(),
})
export type Cdr = z.infer<typeof Cdr>

/**
 * Which of two CDRs of one call counts, whatever the order they came in: the one that ended later, then the greater key, then the
 * greater text. The platform documents one CDR per call; this only has to be the same answer in any order.
 */
export function laterCdr(a: Cdr, b: Cdr): Cdr {
  const byEnd = (a.endedAt ?? a.failedAt ?? 0) - (b.endedAt ?? b.failedAt ?? 0)
  if (byEnd !== 0) return byEnd > 0 ? a : b
  if (a.cdrKey !== b.cdrKey) return a.cdrKey > b.cdrKey ? a : b
  return recordText(a) >= recordText(b) ? a : b
}
