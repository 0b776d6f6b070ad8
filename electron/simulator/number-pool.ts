import { findCity } from '../../shared/codes/area-codes.ts'
import type { Platform } from './platform.ts'
import type { SimulatedApp, XNumber } from './world.ts'

/** What the platform goes by when it picks a number itself (rules.md §4). */
export interface AreaWish {
  areaCode: string
  /** Only this area; else the same province, else any number of the app. */
  strict: boolean
}

interface Candidates {
  /** What the mode asks of it besides being usable. */
  isFree(number: string): boolean
  /** How much it carries: the least used is taken, so that the load spreads. */
  loadOf(number: string): number
}

/** A number of the app to bind on; null when there is none. */
export function pickNumber({ state }: Platform, app: SimulatedApp, wish: AreaWish, { isFree, loadOf }: Candidates): XNumber | null {
  const free = app.xNumbers.filter(({ number }) => state.mayBind(number) && !state.isBlacklisted(number) && isFree(number))
  const leastUsed = (numbers: readonly XNumber[]): XNumber | null =>
    numbers.reduce<XNumber | null>((best, x) => (best === null || loadOf(x.number) < loadOf(best.number) ? x : best), null)

  const inArea = free.filter(({ areaCode }) => areaCode === wish.areaCode)
  if (inArea.length > 0 || wish.strict) return leastUsed(inArea)
  const province = findCity(wish.areaCode)?.provinceEn
  const inProvince = free.filter((x) => x.province === province)
  return leastUsed(inProvince.length > 0 ? inProvince : free)
}

/**
 * A's own area. A landline says it; which city a mobile number belongs to is in no public table, so its seventh digit and
 * those before it pick one of the app's cities: always the same one.
 */
export function areaOfUser(app: SimulatedApp, userNumber: string): string {
  const landline = /^\+86(10|2\d|[3-9]\d{2})\d{7,8}$/.exec(userNumber)
  if (landline) return `0${landline[1]}`
  const areas = [...new Set(app.xNumbers.map(({ areaCode }) => areaCode))]
  const segment = Number(userNumber.replace(/\D/g, '').slice(2, 9))
  return areas[segment % areas.length] ?? ''
}
