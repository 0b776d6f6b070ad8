import type { Fact } from '../../../shared/domain/fact.ts'
import { startOfAccountDay } from '../../../shared/domain/time.ts'
import type { Writer } from '../../store/connection.ts'
import { xNumberStatements, type KnownXNumber } from '../../store/x-numbers.ts'
import type { Origin } from '../origin.ts'

/** Numbers last met. Real accounts have far fewer. */
const maxKnown = 65_536

interface Sighting {
  number: string
  /** The platform's time; null where it told none. */
  at: number | null
  areaCode: string | null
}

/**
 * Every record that names X adds to what is known of it, whether or not another stands in its place, and of two cities the greater text
 * stays: any order gives one answer. The caller shown on leg 2 does not count, it may be a person's number (api.md §3.1).
 */
function sightingIn(fact: Fact): Sighting | null {
  switch (fact.kind) {
    case 'cdr': {
      const { xNumber, callInAt, endedAt, failedAt, areaCode } = fact.cdr
      return xNumber === null ? null : { number: xNumber, at: callInAt ?? endedAt ?? failedAt, areaCode }
    }
    case 'call-event': {
      const { type, calledNumber, at } = fact.event
      return type !== 'callin' || calledNumber === null ? null : { number: calledNumber, at, areaCode: null }
    }
    case 'sms':
      return fact.sms.xNumber === null ? null : { number: fact.sms.xNumber, at: fact.sms.at, areaCode: null }
    case 'number-status':
      return { number: fact.report.number, at: null, areaCode: null }
  }
}

/**
 * Keeps which X numbers there are and whose they are. Evidence counts by the account day, so that a number costs one write a day and
 * not one for each call. The memory mirrors the table; whoever rolls back must say so with `forget`.
 */
export function createXNumberApplier(writer: Writer) {
  const statements = xNumberStatements(writer)
  const known = new Map<string, KnownXNumber>()

  function recall(number: string): KnownXNumber | null {
    const hit = known.get(number)
    if (hit !== undefined) return hit
    const found = statements.find(number)
    if (found !== null) remember(number, found)
    return found
  }

  function remember(number: string, entry: KnownXNumber): void {
    if (known.size >= maxKnown) known.clear()
    known.set(number, entry)
  }

  return {
    /** @returns whether anything changed that anybody sees: a new number, another app, another city */
    note(fact: Fact, { appId, receivedAt }: Origin): boolean {
      const seen = sightingIn(fact)
      if (seen === null) return false
      // A time ahead of ours would outrank every true one for as long.
      const evidenceAt = startOfAccountDay(Math.min(seen.at ?? receivedAt, receivedAt))
      const before = recall(seen.number)
      if (before === null) {
        const first = { appId, evidenceAt, areaCode: seen.areaCode }
        statements.insert(seen.number, first)
        remember(seen.number, first)
        return true
      }
      const weighsMore = evidenceAt > before.evidenceAt || (evidenceAt === before.evidenceAt && appId > before.appId)
      const tellsCity = seen.areaCode !== null && seen.areaCode > (before.areaCode ?? '')
      if (!weighsMore && !tellsCity) return false
      if (weighsMore) statements.assign(seen.number, { appId, evidenceAt })
      if (tellsCity) statements.place(seen.number, seen.areaCode ?? '')
      remember(seen.number, {
        ...(weighsMore ? { appId, evidenceAt } : { appId: before.appId, evidenceAt: before.evidenceAt }),
        areaCode: tellsCity ? seen.areaCode : before.areaCode,
      })
      return tellsCity || (weighsMore && appId !== before.appId)
    },
    /** After any rollback. */
    forget: () => known.clear(),
  }
}
