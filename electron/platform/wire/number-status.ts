import { z } from 'zod'
import type { NumberCause, NumberStatus } from '../../../shared/domain/number-status.ts'
import { mostRecords } from './list-bound.ts'
import { looseText, requiredText } from './loose.ts'

/** One entry of `numInfo` (callbacks.md §5). `status` and `cause` are digits in strings, not numbers. */
export const WireNumberInfo = z.looseObject({ number: requiredText, status: requiredText, cause: looseText })
export type WireNumberInfo = z.infer<typeof WireNumberInfo>

/** Entries are parsed one by one, like CDRs. The page lists the list itself as optional. */
export const WireNumberStatus = z.looseObject({
  eventType: z.literal('numStatus'),
  numInfo: z.array(z.unknown()).max(mostRecords).optional(),
})
export type WireNumberStatus = z.infer<typeof WireNumberStatus>

/** A longer list is taken in all the same, like a longer list of CDRs. */
export const maxNumbersPerPush = 100

export const statusOfCode: Readonly<Record<string, NumberStatus>> = { 5: 'normal', 9: 'paused', 10: 'unavailable', 11: 'binding-frozen' }

/** 4 is not listed (callbacks.md §5). */
export const causeOfCode: Readonly<Record<string, NumberCause>> = {
  1: 'deleted',
  2: 'arrears',
  3: 'carrier-suspended',
  5: 'carrier-restricted',
  6: 'restriction-lifted',
  7: 'forward-all',
  8: 'forward-no-answer',
  9: 'forward-busy',
}
