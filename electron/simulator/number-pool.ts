import { findCity } from '../../shared/codes/area-codes.ts'
import { pairsPerX, type BindingBook } from './binding-book.ts'
import type { SimulatedApp, XNumber } from './world.ts'

/** What the platform goes by when it picks an X itself (rules.md §4). */
export interface AreaWish {
  areaCode: string
  /** Only this area; else the same province, else any X of the app. */
  strict: boolean
}

/** A free X for this pair: the one with the fewest pairs, so that the load spreads; null when there is none. */
export function pickX(app: SimulatedApp, book: BindingBook, wish: AreaWish, a: string, b: string): XNumber | null {
  const free = app.xNumbers.filter(({ number }) => book.onX(number).length < pairsPerX && !book.holds(number, a) && !book.holds(number, b))
  const inArea = free.filter(({ areaCode }) => areaCode === wish.areaCode)
  if (inArea.length > 0 || wish.strict) return leastUsed(inArea, book)
  const province = findCity(wish.areaCode)?.provinceEn
  const inProvince = free.filter((x) => x.province === province)
  return leastUsed(inProvince.length > 0 ? inProvince : free, book)
}

function leastUsed(numbers: readonly XNumber[], book: BindingBook): XNumber | null {
  return numbers.reduce<XNumber | null>(
    (best, x) => (best === null || book.onX(x.number).length < book.onX(best.number).length ? x : best),
    null,
  )
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
