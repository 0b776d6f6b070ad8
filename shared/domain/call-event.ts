import { z } from 'zod'

/** In the order the platform describes (callbacks.md §3); arrival order is not guaranteed. */
export const callEventTypes = ['callin', 'collectInfo', 'callout', 'alerting', 'answer', 'disconnect'] as const
export const CallEventType = z.enum(callEventTypes)
export type CallEventType = z.infer<typeof CallEventType>

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
})
export type CallEvent = z.infer<typeof CallEvent>
