import type { DeliveryReason, Verdict } from '../../shared/domain/delivery.ts'
import type { Fact, RejectedRecord } from '../../shared/domain/fact.ts'
import { startOfAccountDay } from '../../shared/domain/time.ts'
import type { Topic } from '../../shared/ipc/system.ts'
import { isStorageFailure, type Writer } from '../store/connection.ts'
import { deliveryStatements, type KnownDelivery } from '../store/deliveries.ts'
import { createCallApplier } from './apply/calls.ts'
import { createNumberStatusApplier } from './apply/number-statuses.ts'
import { createSmsApplier } from './apply/sms.ts'
import { createXNumberApplier } from './apply/x-numbers.ts'
import type { Arrival, Ingested } from './arrival.ts'
import type { Origin } from './origin.ts'
import { createRefusalRoom, houseRefusalLimits } from './refusal-room.ts'

/** Beyond either limit a group is committed and the next one begins. */
export interface GroupLimits {
  deliveries: number
  ms: number
}
export const houseLimits: GroupLimits = { deliveries: 512, ms: 8 }

/** Records of one delivery that are noted one by one. Documented lists hold 100 at most. */
const mostNoted = 100

const nowhere: ReadonlySet<number> = new Set()

/**
 * The only writer of platform facts. A group is one transaction with one FULL commit. When a delivery in it cannot be applied the
 * group is taken again with a savepoint for each, so that this one is quarantined alone; savepoints for every group would cost a
 * tenth of the throughput for something that hardly ever happens.
 */
