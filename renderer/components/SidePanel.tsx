import { ArrowLeftOutlined, CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import './side-panel.css'

const startWidth = 480
const leastWidth = 380
const widthStep = 24

interface Props {
  title: ReactNode
  label: string
  words: { close: string; back: string; resize: string }
  onClose(): void
  /** Absent on the outermost view. */
  onBack?: (() => void) | undefined
  children: ReactNode
}

// Kept while the program runs, not in the settings: a width that suits one screen is wrong on the next.
let keptWidth = startWidth

/** Floats over the page from the right, so that the list under it stays where it is. Not modal: the list can still be used. */
export function SidePanel({ title, label, words, onClose, onBack, children }: Props) {
  const [width, setWidth] = useState(keptWidth)
  const grip = useRef<{ x: number; width: number } | null>(null)
  const panel = useRef<HTMLElement>(null)
  // A layout effect: when its clean-up runs, the panel is still in the document.
  useLayoutEffect(() => {
    const opener = document.activeElement
    const element = panel.current
    // Who opened it by keyboard goes on reading there; a mouse user's focus stays in the list.
    if (opener instanceof HTMLElement && opener.matches(':focus-visible')) element?.focus()
    return () => {
      if (opener instanceof HTMLElement && element?.contains(document.activeElement)) opener.focus()
    }
  }, [])
  const resize = (wanted: number) => {
    keptWidth = Math.round(Math.min(Math.max(wanted, leastWidth), window.innerWidth - 160))
    setWidth(keptWidth)
  }
  const onPointerMove = (event: PointerEvent) => {
    if (grip.current) resize(grip.current.width + grip.current.x - event.clientX)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: widthStep, ArrowRight: -widthStep }[event.key]
    if (step === undefined) return
    event.preventDefault()
    resize(width + step)
  }
  return (
    <aside ref={panel} className="side-panel" tabIndex={-1} aria-label={label} style={{ width }}>
      <div
        className="side-panel-grip"
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={words.resize}
        aria-valuenow={width}
        aria-valuemin={leastWidth}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          grip.current = { x: event.clientX, width }
          event.currentTarget.setPointerCapture(event.pointerId)
        }}
        onPointerMove={onPointerMove}
        onPointerUp={() => (grip.current = null)}
      />
      <header className="side-panel-head">
        {onBack && (
          <Button type="text" size="small" icon={<ArrowLeftOutlined />} aria-label={words.back} title={words.back} onClick={onBack} />
        )}
        <h2>{title}</h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={words.close}
          title={`${words.close} (Esc)`}
          onClick={onClose}
        />
      </header>
      <div className="side-panel-body">{children}</div>
    </aside>
  )
}
