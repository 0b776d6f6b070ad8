import type { RowWindow } from '../../store/live-slice.ts'

/** As many rows as one read may ask for. */
const mostRows = 200
const fewestRows = 60
/** Read anew when fewer rows than this lie ready on the side one scrolls to. */
const reserve = 24

/**
 * The window to read for the rows in sight, or null while the present one serves. At the top a small one: it is read up to
 * twenty times a second; scrolled, a large one, so that a fast wheel finds rows and not gaps.
 * @param from, to first and last row number in sight
 */
export function windowFor(from: number, to: number, total: number, present: RowWindow): RowWindow | null {
  const atTop = from <= fewestRows - (to - from + 1) - reserve
  const limit = atTop ? Math.max(fewestRows, Math.min(mostRows, to - from + 1 + reserve)) : mostRows
  const offset = atTop ? 0 : Math.max(0, Math.round((from + to) / 2) - mostRows / 2)
  const end = present.offset + present.limit
  const enough = present.offset <= Math.max(0, from - reserve) && end >= Math.min(total, to + 1 + reserve)
  const wasteful = atTop && present.limit > limit
  return enough && !wasteful ? null : { offset, limit }
}
