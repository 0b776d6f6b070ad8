import { randomUUID } from 'node:crypto'

/** What the simulator takes from the machine; tests give their own. */
export interface Environment {
  /** Real time, epoch ms: `Created` of a push and the pace of simulated time. */
  clock(): number
  timers: Timers
  /** 1-128 letters and digits, never the same twice (api.md §1.1). */
  nonce(): string
}

export interface Timers {
  /** Runs once after `ms`; never before this call has returned. */
  start(run: () => void, ms: number): Timer
}

export interface Timer {
  stop(): void
}

export const systemEnvironment: Environment = {
  clock: Date.now,
  timers: {
    start(run, ms) {
      const handle = setTimeout(run, ms)
      return { stop: () => clearTimeout(handle) }
    },
  },
  nonce: () => randomUUID().replaceAll('-', ''),
}
