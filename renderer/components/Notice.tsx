import type { ReactNode } from 'react'
import './notice.css'

interface Props {
  title: string
  text?: ReactNode
  /** The next step: usually one button. */
  children?: ReactNode
}

/** Stands where data would be: what would be here, and what to do next. */
export function EmptyNotice({ title, text, children }: Props) {
  return (
    <div className="notice" role="status">
      <p className="notice-title">{title}</p>
      {text !== undefined && <p className="muted">{text}</p>}
      {children}
    </div>
  )
}

/** Stands where the data would be when it could not be had: what happened, and what to do. */
export function FailNotice({ title, text, children }: Props) {
  return (
    <div className="notice notice-fail" role="alert">
      <p className="notice-title">{title}</p>
      {text !== undefined && text !== '' && <p className="muted">{text}</p>}
      {children}
    </div>
  )
}
