import { minuteMs, secondMs } from '../../shared/domain/time.ts'
import { AppError } from '../../shared/errors.ts'
import { givenUp } from './client-failure.ts'
import type { AskOptions } from './platform-api.ts'
import { flowControlPauseMs, shutOutMs } from './result-errors.ts'

/** Clock and timers, passed in. The clock may step back when the machine's is set. */
export interface ClientTimers {
  /** Epoch ms. */
  now(): number
  /** @returns what stops it */
  after(ms: number, work: () => void): () => void
}

/** That the platform has shut our address out; null = it has not, or no more. Shared by all who go out by the same address. */
export interface ShutOut {
  current: { until: number; error: AppError } | null
}

/** What the platform's flow control asked of an app, and when the next request may leave. It outlives the client that learned it. */
export interface FlowControl {
  nextAt: number
  pausedUntil: number
  slowed: { at: number; factor: number } | null
}

export function freeFlow(): FlowControl {
  return { nextAt: 0, pausedUntil: 0, slowed: null }
}

interface Options {
  timers: ClientTimers
  concurrency: number
  requestsPerSecond: number
  shutOut: ShutOut
  flow: FlowControl
}

export interface Pace {
  state: 'free' | 'paced' | 'blocked'
  /** Nothing is sent before it. */
  until: number | null
}

/** Whose turn it is to send: evenly spaced, few at a time, what a person waits for first. */
export interface Turns {
  /**
   * Waits for a turn. @returns what ends it, to be called once
   * @throws AppError `cancelled`; `restricted` while the platform has shut us out
   */
  take(options: AskOptions): Promise<() => void>
  /** After a flow control answer: a pause, then half the pace, which comes back by a tenth a minute. @param begunAt when the refused request began */
  slowDown(begunAt: number): void
  /** After 1020176. Everything that waits is given up. */
  shutOut(error: AppError): void
  pace(): Pace
  close(): void
}

interface Waiting {
  start(end: () => void): void
  giveUp(error: AppError): void
}

const slowest = 1 / 16
const recoveryPerMs = 0.1 / minuteMs

export function makeTurns({ timers, concurrency, requestsPerSecond, shutOut, flow }: Options): Turns {
  const queues: Record<NonNullable<AskOptions['priority']>, Set<Waiting>> = { interactive: new Set(), background: new Set() }
  let running = 0
  let closed = false
  let stopTimer: (() => void) | null = null

  const factor = (): number => {
    if (flow.slowed === null) return 1
    const recovered = flow.slowed.factor + Math.max(0, timers.now() - flow.slowed.at) * recoveryPerMs
    if (recovered >= 1) flow.slowed = null
    return Math.min(1, recovered)
  }
  const intervalMs = (): number => secondMs / (requestsPerSecond * factor())

  const pump = (): void => {
    stopTimer?.()
    stopTimer = null
    for (;;) {
      const next = first(queues.interactive) ?? first(queues.background)
      if (next === undefined) return
      const error = refusal()
      if (error !== null) {
        next.giveUp(error)
        continue
      }
      if (running >= concurrency) return
      const now = timers.now()
      // A clock that was set back must not make a wait longer than it was meant to be.
      flow.pausedUntil = Math.min(flow.pausedUntil, now + flowControlPauseMs)
      flow.nextAt = Math.min(flow.nextAt, now + intervalMs())
      const waitMs = Math.max(flow.pausedUntil, flow.nextAt) - now
      if (waitMs > 0) {
        stopTimer = timers.after(Math.ceil(waitMs), pump)
        return
      }
      flow.nextAt = Math.max(flow.nextAt, now) + intervalMs()
      running += 1
      next.start(() => {
        running -= 1
        pump()
      })
    }
  }

  const refusal = (): AppError | null => {
    if (closed) return new AppError('cancelled', 'the client is closed', { details: { outcome: 'not-sent' } })
    if (shutOut.current === null) return null
    shutOut.current.until = Math.min(shutOut.current.until, timers.now() + shutOutMs)
    const leftMs = shutOut.current.until - timers.now()
    if (leftMs > 0) return stillShutOut(shutOut.current.error, leftMs)
    shutOut.current = null
    return null
  }

  return {
    take({ signal, priority = 'interactive' }) {
      return new Promise((resolve, reject) => {
        const error = refusal() ?? (signal?.aborted ? givenUp(signal.reason, 'not-sent') : null)
        if (error !== null) {
          reject(error)
          return
        }
        const queue = queues[priority]
        const leave = (): void => {
          queue.delete(waiting)
          signal?.removeEventListener('abort', abort)
        }
        const waiting: Waiting = {
          start(end) {
            leave()
            resolve(end)
          },
          giveUp(reason) {
            leave()
            reject(reason)
          },
        }
        const abort = (): void => waiting.giveUp(givenUp(signal?.reason, 'not-sent'))
        signal?.addEventListener('abort', abort)
        queue.add(waiting)
        pump()
      })
    },
    slowDown(begunAt) {
      const now = timers.now()
      // Several that were under way together are refused together: that is one finding, not several.
      const isNew = begunAt > flow.pausedUntil - flowControlPauseMs
      if (isNew) flow.slowed = { at: now + flowControlPauseMs, factor: Math.max(slowest, factor() / 2) }
      flow.pausedUntil = now + flowControlPauseMs
      pump()
    },
    shutOut(error) {
      shutOut.current = { until: timers.now() + shutOutMs, error }
      pump()
    },
    pace() {
      const now = timers.now()
      if (refusal() !== null && shutOut.current !== null) return { state: 'blocked', until: shutOut.current.until }
      if (flow.pausedUntil > now) return { state: 'paced', until: flow.pausedUntil }
      return { state: factor() < 1 ? 'paced' : 'free', until: null }
    },
    close() {
      closed = true
      pump()
    },
  }
}

function first(queue: Set<Waiting>): Waiting | undefined {
  for (const waiting of queue) return waiting
  return undefined
}

function stillShutOut({ code, message, platformCode }: AppError, retryAfterMs: number): AppError {
  return new AppError(code, message, {
    ...(platformCode !== undefined && { platformCode }),
    retryAfterMs,
    details: { outcome: 'not-sent', concerns: 'app' },
  })
}
