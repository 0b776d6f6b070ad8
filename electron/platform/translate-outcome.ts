import type { DeliveryKind, DeliveryReason } from '../../shared/domain/delivery.ts'
import type { Fact, RejectedRecord, Translation } from '../../shared/domain/fact.ts'

/** What a translator makes of a body; the answer is not its matter. */
export type Told = Omit<Translation, 'answer'>

export function quarantined(kind: DeliveryKind, reason: DeliveryReason, detail: string): Told {
  return { kind, verdict: 'quarantined', reason, facts: [], rejected: [{ position: 0, reason, detail }] }
}

export function accepted(kind: DeliveryKind, fact: Fact): Told {
  return { kind, verdict: 'accepted', reason: null, facts: [fact], rejected: [] }
}

/** The little of a parse error that may be kept: which field, never its value. */
export function detailOf({ issues }: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }): string {
  const first = issues[0]
  return first === undefined ? 'unreadable' : `${first.path.map(String).join('.')}: ${first.message}`
}

/** One record of a list: a fact, or why it is none. */
export type RecordOutcome = { fact: Fact } | Pick<RejectedRecord, 'reason' | 'detail'>

/**
 * A list whose records stand or fall alone. One longer than documented is taken in and noted, because after our 200 it is gone; how far
 * beyond it may go is in `wire/list-bound.ts`.
 * @param most as documented
 */
export function translateList(
  kind: DeliveryKind,
  records: readonly unknown[],
  most: number,
  translateOne: (record: unknown) => RecordOutcome,
): Told {
  const facts: Fact[] = []
  const rejected: RejectedRecord[] = []
  for (const [position, record] of records.entries()) {
    const outcome = translateOne(record)
    if ('fact' in outcome) facts.push(outcome.fact)
    else rejected.push({ position, ...outcome })
  }
  const firstFault = rejected[0]?.reason ?? null
  if (facts.length === 0) return { kind, verdict: 'quarantined', reason: firstFault, facts, rejected }
  return { kind, verdict: 'accepted', reason: firstFault ?? (records.length > most ? 'more-than-documented' : null), facts, rejected }
}
