import { describe, expect, it } from 'vitest'
import { windowFor } from '../../../../../renderer/views/live/row-window.ts'

describe('row window', () => {
  it('is small at the top', () => {
    expect(windowFor(0, 20, 5_000, { offset: 0, limit: 60 })).toBeNull()
    expect(windowFor(0, 20, 5_000, { offset: 0, limit: 200 })).toEqual({ offset: 0, limit: 60 })
  })

  it('is large and centred once scrolled', () => {
    expect(windowFor(1_000, 1_030, 5_000, { offset: 0, limit: 60 })).toEqual({ offset: 915, limit: 200 })
  })

  it('serves until the reserve on one side runs out', () => {
    const present = { offset: 915, limit: 200 }
    expect(windowFor(1_030, 1_060, 5_000, present)).toBeNull()
    expect(windowFor(1_070, 1_100, 5_000, present)).toEqual({ offset: 985, limit: 200 })
  })

  it('does not ask again at the end of the list', () => {
    expect(windowFor(4_970, 4_999, 5_000, { offset: 4_885, limit: 200 })).toBeNull()
  })

  it('covers a tall window at the top', () => {
    const wanted = windowFor(0, 70, 5_000, { offset: 0, limit: 60 })
    expect(wanted).toMatchObject({ offset: 0 })
    expect(wanted?.limit).toBeGreaterThanOrEqual(71)
    expect(wanted && windowFor(0, 70, 5_000, wanted)).toBeNull()
  })

  it('always comes to rest: the window it asks for is enough', () => {
    for (let from = 0; from < 400; from++) {
      const wanted = windowFor(from, from + 45, 450, { offset: 0, limit: 1 })
      expect(wanted && windowFor(from, from + 45, 450, wanted), `from ${from}`).toBeNull()
    }
  })
})
