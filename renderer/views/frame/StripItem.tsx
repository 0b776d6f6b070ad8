import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import type { AppState } from '../../store/app-state.ts'

/** Said by hue and by the word beside it. */
export type Level = 'good' | 'busy' | 'attention' | 'action' | 'quiet'

interface ItemProps {
  of: 'backend' | 'receiver' | 'push' | 'database' | 'api' | 'poller' | 'problems'
  icon: ReactNode
  name?: string
  /** Its name is not drawn in a narrow window, where the icon and the state speak for themselves; it is still read out. */
  wordless?: boolean
  state: string
  level: Level
  hint?: ReactNode
  onClick?: () => void
}

/** One state on the strip: what it is of, in a word; more on hover or focus. */
export function Item({ of, icon, name, wordless = false, state, level, hint, onClick }: ItemProps) {
  const content = (
    <>
      {icon}
      {name !== undefined && <span className={wordless ? 'strip-item-name strip-item-wordless' : 'strip-item-name'}>{name}</span>}
      <span className="strip-item-state">{state}</span>
    </>
  )
  const item = onClick ? (
    <button type="button" className="plain strip-item" data-item={of} data-level={level} onClick={onClick}>
      {content}
    </button>
  ) : (
    <span className="strip-item" data-item={of} data-level={level} tabIndex={hint === undefined ? undefined : 0}>
      {content}
    </span>
  )
  return hint === undefined ? item : <Tooltip title={hint}>{item}</Tooltip>
}

/** What a backend that is gone said last about itself is not true any more. */
export const isRunning = ({ data }: AppState) => data.shell.value?.backend.state === 'running'
