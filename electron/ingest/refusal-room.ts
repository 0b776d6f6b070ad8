import type { Arrival } from './arrival.ts'

/** Refused pushes of one app. */
export interface RefusalSum {
  /** Repeats included. */
  arrivals: number
  /** Of bodies and heads, characters. */
  size: number
}

/**
 * Refused pushes are kept so that a wrong secret loses nothing, but anybody who knows the URL can have pushes refused. Beyond either
 * limit per app they are answered 401 and only counted: the platform comes again, the disk does not.
 */
export const houseRefusalLimits: RefusalSum = { arrivals: 20_000, size: 256 * 1024 * 1024 }

/** @param kept reads from the journal what an app has kept so far */
export function createRefusalRoom(kept: (appId: number) => RefusalSum, limits = houseRefusalLimits) {
  const used = new Map<number, RefusalSum>()
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
