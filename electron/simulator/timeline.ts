import type { Environment, Timer } from './environment.ts'
import { makeHeap } from './heap.ts'

/** Simulated time, and what is to be done in it. */
export interface Timeline {
  /** Simulated epoch ms. */
  now(): number
  /** Runs at a simulated instant, or as soon as possible when that has passed. In order of `at`, then of asking. */
  at(at: number, run: () => void): void
  /** Nothing is left to do. */
  isEmpty(): boolean
  stop(): void
}

/** Node runs a timer of more than 2^31 ms at once; nothing here needs to sleep longer than this. */
const longestSleepMs = 60_000
/** After a laptop has slept, hours are due at once: others get their turn in between. */
const tasksPerTurn = 200

/** @param speed simulated seconds per real second */
export function makeTimeline({ clock, timers }: Environment, startAt: number, speed: number): Timeline {
  const beganAt = clock()
  const tasks = makeHeap<() => void>()
  let timer: { due: number; handle: Timer } | null = null
  let running = false
  let stopped = false

  const now = () => startAt + (clock() - beganAt) * speed

  const arm = (): void => {
    const next = tasks.peek()
    if (stopped || running || next === undefined) return
    if (timer !== null) {
      if (timer.due <= next.key) return
      timer.handle.stop()
    }
    const sleepMs = Math.min(longestSleepMs, Math.max(0, Math.ceil((next.key - now()) / speed)))
    timer = { due: next.key, handle: timers.start(runDue, sleepMs) }
  }

  const runDue = (): void => {
    timer = null
    running = true
    for (let count = 0; count < tasksPerTurn; count += 1) {
      const next = tasks.peek()
      if (stopped || next === undefined || next.key > now()) break
      tasks.take()?.()
    }
    running = false
    arm()
  }

  return {
    now,
    at(at, run) {
      tasks.add(at, run)
      arm()
    },
    isEmpty: () => tasks.size === 0,
    stop() {
      stopped = true
      timer?.handle.stop()
      timer = null
    },
  }
}
