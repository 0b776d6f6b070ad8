import type { Clock } from '../../renderer/store/clock.ts'

export interface PageClock extends Clock {
  /** Lets time pass; what falls due runs in its turn, and promises settle between. */
  pass(ms: number): Promise<void>
}

/** The page's clock, turned by hand. */
export function createPageClock(start = 1_772_340_000_000): PageClock {
  let now = start
  const timers = new Set<{ due: number; run: () => void }>()
  // Answers of the test bridge take a few turns of the microtask queue.
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  return {
    now: () => now,
    after(ms, run) {
      const timer = { due: now + ms, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async pass(ms) {
      const end = now + ms
      for (;;) {
        await settle()
        const [next] = [...timers].sort((a, b) => a.due - b.due)
        if (!next || next.due > end) break
        timers.delete(next)
        now = Math.max(now, next.due)
        next.run()
      }
      now = end
      await settle()
    },
  }
}
