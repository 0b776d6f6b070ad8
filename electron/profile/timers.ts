/** Clock and timers, passed in so that tests need not wait. */
export interface Timers {
  /** Milliseconds since 1970. It may step back when the machine's clock is set. */
  now: () => number
  /** @returns what stops it */
  after: (ms: number, work: () => void) => () => void
}

export const systemTimers: Timers = {
  now: () => Date.now(),
  after: (ms, work) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
}
