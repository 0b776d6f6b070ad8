import type { NumberStatus } from '../../../shared/domain/number-status.ts'
import { numberStatusText } from '../../text/number-status-text.ts'
import { useText } from '../../text/use-text.ts'
import { MarkIcon } from '../calls/marks.tsx'
import './number-status-mark.css'

interface Props {
  status: NumberStatus
  code?: string | null
  cause?: string | null
  /** How many numbers have it, where it stands for several. */
  count?: string
}

/** A number's status: icon, word and the hue of how bad it is. */
export function NumberStatusMark({ status, code = null, cause = null, count }: Props) {
  const { t } = useText()
  const words = numberStatusText({ status, code, cause }, t)
  return (
    <span className="mark" data-number-status={status} title={`${words} — ${t(`numbers.effect.${status}`)}`}>
      <MarkIcon of={status} />
      {words}
      {count !== undefined && <b>{count}</b>}
    </span>
  )
}
