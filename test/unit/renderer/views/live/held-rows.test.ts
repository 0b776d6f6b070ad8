import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aLiveCallRow } from '../../../../builders/live-call-row.ts'
import type { LiveCalls } from '../../../../../shared/ipc/live.ts'
import { anchored, held, noRows, realigned, settled, type HeldRows } from '../../../../../renderer/views/live/held-rows.ts'
import { seed } from '../../../../support/seed.ts'

/** A read of the rows with these ids, newest (greatest) first. */
function read(ids: readonly number[], offset = 0, limit = ids.length): LiveCalls {
  const rows = ids.slice(offset, offset + limit).map(aLiveCallRow)
  return { rows, offset, total: ids.length, counts: { 'ringing-in': 0, routing: 0, ringing: 0, talking: 0, overdue: 0 }, xNumbers: [] }
}

const start = (ids: readonly number[]) => settled(noRows, read(ids))
const idAt = (view: HeldRows, slot: number) => view.rows[slot - view.first]?.id

describe('settled rows', () => {
  it('follow the read and let new ones fade in', () => {
    const view = settled(start([5, 4, 3]), read([7, 6, 5, 4]))
    expect(view.rows.map(({ id }) => id)).toEqual([7, 6, 5, 4])
    expect([...view.fresh]).toEqual([7, 6])
  })

  it('do not fade in as a whole at the first read', () => {
    expect(start([5, 4, 3]).fresh.size).toBe(0)
  })
})

describe('held rows', () => {
  it('stay in their slots while new calls wait', () => {
    const view = held(start([5, 4, 3]), read([7, 6, 5, 4, 3]), 0)
    expect(view.rows.map(({ id }) => id)).toEqual([5, 4, 3])
    expect(view).toMatchObject({ first: 0, waiting: 2 })
  })

  it('keep a call that ended, and say so', () => {
    const view = held(start([5, 4, 3]), read([5, 3]), 0)
    expect(view.rows.map(({ id }) => id)).toEqual([5, 4, 3])
    expect([...view.gone]).toEqual([4])
  })

  it('say it of the first and the last one too', () => {
    expect([...held(start([5, 4, 3]), read([4]), 0).gone]).toEqual([5, 3])
    expect([...held(start([5]), read([]), 0).gone]).toEqual([5])
  })

  it('do not call ended what only lies outside the window that was read', () => {
    const view = held(start([9, 8, 7, 6, 5]), read([9, 8, 7, 6, 5], 1, 2), 1)
    expect(view.gone.size).toBe(0)
  })

  it('never move any row, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40)), fc.array(fc.nat(40)), fc.nat(40), (before, after, slot) => {
        const newestFirst = (ids: number[]) => [...new Set(ids)].sort((a, b) => b - a)
        const view = start(newestFirst(before))
        fc.pre(view.rows.length > 0)
        const next = held(view, read(newestFirst(after)), slot)
        expect(next.rows.map(({ id }) => id)).toEqual(view.rows.map(({ id }) => id))
        expect(next.first).toBe(view.first)
        expect([...next.gone].sort()).toEqual(
          view.rows
            .map(({ id }) => id)
            .filter((id) => !after.includes(id))
            .sort(),
        )
      }),
      { seed },
    )
  })
})

describe('anchored rows', () => {
  it('keep the anchor in its slot when calls arrive above it', () => {
    const view = anchored(start([5, 4, 3, 2, 1]), read([7, 6, 5, 4, 3, 2, 1]), 2)
    expect(idAt(view, 2)).toBe(3)
    expect(view).toMatchObject({ drift: 2, slots: 5, waiting: 2 })
  })

  it('hold on to the nearest neighbour when the anchor ended', () => {
    const view = anchored(start([5, 4, 3, 2, 1]), read([5, 4, 2, 1]), 2)
    expect(idAt(view, 3)).toBe(2)
  })

  it('keep the anchor of a random table in a random change, and every row number right', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(60), { minLength: 1 }), fc.array(fc.nat(60)), fc.nat(30), (ids, changes, pick) => {
        const before = [...ids].sort((a, b) => b - a)
        const slot = pick % before.length
        const anchor = before[slot] as number
        const after = [
          ...new Set([...before.filter((id) => id === anchor || !changes.includes(id)), ...changes.map((id) => id + 61)]),
        ].sort((a, b) => b - a)
        const view = anchored(start(before), read(after), slot)
        expect(idAt(view, slot)).toBe(anchor)
        for (const [index, id] of after.entries()) expect(idAt(view, index - view.drift)).toBe(id)
        const { rows, by } = realigned(view)
        expect(idAt(rows, slot + by)).toBe(anchor)
        expect(rows).toMatchObject({ drift: 0, slots: after.length, first: 0 })
      }),
      { seed },
    )
  })
})
