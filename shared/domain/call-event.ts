import { z } from 'zod'

/** In the order the platform describes (callbacks.md §3); arrival order is not guaranteed. */
export const callEventTypes = ['callin', 'collectInfo', 'callout', 'alerting', 'answer', 'disconnect'] as const
export const CallEventType = z.enum(callEventTypes)
export type CallEventType = z.infer<typeof CallEventType>

/** What we answered when the platform asked whom to connect (X mode). */
export const CallDecision = z.enum(['connect', 'close'])
export type CallDecision = z.infer<typeof CallDecision>

/** One call event as pushed. Numbers are E.164 where they can be; `at` is the platform's clock, epoch ms. */
export const CallEvent = z.object({
  sessionId: z.string(),
  appKey: z.string(),
  type: CallEventType,
  at: z.number(),
  callerNumber: z.string().nullable(),
  calledNumber: z.string().nullable(),
  bindingId: z.string().nullable(),
  stateCode: z.number().int().nullable(),
  stateDesc: z.string().nullable(),
  userData: z.string().nullable(),
  /** AXE, `collectInfo`: the digits typed by the caller. */
  digits: z.string().nullable(),
  /** X, a `callin` that asked: what it was answered, and with whom to connect. */
  decision: CallDecision.nullable(),
  decidedNumber: z.string().nullable(),
})
export type CallEvent = z.infer<typeof CallEvent>
