import { AppError } from '../../shared/errors.ts'
import type { ClientTimers, Pace } from './client-turns.ts'
import type { ApiHealth } from './platform-api.ts'

interface Options {
  timers: ClientTimers
  pace(): Pace
  onHealth(health: ApiHealth): void
}

/** Keeps how calling goes for one app, and tells when that changes. */
export interface HealthKeeper {
  good(): void
  /** A refusal of one request says that all is well; what any request would meet does not. */
  judge(error: unknown): void
  now(): ApiHealth
  close(): void
}

export function makeHealthKeeper({ timers, pace, onHealth }: Options): HealthKeeper {
  let lastOkAt: number | null = null
  let lastError: AppError | null = null
  let told = ''
  let stopTimer: (() => void) | null = null

  const now = (): ApiHealth => {
    const { state, until } = pace()
    const unhurried = lastError !== null ? 'failing' : lastOkAt !== null ? 'ok' : 'idle'
    return { state: state === 'free' ? unhurried : state, lastOkAt, error: lastError, until }
  }

  const tell = (): void => {
    const health = now()
    const { state, until, error } = health
    stopTimer?.()
    stopTimer = until === null ? null : timers.after(Math.max(1, until - timers.now()), tell)
    const news = JSON.stringify([state, until, error?.code, error?.platformCode, error?.details])
    if (news === told) return
    told = news
    onHealth(health)
  }

  const good = (): void => {
    lastOkAt = timers.now()
    lastError = null
    tell()
  }

  return {
    good,
    judge(error) {
      if (!(error instanceof AppError) || error.code === 'cancelled') return
      if (error.details?.['concerns'] === 'request') {
        good()
        return
      }
      // Held back by ourselves while shut out: nothing new, and its waiting time differs each time.
      if (error.details?.['outcome'] === 'not-sent' && error.code === 'restricted') return
      lastError = error
      tell()
    },
    now,
    close() {
      stopTimer?.()
    },
  }
}
