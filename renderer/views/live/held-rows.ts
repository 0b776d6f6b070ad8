import type { LiveCallRow, LiveCalls } from '../../../shared/ipc/live.ts'

/**
 * What the table draws. The backend numbers rows from the newest; the table draws them in slots. While somebody points at the
 * table or has scrolled, rows keep their slots although newer calls arrive above: `drift` says how far the two have moved apart.
 */
export interface HeldRows {
  rows: readonly LiveCallRow[]
  /** Slot of the first row; may be negative, then newer rows wait above the top. */
  first: number
  /** Backend row number = slot + drift. */
  drift: number
  /** Slots of the whole table. */
  slots: number
  /** Calls that ended while held: still drawn, so that nothing moves under the pointer. */
  gone: ReadonlySet<number>
  /** Arrived with the latest read at the top of a table that was not held: they fade in. */
  fresh: ReadonlySet<number>
  /** New calls that wait until the table is let go. */
  waiting: number
}

const none: ReadonlySet<number> = new Set()

export const noRows: HeldRows = { rows: [], first: 0, drift: 0, slots: 0, gone: none, fresh: none, waiting: 0 }

/** Nobody points at the table and it is at its top: it shows what is there. */
export function settled(before: HeldRows, read: LiveCalls): HeldRows {
  const known = new Set(before.rows.map((row) => row.id))
  const fresh =
    before.rows.length === 0 || read.offset > 0 ? none : new Set(read.rows.filter((row) => !known.has(row.id)).map((row) => row.id))
  return { rows: read.rows, first: read.offset, drift: 0, slots: read.total, gone: none, fresh, waiting: 0 }
}

/** The table is scrolled: it takes the rows that are there now, and the anchor (or its nearest neighbour that is left) keeps its slot. */
export function anchored(before: HeldRows, read: LiveCalls, anchorSlot: number): HeldRows {
  const match = nearestMatch(before, read, anchorSlot)
  const first = match ? match.slot - match.index : read.offset - before.drift
  const drift = read.offset - first
  return { rows: read.rows, first, drift, slots: Math.max(0, read.total - drift), gone: none, fresh: none, waiting: Math.max(0, drift) }
}

/** Somebody points at the table: every row stays in its slot and only its content follows; what is new waits, what ended stays grey. */
export function held(before: HeldRows, read: LiveCalls, anchorSlot: number): HeldRows {
  const match = nearestMatch(before, read, anchorSlot)
  if (!match && before.rows.length === 0) return settled(before, read)
  if (!match) return { ...before, gone: new Set(before.rows.map((row) => row.id)), fresh: none, waiting: read.total }
  const now = new Map(read.rows.map((row, index) => [row.id, { row, index }]))
  const kept = before.rows.map((row) => now.get(row.id))
  const places = kept.flatMap((found, index) => (found ? [index] : []))
  const from = places[0] ?? 0
  const to = places.at(-1) ?? 0
  // Beyond the outermost rows found again nothing is known: they may just lie outside the window that was read.
  const endsInRead = read.offset + read.rows.length >= read.total
  const isGone = (index: number) => kept[index] === undefined && (index > from || read.offset === 0) && (index < to || endsInRead)
  const gone = new Set(
    before.rows.filter((row, index) => isGone(index) || (before.gone.has(row.id) && !now.has(row.id))).map((row) => row.id),
  )
  const known = new Set(before.rows.map((row) => row.id))
  const drift = read.offset + match.index - match.slot
  const goneAbove = before.rows.filter((row, index) => gone.has(row.id) && before.first + index < match.slot).length
  const inserted = read.rows.slice(match.index + 1, kept[to]?.index).filter((row) => !known.has(row.id)).length
  const waiting = Math.max(0, drift + goneAbove) + inserted
  return { ...before, rows: before.rows.map((row, index) => kept[index]?.row ?? row), drift, gone, fresh: none, waiting }
}

/** The same rows with slots and backend numbers made equal again; the caller moves the scroll position by `by` slots with it. */
export function realigned(rows: HeldRows): { rows: HeldRows; by: number } {
  const by = rows.drift
  return { rows: { ...rows, first: rows.first + by, drift: 0, slots: rows.slots + by, waiting: 0 }, by }
}

function nearestMatch(before: HeldRows, read: LiveCalls, anchorSlot: number): { slot: number; index: number } | null {
  const indexes = new Map(read.rows.map((row, index) => [row.id, index]))
  const start = Math.min(Math.max(anchorSlot - before.first, 0), Math.max(before.rows.length - 1, 0))
  for (let away = 0; away < before.rows.length; away++) {
    for (const place of [start + away, start - away]) {
      const row = before.rows[place]
      const index = row === undefined ? undefined : indexes.get(row.id)
      if (index !== undefined) return { slot: before.first + place, index }
    }
  }
  return null
}