export function createIngest(writer: Writer, monotonicMs: () => number, limits = houseLimits, refusalLimits = houseRefusalLimits) {
  const journal = deliveryStatements(writer)
  const calls = createCallApplier(writer)
  const numberStatuses = createNumberStatusApplier(writer)
  const sms = createSmsApplier(writer)
  const xNumbers = createXNumberApplier(writer)
  const refusalRoom = createRefusalRoom(journal.keptRefusals, refusalLimits)
  const begin = writer.prepare('BEGIN IMMEDIATE')
  const commit = writer.prepare('COMMIT')
  const rollback = writer.prepare('ROLLBACK')
  const save = writer.prepare('SAVEPOINT delivery')
  const release = writer.prepare('RELEASE delivery')
  const undo = writer.prepare('ROLLBACK TO delivery')

  /** @returns whether the fact was news */
  function apply(fact: Fact, origin: Origin): boolean {
    switch (fact.kind) {
      case 'call-event':
      case 'cdr':
        return calls.apply(fact, origin)
      case 'number-status':
        return numberStatuses.apply(fact.report, origin)
      case 'sms':
        return sms.apply(fact.sms, origin)
    }
  }

  /** Notes the records that make no facts, the last of many in one line: the bytes tell all of them. */
  function quarantine(rejected: readonly RejectedRecord[], deliveryId: number): void {
    for (const { position, reason, detail } of rejected.slice(0, mostNoted)) journal.quarantine(deliveryId, position, reason, detail)
    const next = rejected[mostNoted]
    if (next === undefined) return
    const more = `one of ${rejected.length - mostNoted} more records that make no facts`
    journal.quarantine(deliveryId, next.position, next.reason, more)
  }

  function applyFacts(arrival: Arrival, deliveryId: number): Ingested {
    const { appId, appKey, mode, receivedAt, rejected } = arrival
    const changed = new Set<Topic>()
    const unusable = rejected.length === 0 ? nowhere : new Set(rejected.map(({ position }) => position))
    let news = false
    let position = -1
    for (const fact of arrival.facts) {
      do position += 1
      while (unusable.has(position))
      const origin = { appId, appKey, mode, deliveryId, position, receivedAt }
      if (xNumbers.note(fact, origin)) changed.add('numbers')
      if (!apply(fact, origin)) continue
      news = true
      changed.add(topicOf[fact.kind])
    }
    quarantine(rejected, deliveryId)
    return { deliveryId, changed: [...changed], ...verdictOf(arrival, news) }
  }

  /** Applies what an arrival tells, or notes why it makes no facts. What is stale is not looked into before it comes again in time. */
  function settle(arrival: Arrival, deliveryId: number): Ingested {
    const { verdict, reason, rejected } = arrival
    if (verdict === 'accepted') return applyFacts(arrival, deliveryId)
    if (verdict !== 'stale') quarantine(rejected, deliveryId)
    return { deliveryId, verdict, reason, changed: [] }
  }

  /** Journals one arrival and applies it. Runs inside its savepoint. */
  function take(arrival: Arrival): Ingested {
    if (arrival.verdict === 'refused' && !refusalRoom.take(arrival))
      return { deliveryId: 0, verdict: 'refused', reason: arrival.reason, changed: [] }
    const id = journal.insert(arrival)
    if (id === null) return takeAgain(arrival)
    const ingested = settle(arrival, id)
    if (ingested.verdict !== arrival.verdict) journal.judge(id, ingested.verdict, ingested.reason)
    return ingested
  }

  function takeAgain(arrival: Arrival): Ingested {
    const known = journal.known(arrival.identity)
    if (known === null) throw new TypeError('a conflicting delivery cannot be found')
    journal.arrive(known.id, arrival.receivedAt, arrival.verdict === 'refused' ? arrival.head : null, arrival.answer)
    return meetAgain(known, arrival)
  }

  /** The same delivery once more. One held back for its age alone, or because its kind was not known, is judged anew. */
  function meetAgain(known: KnownDelivery, arrival: Arrival): Ingested {
    if (isHeldBack(known) && arrival.verdict !== 'stale' && arrival.verdict !== 'refused') {
      const ingested = settle(arrival, known.id)
      journal.judge(known.id, ingested.verdict, ingested.reason)
      return ingested
    }
    return { deliveryId: known.id, verdict: arrival.verdict === 'refused' ? 'refused' : 'duplicate', reason: null, changed: [] }
  }

  /** A kept delivery: a refused one whose signature holds now, or one of a kind that is known now. */
  function retake(deliveryId: number, arrival: Arrival): Ingested {
    const known = journal.known(arrival.identity)
    if (known?.id === deliveryId && known.verdict === 'unsupported') return meetAgain(known, arrival)
    // Somebody else judged it anew meanwhile.
    if (known?.id === deliveryId) return { deliveryId, verdict: known.verdict, reason: null, changed: [] }
    if (known !== null) {
      journal.merge(deliveryId, known.id)
      return meetAgain(known, arrival)
    }
    journal.identify(deliveryId, arrival)
    const ingested = settle(arrival, deliveryId)
    journal.judge(deliveryId, ingested.verdict, ingested.reason)
    return ingested
  }

  /** Does the work in a savepoint. What cannot be applied is journalled without its facts, with the reason; never lost, never in its neighbours' way. */
  function guarded(arrival: Arrival, work: (arrival: Arrival) => Ingested): Ingested {
    save.run()
    try {
      const ingested = work(arrival)
      release.run()
      return ingested
    } catch (thrown) {
      if (isStorageFailure(thrown)) throw thrown
      undo.run()
      forget()
      const ingested = work(withoutFacts(arrival, thrown))
      release.run()
      return ingested
    }
  }

  function takeEach(arrivals: readonly Arrival[], one: (arrival: Arrival) => Ingested): Ingested[] {
    const startedMs = monotonicMs()
    const ingested: Ingested[] = []
    for (const arrival of arrivals) {
      ingested.push(one(arrival))
      if (ingested.length >= limits.deliveries || monotonicMs() - startedMs > limits.ms) break
    }
    count(arrivals, ingested)
    return ingested
  }

  function count(group: readonly Arrival[], ingested: readonly Ingested[]): void {
    const sums = new Map<string, { day: number; appId: number; verdict: Verdict; pushes: number; lastAt: number }>()
    for (const [index, arrival] of group.entries()) {
      const verdict = ingested[index]?.verdict
      if (verdict === undefined) continue
      const day = startOfAccountDay(arrival.receivedAt)
      const key = `${day} ${arrival.appId} ${verdict}`
      const sum = sums.get(key) ?? { day, appId: arrival.appId, verdict, pushes: 0, lastAt: 0 }
      sum.pushes += 1
      sum.lastAt = Math.max(sum.lastAt, arrival.receivedAt)
      sums.set(key, sum)
    }
    for (const sum of sums.values()) journal.count(sum.day, sum.appId, sum.verdict, sum.pushes, sum.lastAt)
  }

  /** What is remembered beside the tables is no longer true after a rollback. */
  function forget(): void {
    calls.forget()
    xNumbers.forget()
    refusalRoom.forget()
  }

  function transact<T>(work: () => T): T {
    begin.run()
    try {
      const result = work()
      commit.run()
      return result
    } catch (thrown) {
      if (writer.inTransaction) rollback.run()
      forget()
      throw thrown
    }
  }

  return {
    /**
     * Takes arrivals from the front, as many as a group may hold, and commits them.
     * @returns one entry for each one taken, at least one
     * @throws when the database cannot be written; then none of them is stored
     */
    group(arrivals: readonly Arrival[]): Ingested[] {
      try {
        return transact(() => takeEach(arrivals, take))
      } catch (thrown) {
        if (isStorageFailure(thrown)) throw thrown
        return transact(() => takeEach(arrivals, (arrival) => guarded(arrival, take)))
      }
    },

    /** Judges a kept delivery anew, now that its signature holds or its kind is known. */
    rejudge(deliveryId: number, arrival: Arrival): Ingested {
      refusalRoom.forget()
      return transact(() => guarded(arrival, (one) => retake(deliveryId, one)))
    },
  }
}
export type Ingest = ReturnType<typeof createIngest>

function isHeldBack({ verdict }: KnownDelivery): boolean {
  return verdict === 'stale' || verdict === 'unsupported'
}

function withoutFacts(arrival: Arrival, thrown: unknown): Arrival {
  const detail = thrown instanceof Error ? thrown.name : 'unknown'
  const rejected: Arrival['rejected'] = [{ position: 0, reason: 'apply-failed', detail }]
  return { ...arrival, verdict: 'quarantined', reason: 'apply-failed', facts: [], rejected }
}

const topicOf: Record<Fact['kind'], Topic> = { 'call-event': 'calls', cdr: 'calls', 'number-status': 'numbers', sms: 'sms' }

function verdictOf({ rejected, facts, reason }: Arrival, news: boolean): { verdict: Verdict; reason: DeliveryReason | null } {
  if (rejected.length > 0) return { verdict: facts.length > 0 ? 'partial' : 'quarantined', reason: rejected[0]?.reason ?? null }
  return { verdict: news ? 'accepted' : 'duplicate', reason }
}
