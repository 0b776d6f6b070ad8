import { useEffect, useLayoutEffect, useRef, useState, type PointerEvent, type RefObject } from 'react'
import type { LiveCalls } from '../../../shared/ipc/live.ts'
import { anchored, held, noRows, realigned, settled, type HeldRows } from './held-rows.ts'

export const rowHeight = 28
export const headHeight = 32
/** How long after the last scroll event the table counts as standing still. */
const scrollRestMs = 200
/** A pointer that lies still this long over the table is not about to click: the rows go on, and stop again when it moves. */
const pointerRestMs = 5_000

interface Shown {
  view: HeldRows
  /** The read it was made of, and the filter that was read with. */
  read: LiveCalls | null
  filterKey: string
  /** Slots by which rows were renumbered: the scroll position goes with them, and nothing moves on the screen. */
  shift: number
}

export interface HeldTable {
  view: HeldRows
  scroller: RefObject<HTMLDivElement | null>
  onPointerEnter(event: PointerEvent): void
  onPointerMove(event: PointerEvent): void
  onPointerLeave(): void
  onScroll(): void
  /** Lets go and shows the newest rows. */
  toTop(): void
}

/** Decides for each read whether rows may move: free at the top, held under the pointer, anchored while scrolled. */
export function useHeldRows(read: LiveCalls | null, filterKey: string): HeldTable {
  const scroller = useRef<HTMLDivElement>(null)
  const hand = useRef({ over: false, x: -1, y: 0, scrolledAt: -Infinity, rest: 0, still: 0, ownScroll: false })
  const [shown, setShown] = useState<Shown>({ view: noRows, read: null, filterKey, shift: 0 })
  const latest = useRef(shown)

  const scrollTop = () => scroller.current?.scrollTop ?? 0
  const anchorSlot = () => Math.floor((scrollTop() + (hand.current.over ? Math.max(0, hand.current.y) : 0)) / rowHeight)

  const free = (before: HeldRows, now: LiveCalls): Pick<Shown, 'view' | 'shift'> => {
    if (scrollTop() === 0 && before.drift >= 0) return { view: settled(before, now), shift: 0 }
    const { rows, by } = realigned(anchored(before, now, anchorSlot()))
    return { view: rows, shift: by }
  }

  const next = (before: HeldRows, now: LiveCalls): Pick<Shown, 'view' | 'shift'> => {
    // A scroll position set in the middle of a smooth scroll would end it, so rows are renumbered only when it rests.
    if (performance.now() - hand.current.scrolledAt < scrollRestMs) return { view: anchored(before, now, anchorSlot()), shift: 0 }
    return hand.current.over ? { view: held(before, now, anchorSlot()), shift: 0 } : free(before, now)
  }

  // Derived while rendering, so that a read and what it moves reach the screen in one frame.
  if (read !== null && read !== shown.read) {
    const sameFilter = filterKey === shown.filterKey
    setShown({ ...(sameFilter ? next(shown.view, read) : { view: settled(noRows, read), shift: 0 }), read, filterKey })
  }

  useLayoutEffect(() => {
    const filtered = latest.current.filterKey !== shown.filterKey
    latest.current = shown
    const element = scroller.current
    if (!element) return
    const to = filtered ? 0 : element.scrollTop + shown.shift * rowHeight
    hand.current.ownScroll = to !== element.scrollTop
    if (hand.current.ownScroll) element.scrollTop = to
  }, [shown, scroller])

  useEffect(
    () => () => {
      clearTimeout(hand.current.rest)
      clearTimeout(hand.current.still)
    },
    [],
  )

  const letGo = () => {
    const { view, read: now, filterKey: key } = latest.current
    if (now) setShown({ ...free(view, now), read: now, filterKey: key })
  }

  const onPointer = (event: PointerEvent) => {
    const y = event.clientY - event.currentTarget.getBoundingClientRect().top - headHeight
    // Chromium tells of a move, too, when rows move below a pointer that lies still.
    if (hand.current.x === event.clientX && hand.current.y === y) return
    Object.assign(hand.current, { over: true, x: event.clientX, y })
    clearTimeout(hand.current.still)
    hand.current.still = window.setTimeout(leave, pointerRestMs)
  }

  const leave = () => {
    clearTimeout(hand.current.still)
    hand.current.over = false
    letGo()
  }

  return {
    view: shown.view,
    scroller,
    onPointerEnter: onPointer,
    onPointerMove: onPointer,
    onPointerLeave: () => {
      hand.current.x = -1
      leave()
    },
    onScroll: () => {
      if (hand.current.ownScroll) {
        hand.current.ownScroll = false
        return
      }
      hand.current.scrolledAt = performance.now()
      clearTimeout(hand.current.rest)
      hand.current.rest = window.setTimeout(() => {
        // Under the pointer at the very top the new rows wait for a click instead, unless there is a gap above them.
        if (scrollTop() > 0 || !hand.current.over || latest.current.view.first > 0) letGo()
      }, scrollRestMs)
    },
    toTop: () => {
      scroller.current?.scrollTo({ top: 0 })
      const { view, read: now, filterKey: key } = latest.current
      if (now) setShown({ view: settled(view, now), read: now, filterKey: key, shift: 0 })
    },
  }
}
