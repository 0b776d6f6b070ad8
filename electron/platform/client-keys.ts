import { minuteMs } from '../../shared/domain/time.ts'
import { AppError } from '../../shared/errors.ts'
import type { AskOptions } from './platform-api.ts'

/** Reading back by itself leaves the platform alone this long after every secret was refused: failures get our address shut out. */
const restMs = 10 * minuteMs

/** An app's secrets: one, or two while one is being rotated, the newest first. */
export interface KeyRing {
  /**
   * The secret to sign with, and another to try should the first be refused: what worked last goes first.
   * @throws AppError `credentials` when there is none, or when all were refused a short while ago and nobody waits
   */
  choose(priority: NonNullable<AskOptions['priority']>): [first: string, second?: string]
  /** Runs a try with a secret and learns from it. */
  watch<T>(secret: string, run: () => Promise<T>): Promise<T>
  /** The platform names no code for a wrong digest; `Invalid app_key`, or a 401 of any kind, is the nearest (errors.md §2). */
  isRefusal(error: unknown): boolean
}

export function makeKeyRing(secrets: () => readonly string[], now: () => number): KeyRing {
  let works: string | null = null
  /** Secret → when it was refused, epoch ms. */
  const refusals = new Map<string, number>()

  const isRefusal = (error: unknown): boolean =>
    error instanceof AppError &&
    error.code === 'credentials' &&
    (error.platformCode === '1010003' || (error.details?.['status'] === 401 && !error.platformCode?.startsWith('1023')))

  const isResting = (secret: string): boolean => {
    const at = refusals.get(secret)
    return at !== undefined && Math.abs(now() - at) < restMs
  }

  return {
    isRefusal,
    choose(priority) {
      const known = secrets()
      for (const secret of refusals.keys()) if (!known.includes(secret)) refusals.delete(secret)
      const fresh = known.filter((secret) => !isResting(secret))
      // What worked until now and is refused has been rotated away: then the other may well be right though it was not before.
      if (works !== null && known.includes(works)) return pair(works, known)
      const [first] = fresh
      if (first !== undefined) return pair(first, fresh)
      const [newest] = known
      if (newest === undefined) {
        throw new AppError('credentials', 'no secret of this app is at hand', {
          details: { reason: 'no-secret', outcome: 'not-sent', concerns: 'app' },
        })
      }
      if (priority === 'interactive') return [newest]
      throw new AppError('credentials', 'every secret of this app was refused a short while ago', {
        details: { reason: 'secret-refused', outcome: 'not-sent', concerns: 'app' },
      })
    },
    async watch(secret, run) {
      try {
        const value = await run()
        works = secret
        refusals.delete(secret)
        return value
      } catch (error) {
        if (isRefusal(error)) {
          refusals.set(secret, now())
          if (works === secret) works = null
        } else if (error instanceof AppError && error.details?.['concerns'] === 'request') {
          works = secret
          refusals.delete(secret)
        }
        throw error
      }
    },
  }
}

function pair(first: string, all: readonly string[]): [string, string?] {
  const second = all.find((secret) => secret !== first)
  return second === undefined ? [first] : [first, second]
}
