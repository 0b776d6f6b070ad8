import type { Arrival } from './arrival.ts'

/**
 * Refused pushes are kept so that a wrong secret loses nothing, but anybody who knows the URL can have pushes refused. Beyond either
 * limit per app they are answered 401 and only counted: the platform comes again, the disk does not.
 */
export interface RefusalLimits {
  /** Arrivals kept, repeats included. */
  arrivals: number
  /** Of their bodies and heads, characters. */
  size: number
}
export const houseRefusalLimits: RefusalLimits = { arrivals: 20_000, size: 256 * 1024 * 1024 }

export interface KeptRefusals {
  arrivals: number
  size: number
}

/** @param kept reads from the journal what an app has kept so far */
export function createRefusalRoom(kept: (appId: number) => KeptRefusals, limits = houseRefusalLimits) {
  const used = new Map<number, KeptRefusals>()
  return {
    /** Takes room for one more; false when there is none. */
    take({ appId, body, head }: Pick<Arrival, 'appId' | 'body' | 'head'>): boolean {
      const sum = used.get(appId) ?? kept(appId)
      used.set(appId, sum)
      const size = body.length + head.length
      if (sum.arrivals >= limits.arrivals || sum.size + size > limits.size) return false
      sum.arrivals += 1
      sum.size += size
      return true
    },
    /** After any rollback, and when refused pushes were taken in after all. */
    forget: () => used.clear(),
  }
}
