import { setTimeout as sleep } from 'node:timers/promises'

/**
 * A clock for code that talks over real sockets: waits of up to a second pass by themselves, so that spacing requests costs nothing; longer
 * ones stand until the test lets them pass.
 */
export interface ClientTime {
  now(): number
  after(ms: number, work: () => void): () => void
  /** Waits until somebody waits for this long, then lets it pass. */
  pass(ms: number): Promise<void>
  /** Moves the clock; what falls due runs. */
  advance(ms: number): void
  /** How long what is standing still has to wait, shortest first. */
  standing(): number[]
}

const shortMs = 1_000

export function makeClientTime(startAt = Date.UTC(2026, 2, 1, 2, 0, 0)): ClientTime {
  let now = startAt
  const timers = new Set<{ due: number; work: () => void }>()

  const advance = (ms: number): void => {
    now += ms
    for (const timer of [...timers].filter(({ due }) => due <= now).sort((a, b) => a.due - b.due)) {
      if (timers.delete(timer)) timer.work()
    }
  }
  const standing = () => [...timers].map(({ due }) => due - now).sort((a, b) => a - b)

  return {
    now: () => now,
    after(ms, work) {
      const timer = { due: now + ms, work }
      timers.add(timer)
      if (ms <= shortMs) setImmediate(() => timers.has(timer) && advance(Math.max(0, timer.due - now)))
      return () => timers.delete(timer)
    },
    async pass(ms) {
      const near = () => standing().find((left) => left <= ms && left > ms - 2 * shortMs)
      for (let tries = 0; near() === undefined; tries += 1) {
        if (tries > 1_000) throw new Error(`nobody waits for ${ms} ms; standing: ${standing().join(', ')}`)
        await sleep(5)
      }
      advance(near() ?? 0)
    },
    advance,
    standing,
  }
}
