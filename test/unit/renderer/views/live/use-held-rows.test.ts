// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react'
import type { PointerEvent } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useHeldRows } from '../../../../../renderer/views/live/use-held-rows.ts'
import { aLiveCallRow } from '../../../../builders/live-call-row.ts'
import type { LiveCalls } from '../../../../../shared/ipc/live.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const readOf = (...ids: number[]): LiveCalls => ({
  rows: ids.map(aLiveCallRow),
  offset: 0,
  total: ids.length,
  counts: { 'ringing-in': 0, routing: 0, ringing: 0, talking: ids.length, overdue: 0 },
  xNumbers: [],
})

function at(clientX: number): PointerEvent {
  const currentTarget = document.createElement('div')
  return { clientX, clientY: 100, currentTarget } as Partial<PointerEvent> as PointerEvent
}

const table = () => renderHook(({ read }) => useHeldRows(read, ''), { initialProps: { read: readOf(2, 1) } })
const ids = (hook: ReturnType<typeof table>) => hook.result.current.view.rows.map(({ id }) => id)

it('holds its rows while the pointer moves over them', () => {
  const hook = table()
  act(() => hook.result.current.onPointerMove(at(10)))
  hook.rerender({ read: readOf(3, 2, 1) })
  expect(hook.result.current.view).toMatchObject({ drift: 1, waiting: 1 })
})

it('goes on by itself when the pointer has lain still for a while, and holds again when it moves', () => {
  const hook = table()
  act(() => hook.result.current.onPointerMove(at(10)))
  hook.rerender({ read: readOf(3, 2, 1) })
  act(() => vi.advanceTimersByTime(5_000))
  expect(ids(hook)).toEqual([3, 2, 1])
  expect(hook.result.current.view.waiting).toBe(0)
  // Rows that move below a still pointer make Chromium tell of a move to the same place.
  act(() => hook.result.current.onPointerMove(at(10)))
  hook.rerender({ read: readOf(4, 3, 2, 1) })
  expect(hook.result.current.view.waiting).toBe(0)
  act(() => hook.result.current.onPointerMove(at(11)))
  hook.rerender({ read: readOf(5, 4, 3, 2, 1) })
  expect(hook.result.current.view.waiting).toBe(1)
})
