import { buildCall, standingEvent } from '../../../shared/domain/call.ts'
import type { CallEvent } from '../../../shared/domain/call-event.ts'
import { laterCdr, type Cdr } from '../../../shared/domain/cdr.ts'
import type { Fact as AnyFact } from '../../../shared/domain/fact.ts'
import { callStatements, type CallSources } from '../../store/calls.ts'
import type { Writer } from '../../store/connection.ts'
import type { Origin } from '../origin.ts'

/** What tells of a call. */
type Fact = Extract<AnyFact, { kind: 'call-event' | 'cdr' }>

interface Remembered extends CallSources {
  id: number
}

/** Calls last touched, so that the next event of a call need not read the others back. About 2 KiB each. */
const maxRemembered = 16_384

/**
 * Applies call facts: keeps the standing source records of a call and derives the call from all of them.
 * The memory mirrors the tables; whoever rolls back must say so with `forget`.
 */
export function createCallApplier(writer: Writer) {
  const statements = callStatements(writer)
  const remembered = new Map<string, Remembered>()

  function recall(key: string, origin: Origin, sessionId: string): Remembered | null {
    const hit = remembered.get(key)
    if (hit) return hit
    const id = statements.find(origin.appId, sessionId)
    return id === null ? null : { id, ...statements.sources(id, sessionId, origin.appKey) }
  }

  function remember(key: string, entry: Remembered): void {
    remembered.set(key, entry)
    if (remembered.size <= maxRemembered) return
    for (const oldest of remembered.keys()) {
      remembered.delete(oldest)
      if (remembered.size <= maxRemembered / 2) return
    }
  }

  return {
    /** @returns whether anything changed; a fact known already changes nothing */
    apply(fact: Fact, origin: Origin): boolean {
      const sessionId = fact.kind === 'cdr' ? fact.cdr.sessionId : fact.event.sessionId
      const key = `${origin.appId} ${sessionId}`
      const before = recall(key, origin, sessionId)
      const sources = merge(before ?? { events: [], cdrs: [] }, fact)
      if (sources === null) {
        if (before) remember(key, before)
        return false
      }
      const call = buildCall(origin.mode, sources.events, sources.cdrs)
      const id = before?.id ?? statements.insertCall(origin.appId, call)
      if (before) statements.updateCall(id, call)
      if (fact.kind === 'cdr') statements.putCdr(id, origin.deliveryId, origin.receivedAt, fact.cdr)
      else statements.putEvent(id, origin.deliveryId, origin.receivedAt, fact.event)
      remember(key, { id, ...sources })
      return true
    },
    /** After any rollback. */
    forget: () => remembered.clear(),
  }
}

/** The sources with the fact in them, or null where it was there already or another record stands in its place. */
function merge(sources: CallSources, fact: Fact): CallSources | null {
  if (fact.kind === 'cdr') {
    const cdrs = put(sources.cdrs, fact.cdr, (cdr) => cdr.cdrKey === fact.cdr.cdrKey, laterCdr)
    return cdrs && { events: sources.events, cdrs }
  }
  const events = put(sources.events, fact.event, (event) => event.type === fact.event.type, standingEvent)
  return events && { events, cdrs: sources.cdrs }
}

function put<T extends CallEvent | Cdr>(list: T[], one: T, same: (other: T) => boolean, standing: (a: T, b: T) => T): T[] | null {
  const index = list.findIndex(same)
  const current = list[index]
  if (current === undefined) return [...list, one]
  if (sameRecord(current, one) || standing(current, one) === current) return null
  return list.with(index, one)
}

function sameRecord<T extends CallEvent | Cdr>(a: T, b: T): boolean {
  const keys = Object.keys(a) as (keyof T)[]
  return keys.every((key) => a[key] === b[key])
}
