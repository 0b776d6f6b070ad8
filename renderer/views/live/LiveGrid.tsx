import { ArrowUpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { Mode } from '../../../shared/domain/platform-app.ts'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'
import { GridEmpty } from './GridEmpty.tsx'
import { LiveRow } from './LiveRow.tsx'
import { windowFor } from './row-window.ts'
import { headHeight, rowHeight, useHeldRows } from './use-held-rows.ts'

/** Room for the private side of a call, by what the modes of the apps put there. */
function xColumnOf(modes: readonly Mode[]): 'plain' | 'extension' | 'pair' {
  if (modes.includes('AXYB')) return 'pair'
  return modes.includes('AXE') ? 'extension' : 'plain'
}

/** In X mode the answer stands where the other modes have their binding. */
function lastColumnOf(modes: readonly Mode[]): 'binding' | 'answer' | 'bindingOrAnswer' {
  if (!modes.includes('X')) return 'binding'
  return modes.every((mode) => mode === 'X') ? 'answer' : 'bindingOrAnswer'
}

const columns = ['state', 'mode', 'a', 'x', 'b', 'city', 'started', 'length', 'binding'] as const

export function LiveGrid() {
  const { t, f } = useText()
  const read = useApp((state) => state.data.calls.value)
  const filter = useApp((state) => state.filter)
  const { window: present, setWindow, open } = useApp(({ window, setWindow, open }) => ({ window, setWindow, open }))
  const openId = useApp(({ panel }) => panel.flatMap((view) => (view.kind === 'call' ? [view.id] : [])).at(-1) ?? null)
  const modes = useApp(({ data }) => (data.apps.value ?? []).map((app) => app.mode))
  const severalApps = modes.length > 1
  const [activeSlot, setActiveSlot] = useState<number | null>(null)
  const { view, scroller, toTop, ...hand } = useHeldRows(read, JSON.stringify(filter))

  const virtual = useVirtualizer({
    count: view.slots,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    paddingStart: headHeight,
    scrollPaddingStart: headHeight,
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const from = (items[0]?.index ?? 0) + view.drift
  const to = (items.at(-1)?.index ?? 0) + view.drift
  const total = read?.total ?? 0

  useEffect(() => {
    const wanted = windowFor(from, to, total, present)
    if (wanted) setWindow(wanted)
  }, [from, to, total, present, setWindow])

  const rowAt = (slot: number) => view.rows[slot - view.first]

  const onClick = (event: MouseEvent) => {
    const row = (event.target as Element).closest<HTMLElement>('[data-call-id]')
    if (!row) return
    setActiveSlot(Number(row.dataset['slot']))
    open({ kind: 'call', id: Number(row.dataset['callId']) })
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const sight = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1)
    const at = activeSlot ?? -1
    const wanted = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + sight, PageUp: at - sight, Home: 0, End: view.slots - 1 }[event.key]
    const row = rowAt(at)
    if (wanted !== undefined) {
      const slot = Math.min(Math.max(wanted, 0), view.slots - 1)
      setActiveSlot(slot)
      virtual.scrollToIndex(slot)
    } else if (event.key === 'Enter' && row) open({ kind: 'call', id: row.id })
    else return
    event.preventDefault()
  }

  const empty = read !== null && view.slots === 0
  return (
    <div className={severalApps ? 'live-grid live-grid-several card' : 'live-grid card'} data-x-column={xColumnOf(modes)}>
      <div
        ref={scroller}
        className="live-grid-scroller"
        role="grid"
        tabIndex={0}
        aria-label={t('live.table.label', { n: f.number(total) })}
        aria-rowcount={view.slots + 1}
        aria-colcount={columns.length}
        aria-activedescendant={activeSlot === null ? undefined : `live-row-${activeSlot}`}
        onClick={onClick}
        onKeyDown={onKeyDown}
        {...hand}
      >
        <div className="live-grid-head live-row-columns" role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <span key={column} role="columnheader">
              {t(`live.table.${column === 'binding' ? lastColumnOf(modes) : column}`)}
            </span>
          ))}
        </div>
        <div className="live-grid-rows" role="rowgroup" style={{ height: virtual.getTotalSize() - headHeight }}>
          {items.map(({ index }) => {
            const row = rowAt(index)
            const top = { transform: `translateY(${index * rowHeight}px)` }
            if (!row) return <div key={`slot ${index}`} className="live-row live-row-empty" style={top} />
            const className = `live-row live-row-columns${view.fresh.has(row.id) ? ' live-row-fresh' : ''}${row.id === openId ? ' live-row-open' : ''}${index === activeSlot ? ' live-row-active' : ''}`
            return (
              <div
                key={row.id}
                id={`live-row-${index}`}
                className={className}
                style={top}
                role="row"
                aria-rowindex={index + 2}
                data-call-id={row.id}
                data-slot={index}
              >
                <LiveRow row={row} gone={view.gone.has(row.id)} severalApps={severalApps} />
              </div>
            )
          })}
        </div>
        {empty && <GridEmpty />}
      </div>
      {view.waiting > 0 && (
        <Button className="live-grid-waiting" size="small" type="primary" icon={<ArrowUpOutlined />} onClick={toTop}>
          {t('live.table.newRows', { n: f.number(view.waiting) })}
        </Button>
      )}
    </div>
  )
}
