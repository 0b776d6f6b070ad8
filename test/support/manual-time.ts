import type { Environment } from '../../electron/simulator/environment.ts'

/** A clock that stands still until it is told to go on, for code that takes an environment. */
export interface ManualTime extends Environment {
  /** Goes on to each timer in turn and to the end; before and after each, `settled` is awaited for what runs outside. */
  advance(ms: number, settled: () => Promise<void>): Promise<void>
}

export function makeManualTime(now = 0): ManualTime {
  const timers = new Set<{ due: number; run: () => void }>()
  let nonces = 0
  return {
    clock: () => now,
    nonce: () => `n${(nonces += 1)}`,
    timers: {
      start(run, ms) {
        const timer = { due: now + ms, run }
        timers.add(timer)
        return { stop: () => timers.delete(timer) }
      },
    },
    async advance(ms, settled) {
      const end = now + ms
      for (;;) {
        await settled()
        const next = [...timers].sort((a, b) => a.due - b.due)[0]
        if (next === undefined || next.due > end) break
        timers.delete(next)
        now = Math.max(now, next.due)
        next.run()
      }
      now = end
    },
  }
}
