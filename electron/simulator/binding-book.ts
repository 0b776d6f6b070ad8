import { secondMs } from '../../shared/domain/time.ts'
import { makeHeap } from './heap.ts'

/** A binding as the platform keeps it; what was never set is absent. */
export interface BookedBinding {
  subscriptionId: string
  x: string
  a: string
  b: string
  settings: BindingSettings
  /** Simulated epoch ms; null = never. */
  expiresAt: number | null
}

export interface BindingSettings {
  callDirection: number
  duration: number
  maxDuration: number
  [setting: string]: unknown
}

/** Pairs one X may carry (api.md §2). */
export const pairsPerX = 5_000

/** The bindings of one app. Expired ones vanish at their instant, without a word (rules.md §3). */
export interface BindingBook {
  find(subscriptionId: string): BookedBinding | undefined
  /** In the order they were made. */
  onX(x: string): readonly BookedBinding[]
  /** Whether a user number stands on an X, as A or as B. @param except a binding that does not count */
  holds(x: string, userNumber: string, except?: string): boolean
  /** Adds, or replaces the one with the same id. The duration counts from now. */
  put(binding: Omit<BookedBinding, 'expiresAt'>): void
  /** Changes without touching the countdown. */
  amend(binding: BookedBinding): void
  remove(subscriptionId: string): void
}

/** @param now simulated epoch ms */
export function makeBindingBook(now: () => number): BindingBook {
  const byId = new Map<string, BookedBinding>()
  const byX = new Map<string, Map<string, BookedBinding>>()
  const users = new Map<string, string>()
  const expiries = makeHeap<string>()

  const take = (binding: BookedBinding): void => {
    byId.delete(binding.subscriptionId)
    byX.get(binding.x)?.delete(binding.subscriptionId)
    users.delete(`${binding.x} ${binding.a}`)
    users.delete(`${binding.x} ${binding.b}`)
  }
  const keep = (binding: BookedBinding): void => {
    const earlier = byId.get(binding.subscriptionId)
    if (earlier) take(earlier)
    byId.set(binding.subscriptionId, binding)
    const onX = byX.get(binding.x) ?? new Map<string, BookedBinding>()
    byX.set(binding.x, onX.set(binding.subscriptionId, binding))
    users.set(`${binding.x} ${binding.a}`, binding.subscriptionId)
    users.set(`${binding.x} ${binding.b}`, binding.subscriptionId)
  }
  const expire = (): void => {
    for (let next = expiries.peek(); next !== undefined && next.key <= now(); next = expiries.peek()) {
      const binding = byId.get(next.item)
      // The countdown may have been restarted since (api.md §2.2).
      if (binding && binding.expiresAt !== null && binding.expiresAt <= now()) take(binding)
      expiries.take()
    }
  }

  return {
    find(subscriptionId) {
      expire()
      return byId.get(subscriptionId)
    },
    onX(x) {
      expire()
      return [...(byX.get(x)?.values() ?? [])]
    },
    holds(x, userNumber, except) {
      expire()
      const holder = users.get(`${x} ${userNumber}`)
      return holder !== undefined && holder !== except
    },
    put(binding) {
      const { duration } = binding.settings
      const expiresAt = duration > 0 ? now() + duration * secondMs : null
      keep({ ...binding, expiresAt })
      if (expiresAt !== null) expiries.add(expiresAt, binding.subscriptionId)
    },
    amend: keep,
    remove(subscriptionId) {
      const binding = byId.get(subscriptionId)
      if (binding) take(binding)
    },
  }
}
