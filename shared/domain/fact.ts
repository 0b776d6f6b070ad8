import type { CallEvent } from './call-event.ts'
import type { Cdr } from './cdr.ts'
import type { DeliveryKind, DeliveryReason } from './delivery.ts'
import type { NumberStatusReport } from './number-status.ts'
import type { Sms } from './sms.ts'

/** One thing learned from a push, ready to apply. */
export type Fact =
  | { kind: 'call-event'; event: CallEvent }
  | { kind: 'cdr'; cdr: Cdr }
  | { kind: 'number-status'; report: NumberStatusReport }
  | { kind: 'sms'; sms: Sms }

/** A record of a message that makes no fact. `detail` names the field, never its value. */
export interface RejectedRecord {
  position: number
  reason: DeliveryReason
  detail: string
}

/** What a signed body says in our words. */
export interface Translation {
  kind: DeliveryKind
  verdict: 'accepted' | 'quarantined'
  /** Why it was quarantined, or what was odd about it though it was taken in. */
  reason: DeliveryReason | null
  facts: Fact[]
  rejected: RejectedRecord[]
  /** The body of our answer where the platform asked a question (callbacks.md §3.1, §6), else null. */
  answer: string | null
}

/**
 * A record as text that depends on its values alone: one read back from a table has its keys in another order than one just translated.
 * Where two records contradict each other and nothing better tells them apart, it decides the same in any order.
 */
export function recordText(record: object): string {
  return JSON.stringify(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}
