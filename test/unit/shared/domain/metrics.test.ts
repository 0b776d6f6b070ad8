import { describe, expect, it } from 'vitest'
import { percentile, ratioOf } from '../../../../shared/domain/metrics.ts'

describe('ratioOf', () => {
  it('is null where there is nothing to divide by, which is not 0 %', () => {
    expect(ratioOf({ part: 0, n: 0 })).toBeNull()
    expect(ratioOf({ part: 0, n: 4 })).toBe(0)
    expect(ratioOf({ part: 3, n: 4 })).toBe(0.75)
  })
})

describe('percentile', () => {
  it('is the nearest rank', () => {
    const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    expect([0, 0.5, 0.9, 0.95, 1].map((p) => percentile(ten, p))).toEqual([1, 5, 9, 10, 10])
    expect(percentile([7], 0.5)).toBe(7)
    expect(percentile([], 0.5)).toBeNull()
  })
})
