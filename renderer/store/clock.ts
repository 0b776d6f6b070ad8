/** Time as the store sees it, passed in so that tests can turn it. */
export interface Clock {
  now(): number
  /** Calls back once; the returned function cancels. */
  after(ms: number, callback: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}
