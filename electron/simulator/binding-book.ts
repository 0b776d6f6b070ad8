import { makeHeap } from './heap.ts'
import { afterEnds, endsOf, keysOf, type BookedBinding } from './booked-binding.ts'

/** The bindings of one app. Expired ones vanish at their instant, without a word (rules.md §3). Lists are in the order they were made. */
export interface BindingBook {
  find(subscriptionId: string): BookedBinding | undefined
  onX(x: string): readonly BookedBinding[]
  countOnX(x: string): number
  /** Those a user number stands in on an X: A or B of AXB, A otherwise. AXB and AXE have at most one. */
  ofUser(x: string, userNumber: string): readonly BookedBinding[]
  /** As A, on any X. */
  ofA(a: string): readonly BookedBinding[]
  /** AXE. */
  ofExtension(x: string, extension: string): BookedBinding | undefined
  /** AXYB: those that have a YB part on this Y. */
  onY(y: string): readonly BookedBinding[]
  countOnY(y: string): number
  all(): readonly BookedBinding[]
  /** Adds, or replaces the one with the same id. */
  put(binding: BookedBinding): void
  remove(subscriptionId: string): void
}

/** @param now simulated epoch ms */
export function makeBindingBook(now: () => number): BindingBook {
  const byId = new Map<string, BookedBinding>()
  const index = new Map<string, Map<string, BookedBinding>>()
  const ends = makeHeap<string>()

  const take = (binding: BookedBinding, keys: readonly string[]): void => {
    for (const key of keys) {
      const under = index.get(key)
      under?.delete(binding.subscriptionId)
      if (under?.size === 0) index.delete(key)
    }
  }
  const remove = (subscriptionId: string): void => {
    const binding = byId.get(subscriptionId)
    if (!binding) return
    byId.delete(subscriptionId)
    take(binding, keysOf(binding))
  }
  const keep = (binding: BookedBinding): void => {
    const keys = keysOf(binding)
    const earlier = byId.get(binding.subscriptionId)
    // What stays under a key keeps its place there: pages of a query must not shift when something is changed.
    if (earlier)
      take(
        earlier,
        keysOf(earlier).filter((key) => !keys.includes(key)),
      )
    byId.set(binding.subscriptionId, binding)
    for (const key of keys) {
      const under = index.get(key) ?? new Map<string, BookedBinding>()
      index.set(key, under.set(binding.subscriptionId, binding))
    }
  }
  const expire = (): void => {
    for (let next = ends.peek(); next !== undefined && next.key <= now(); next = ends.peek()) {
      ends.take()
      const binding = byId.get(next.item)
      // The countdown may have been restarted since (api.md §2.2), so the end is asked again.
      const left = binding && afterEnds(binding, now())
      if (left === null) remove(next.item)
      else if (left && left !== binding) keep(left)
    }
  }
  const under = (key: string): readonly BookedBinding[] => {
    expire()
    return [...(index.get(key)?.values() ?? [])]
  }
  const count = (key: string): number => {
    expire()
    return index.get(key)?.size ?? 0
  }

  return {
    find(subscriptionId) {
      expire()
      return byId.get(subscriptionId)
    },
    onX: (x) => under(`x ${x}`),
    countOnX: (x) => count(`x ${x}`),
    countOnY: (y) => count(`y ${y}`),
    ofUser: (x, userNumber) => under(`user ${x} ${userNumber}`),
    ofA: (a) => under(`a ${a}`),
    ofExtension: (x, extension) => under(`extension ${x} ${extension}`)[0],
    onY: (y) => under(`y ${y}`),
    all() {
      expire()
      return [...byId.values()]
    },
    put(binding) {
      keep(binding)
      for (const end of endsOf(binding)) ends.add(end, binding.subscriptionId)
    },
    remove,
  }
}
