import { expect, it } from 'vitest'
import { sameRows } from '../../../../renderer/store/same-rows.ts'

it('keeps rows that did not change as the same objects, and the list when none did', () => {
  const before = [
    { id: 1, a: 'x' },
    { id: 2, a: 'y' },
  ]
  expect(sameRows(before, structuredClone(before))).toBe(before)
  const now = sameRows(before, [
    { id: 2, a: 'y' },
    { id: 1, a: 'z' },
  ])
  expect(now[0]).toBe(before[1])
  expect(now[1]).toEqual({ id: 1, a: 'z' })
})

it('tells rows apart by their own key where ids come from several tables', () => {
  const before = [
    { id: 1, type: 'sms' },
    { id: 1, type: 'cdr' },
  ]
  const keyOf = ({ id, type }: { id: number; type: string }) => `${type} ${id}`
  const now = sameRows(before, [{ id: 1, type: 'cdr' }], keyOf)
  expect(now[0]).toBe(before[1])
})
