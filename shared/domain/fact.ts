import type { CallEvent } from './call-event.ts'
import type { Cdr } from './cdr.ts'
import type { DeliveryKind, DeliveryReason } from './delivery.ts'

/** One thing learned, from any source, ready to apply. */
export type Fact = { kind: 'call-event'; event: CallEvent } | { kind: 'cdr'; cdr: Cdr }

/** A record of a message that makes no fact. `detail` names the field, never its value. */
export interface RejectedRecord {
  position: number
  reason: DeliveryReason
  detail: string
}

/** What a signed body says in our words. */
export interface Translation {
  kind: DeliveryKind
  /** `unsupported`: a kind that is journalled but not handled yet. */
  verdict: 'accepted' | 'quarantined' | 'unsupported'
  reason: DeliveryReason | null
  facts: Fact[]
  rejected: RejectedRecord[]
}

/**
 * A record as text that depends on its values alone: one read back from a table has its keys in another order than one just translated.
 * Where two records contradict each other and nothing better tells them apart, it decides the same in any order.
 */
export function recordText(record: CallEvent | Cdr): string {
  return JSON.stringify(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}
