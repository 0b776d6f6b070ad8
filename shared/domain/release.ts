import { stateCodes, type CodeGroup } from '../codes/state-codes.ts'

/** How a call came out. `open` = not over yet. Used for colours, charts and counts; one call has exactly one. */
export const outcomes = ['open', 'answered', 'not-answered', 'abandoned', 'failed', 'unknown'] as const
export type Outcome = (typeof outcomes)[number]

// Q.850 causes that say "the far side did not take it" (errors.md §4.2); others without a platform code are failures.
const notAnsweredCauses = new Set([17, 18, 19, 20, 21])

const outcomeOfGroup: Record<CodeGroup, Outcome> = {
  normal: 'answered',
  caller: 'abandoned',
  callee: 'not-answered',
  binding: 'failed',
  number: 'failed',
  tenant: 'failed',
  control: 'failed',
  platform: 'failed',
}

/**
 * The outcome of an ended call. An answer time outranks every code (callbacks.md §4: empty answer time = not answered).
 * @param releaseCode state code or release point; they share one number space (errors.md §4.3)
 */
export function outcomeOf(answered: boolean, releaseCode: number | null, q850Cause: number | null): Outcome {
  if (answered) return 'answered'
  if (releaseCode !== null && releaseCode !== 0) {
    const known = stateCodes[releaseCode]
    return known ? outcomeOfGroup[known.group] : 'unknown'
  }
  if (q850Cause !== null && q850Cause !== 0) return notAnsweredCauses.has(q850Cause) ? 'not-answered' : 'failed'
  return 'unknown'
}
