import { secondMs } from '../../shared/domain/time.ts'
import type { BookedAxyb, BookedYb, Settings } from './booked-binding.ts'
import { pickNumber, type AreaWish } from './number-pool.ts'
import type { Platform } from './platform.ts'
import type { SimulatedApp } from './world.ts'

/** AX relations one Y may serve, each only once (api.md §6). */
export const relationsPerY = 1_000

/**
 * Binds a YB part to its AX part: by request, or by the platform itself at the first call from B to X.
 * @param wish absent: any Y, one of the X's own city first
 * @param settings as sent, by wire name; without `duration` the AX part's `ybDuration` counts, whose 0 is "with AX"
 * @returns null when no Y is left (8031 at call time)
 */
export function bindYb(
  platform: Platform,
  app: SimulatedApp,
  ax: BookedAxyb,
  b: string,
  wish?: AreaWish,
  settings: Settings = {},
): BookedYb | null {
  const book = platform.bookOf(app)
  const ownArea = app.xNumbers.find(({ number }) => number === ax.x)?.areaCode ?? ''
  const y = pickNumber(platform, app, wish ?? { areaCode: ownArea, strict: false }, {
    isFree: (number) => book.countOnX(number) === 0 && book.countOnY(number) < relationsPerY && ax.pairs.every((pair) => pair.y !== number),
    // Where there is a choice, none on which A stands already: whom A reaches by dialling Y would not be clear.
    loadOf: (number) => book.countOnY(number) + (book.onY(number).some(({ a }) => a === ax.a) ? relationsPerY : 0),
  })
  if (y === null) return null
  const now = platform.now()
  const seconds = [settings.duration, ax.settings.ybDuration].find((given) => typeof given === 'number')
  const pair: BookedYb = { y: y.number, b, settings, changedAt: now, expiresAt: seconds ? now + seconds * secondMs : null }
  book.put({ ...ax, pairs: [...ax.pairs, pair] })
  return pair
}
