/** So many requests of one app in so long a time, looking back from each one. The platform's own figures are not published (api.md §1.2). */
export interface FlowLimit {
  requests: number
  /** Real milliseconds: who is held back waits in real time, whatever the speed of the simulation. */
  perMs: number
}

/** Out of the way of everything but a runaway loop. */
export const generousFlow: FlowLimit = { requests: 6_000, perMs: 60_000 }

export interface FlowControl {
  /** Counts a request and says whether it may pass; one that may not is not counted. */
  admits(appKey: string): boolean
}

/** @param clock real epoch ms; @param limit null = none */
export function makeFlowControl(limit: FlowLimit | null, clock: () => number): FlowControl {
  const admitted = new Map<string, number[]>()
  return {
    admits(appKey) {
      if (limit === null) return true
      const now = clock()
      const times = admitted.get(appKey) ?? []
      admitted.set(appKey, times)
      // Never longer than the limit, so the oldest ones alone have to be looked at.
      while (times[0] !== undefined && times[0] <= now - limit.perMs) times.shift()
      if (times.length >= limit.requests) return false
      times.push(now)
      return true
    },
  }
}
