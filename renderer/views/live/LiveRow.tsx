import { memo } from 'react'
import type { LiveCallRow } from '../../../shared/ipc/live.ts'
import { minuteMs, secondMs } from '../../../shared/domain/time.ts'
import { useNow } from '../../components/use-now.ts'
import { cityText } from '../../text/code-text.ts'
import { useText } from '../../text/use-text.ts'
import { MarkIcon } from '../calls/marks.tsx'
import { isWaitingForExtension, xText } from '../calls/x-text.ts'

/** From these ages on a state is shaded one step deeper. Ringing is old after seconds, talking after minutes. */
const ringingSteps = [10 * secondMs, 30 * secondMs, 60 * secondMs]
const talkingSteps = [3 * minuteMs, 10 * minuteMs, 30 * minuteMs]

export function ageStep(phase: LiveCallRow['phase'], ageMs: number): number {
  return (phase === 'talking' ? talkingSteps : ringingSteps).filter((step) => ageMs >= step).length
}

interface Props {
  row: LiveCallRow
  /** Ended while the table was held. */
  gone: boolean
}

/** One call. At most fifteen nodes and no component library: a thousand of these scroll by. */
export const LiveRow = memo(function LiveRow({ row, gone, severalApps }: Props & { severalApps: boolean }) {
  const { t, f, language } = useText()
  return (
    <>
      <Phase row={row} gone={gone} />
      <span role="gridcell" title={row.appName}>
        {row.mode}
        {severalApps && <span className="live-row-app">{row.appName}</span>}
      </span>
      <span role="gridcell" className="mono">
        {row.caller}
      </span>
      <span role="gridcell" className="mono live-row-hop" title={isWaitingForExtension(row) ? t('calls.x.waitingHint') : undefined}>
        {xText(row, t)}
      </span>
      <span role="gridcell" className="mono live-row-hop">
        {row.callee}
      </span>
      <span role="gridcell" title={cityText(row.areaCode, language)}>
        {cityText(row.areaCode, language)}
      </span>
      <span role="gridcell" className="live-row-number">
        {f.time(row.startedAt)}
      </span>
      <Length row={row} gone={gone} />
      <Binding row={row} />
    </>
  )
})

function Phase({ row, gone }: Props) {
  const { t } = useText()
  const state = gone ? 'ended' : row.overdue ? 'overdue' : row.phase
  const age = useNow((now) => (gone ? 0 : ageStep(row.phase, now - row.phaseAt)))
  return (
    <span role="gridcell" className="live-row-phase" data-phase={gone ? 'ended' : row.phase} data-state={state} data-age={age}>
      <MarkIcon of={state} />
      {t(`calls.phase.${state}`)}
    </span>
  )
}

/** In X mode there are no bindings: what the platform was answered stands in their place. */
function Binding({ row }: { row: LiveCallRow }) {
  const { t } = useText()
  if (row.decision === null) {
    return (
      <span role="gridcell" className="mono muted" title={row.bindingId ?? undefined}>
        {row.bindingId ?? '–'}
      </span>
    )
  }
  return (
    <span role="gridcell" data-decision={row.decision} title={t(`calls.decisionHint.${row.decision}`)}>
      <MarkIcon of={row.decision} /> {t(`calls.decision.${row.decision}`)}
    </span>
  )
}

function Length({ row, gone }: Props) {
  const { f } = useText()
  const length = useNow((now) => (gone || row.startedAt === null ? '–' : f.clock(now - row.startedAt)))
  return (
    <span role="gridcell" className="live-row-number">
      {length}
    </span>
  )
}
