import { useEffect, useLayoutEffect, useRef, useState, type PointerEvent, type RefObject } from 'react'
import type { LiveCalls } from '../../../shared/ipc/live.ts'
import { anchored, held, noRows, realigned, settled, type HeldRows } from './held-rows.ts'

export const rowHeight = 28
export const headHeight = 32
/** How long after the last scroll event the table counts as standing still. */
const scrollRestMs = 200

interface Shown {
  view: HeldRows
  /** The read it was made of, and the filter that was read with. */
  read: LiveCalls | null
  filterKey: string
}

export interface HeldTable {
  view: HeldRows
  scroller: RefObject<HTMLDivElement | null>
  onPointerEnter(): void
  onPointerMove(event: PointerEvent): void
  onPointerLeave(): void
  onScroll(): void
  /** Lets go and shows the newest rows. */
  toTop(): void
}

/** Decides for each read whether rows may move: free at the top, held under the pointer, anchored while scrolled. */
export function useHeldRows(read: LiveCalls | null, filterKey: string): HeldTable {
  const scroller = useRef<HTMLDivElement>(null)
  const hand = useRef({ over: false, y: 0, scrolledAt: -Infinity, rest: 0, shift: 0 })
  const [shown, setShown] = useState<Shown>({ view: noRows, read: null, filterKey })
  const latest = useRef(shown)

  const scrollTop = () => scroller.current?.scrollTop ?? 0
  const anchorSlot = () => Math.floor((scrollTop() + (hand.current.over ? Math.max(0, hand.current.y) : 0)) / rowHeight)

  const next = (before: HeldRows, now: LiveCalls): HeldRows => {
    if (performance.now() - hand.current.scrolledAt < scrollRestMs) return anchored(before, now, anchorSlot())
    if (hand.current.over) return held(before, now, anchorSlot())
    return scrollTop() > 0 ? anchored(before, now, anchorSlot()) : settled(before, now)
  }

  // Derived while rendering, so that a read and what it moves reach the screen in one frame.
  if (read !== null && read !== shown.read) {
    const view = filterKey === shown.filterKey ? next(shown.view, read) : settled(noRows, read)
    setShown({ view, read, filterKey })
  }

  useLayoutEffect(() => {
    const filtered = latest.current.filterKey !== shown.filterKey
    latest.current = shown
    const element = scroller.current
    if (!element) return
    if (filtered) element.scrollTop = 0
    // The rows were renumbered by so many slots: the scroll position goes with them, and nothing moves on the screen.
    else if (hand.current.shift !== 0) element.scrollTop += hand.current.shift * rowHeight
    hand.current.shift = 0
  }, [shown, scroller])

  useEffect(() => () => clearTimeout(hand.current.rest), [])

  const letGo = () => {
    const { view, read: now, filterKey: key } = latest.current
    if (!now) return
    if (scrollTop() === 0 && view.drift >= 0) {
      setShown({ view: settled(view, now), read: now, filterKey: key })
      return
    }
    const { rows, by } = realigned(anchored(view, now, anchorSlot()))
    hand.current.shift = by
    setShown({ view: rows, read: now, filterKey: key })
  }

  return {
    view: shown.view,
    scroller,
    onPointerEnter: () => {
      hand.current.over = true
    },
    onPointerMove: (event) => {
      hand.current.y = event.clientY - event.currentTarget.getBoundingClientRect().top - headHeight
    },
    onPointerLeave: () => {
      hand.current.over = false
      letGo()
    },
    onScroll: () => {
      hand.current.scrolledAt = performance.now()
      clearTimeout(hand.current.rest)
      hand.current.rest = window.setTimeout(() => {
        // Under the pointer at the very top the new rows wait for a click instead.
        if (scrollTop() > 0 || !hand.current.over) letGo()
      }, scrollRestMs)
    },
    toTop: () => {
      scroller.current?.scrollTo({ top: 0 })
      const { view, read: now, filterKey: key } = latest.current
      if (now) setShown({ view: settled(view, now), read: now, filterKey: key })
    },
  }
}
