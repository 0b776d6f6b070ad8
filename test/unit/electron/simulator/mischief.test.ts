import { describe, expect, it } from 'vitest'
import { mischiefs, pushTimes, type Mischief } from '../../../../electron/simulator/mischief.ts'
import { randomOf } from '../../../../electron/simulator/random.ts'

const dueAt = 1_000_000
const minuteMs = 60_000

function timesWith(...bad: Mischief[]): number[][] {
  return Array.from({ length: 5_000 }, (_, index) => pushTimes(dueAt, new Set(bad), randomOf(3, 'event', index)))
}

describe('pushTimes', () => {
  it('pushes once and in time when nothing is bad', () => {
    expect(timesWith().every((times) => times.length === 1 && times[0] === dueAt)).toBe(true)
  })

  it('loses some', () => {
    const lost = timesWith('lost').filter((times) => times.length === 0).length
    expect(lost).toBeGreaterThan(100)
    expect(lost).toBeLessThan(250)
  })

  it('doubles some, at once or hours later', () => {
    const gaps = timesWith('doubled').flatMap(([first = 0, second]) => (second === undefined ? [] : [second - first]))
    expect(gaps.length).toBeGreaterThan(400)
    expect(gaps.some((gap) => gap <= 2_000)).toBe(true)
    expect(gaps.some((gap) => gap > 60 * minuteMs)).toBe(true)
  })

  it('delays some by minutes to hours', () => {
    const late = timesWith('late').flatMap(([first = 0]) => (first > dueAt ? [first - dueAt] : []))
    expect(late.length).toBeGreaterThan(150)
    expect(Math.min(...late)).toBeGreaterThanOrEqual(2 * minuteMs)
    expect(Math.max(...late)).toBeGreaterThan(60 * minuteMs)
    expect(Math.max(...late)).toBeLessThanOrEqual(360 * minuteMs)
  })

  it('mixes the order by seconds', () => {
    const moved = timesWith('shuffled').flatMap(([first = 0]) => (first > dueAt ? [first - dueAt] : []))
    expect(moved.length).toBeGreaterThan(2_000)
    expect(Math.max(...moved)).toBeLessThanOrEqual(20_000)
  })

  it('loses the same pushes whatever else is switched on', () => {
    const lostOf = (list: number[][]) => list.map((times) => times.length === 0)
    expect(lostOf(timesWith(...mischiefs))).toEqual(lostOf(timesWith('lost')))
  })
})
