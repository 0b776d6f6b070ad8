import { z } from 'zod'

/** What an X number may be used for (callbacks.md §5). `unknown`: a code the page does not list; the code itself is kept. */
export const numberStatuses = ['normal', 'paused', 'unavailable', 'binding-frozen', 'unknown'] as const
export const NumberStatus = z.enum(numberStatuses)
export type NumberStatus = z.infer<typeof NumberStatus>

/** Why a number is unavailable. A code that is not listed stays as it came, so a cause is text. */
export const numberCauses = [
  'deleted',
  'arrears',
  'carrier-suspended',
  'carrier-restricted',
  'restriction-lifted',
  'forward-all',
  'forward-no-answer',
  'forward-busy',
] as const
export type NumberCause = (typeof numberCauses)[number]

/** One entry of a number status push. It carries no time: what counts is when it came (callbacks.md §7). */
export const NumberStatusReport = z.object({
  /** E.164 where it can be. */
  number: z.string(),
  status: NumberStatus,
  /** One of `numberCauses`, or the code as it came; null where none was told. */
  cause: z.string().nullable(),
  /** As it came. */
  statusCode: z.string(),
  causeCode: z.string().nullable(),
})
export type NumberStatusReport = z.infer<typeof NumberStatusReport>

/** What a status leaves possible (callbacks.md §5, effect). Null = cannot be known. */
export function effectOf(status: NumberStatus | null): { calls: boolean; newBindings: boolean } | null {
  switch (status) {
    case 'normal':
      return { calls: true, newBindings: true }
    case 'binding-frozen':
      return { calls: true, newBindings: false }
    case 'paused':
    case 'unavailable':
      return { calls: false, newBindings: false }
    case 'unknown':
    case null:
      return null
  }
}
