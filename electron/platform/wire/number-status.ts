import { z } from 'zod'
import { looseText, requiredText } from './loose.ts'

/** One entry of `numInfo` (callbacks.md §5). `status` and `cause` are digits in strings, not numbers. */
export const WireNumberInfo = z.looseObject({ number: requiredText, status: requiredText, cause: looseText })
export type WireNumberInfo = z.infer<typeof WireNumberInfo>

/** Entries are parsed one by one, like CDRs. The page lists the list itself as optional. */
export const WireNumberStatus = z.looseObject({ eventType: z.literal('numStatus'), numInfo: z.array(z.unknown()).optional() })
export type WireNumberStatus = z.infer<typeof WireNumberStatus>
