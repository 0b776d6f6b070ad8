import { useText } from '../../text/use-text.ts'
import { minuteMs } from '../../../shared/domain/time.ts'
import type { Mode } from '../../../shared/domain/platform-app.ts'
import type { LadderStep } from '../../../shared/ipc/live.ts'
import type { Formats } from '../../text/format.ts'
import { stateCodeText } from '../../text/code-text.ts'
import { ladderLayout, lanes, worthSayingMs, type Lane, type Rung } from './ladder-layout.ts'
import { DecisionMark } from './marks.tsx'
import './ladder.css'

const laneX: Record<Lane, number> = { a: 12, platform: 64, x: 116, b: 168 }
const drawnWidth = 180
const rowHeight = 44
const tallest = 28

/** The call, step by step: who signalled whom, when, after how long, and how late we heard of it. */
export function Ladder({ steps, mode }: { steps: readonly LadderStep[]; mode: Mode }) {
  const { t } = useText()
  const rungs = ladderLayout(steps)
  return (
    <ol className="ladder" aria-label={t('calls.panel.ladderLabel', { n: steps.length })}>
      <li className="ladder-head" aria-hidden="true">
        <span />
        <span className="ladder-lanes">
          {lanes.map((lane) => (
            <b key={lane} style={{ left: laneX[lane] }}>
              {t(`calls.panel.lanes.${lane === 'x' && mode === 'AXYB' ? 'xy' : lane}`)}
            </b>
          ))}
        </span>
      </li>
      {rungs.map((rung) => (
        <Step key={`${rung.step.type} ${rung.step.at} ${rung.step.deliveryId}`} rung={rung} />
      ))}
    </ol>
  )
}

function Step({ rung }: { rung: Rung }) {
  const { t, f, language } = useText()
  const { step } = rung
  const late = step.receivedAt - step.at
  const height = rowHeight + Math.round(rung.wait * tallest)
  const remark =
    late < -worthSayingMs ? t('calls.panel.early', { length: f.length(-late) }) : t('calls.panel.lateness', { length: f.length(late) })
  const meaning = step.stateCode !== null && step.type === 'disconnect' ? stateCodeText(step.stateCode, language).meaning : null
  const onTime = Math.abs(late) <= worthSayingMs
  return (
    <li className="ladder-step" data-step={step.type} style={{ height }}>
      <time title={f.dateTime(step.at)}>
        <span className="mono">{f.time(step.at)}</span>
        {step.gapMs !== null && <span className="muted">{t('calls.panel.gap', { length: gapText(step.gapMs, f) })}</span>}
      </time>
      <RungDrawing rung={rung} height={height} />
      <div className="ladder-words">
        <p title={meaning ?? t(`calls.eventHint.${step.type}`)}>
          <b>{t(`calls.event.${step.type}`)}</b> {meaning}
          {step.digits !== null && t('calls.panel.digits', { digits: step.digits })}
          {step.decision !== null && <DecisionMark decision={step.decision} />}
        </p>
        <p className={onTime ? 'small muted' : 'small ladder-late'}>
          {onTime ? t('calls.panel.onTime') : remark}
          {step.copies > 1 && ` · ${t('calls.panel.copies', { n: step.copies })}`}
        </p>
      </div>
    </li>
  )
}

/** Short gaps as a length, long ones as a clock reads them. */
function gapText(ms: number, f: Formats): string {
  return ms < minuteMs ? f.length(ms) : f.clock(ms)
}

function RungDrawing({ rung, height }: { rung: Rung; height: number }) {
  const y = height - rowHeight / 2
  const from = laneX[rung.from]
  const to = laneX[rung.to]
  const point = rung.from === rung.to
  const back = to < from ? -1 : 1
  return (
    <svg className="ladder-drawing" width={drawnWidth} height={height} viewBox={`0 0 ${drawnWidth} ${height}`} aria-hidden="true">
      {lanes.map((lane) => (
        <path key={lane} className="ladder-lane" d={`M${laneX[lane]} 0V${height}`} />
      ))}
      {point ? (
        <rect className="ladder-record" x={from - 5} y={y - 5} width="10" height="10" rx="2" />
      ) : (
        <>
          <path
            className="ladder-arrow"
            d={`M${from} ${y}H${to - back * 2}M${to - back * 8} ${y - 4}L${to - back * 2} ${y}L${to - back * 8} ${y + 4}`}
          />
          <circle className="ladder-dot" cx={from} cy={y} r="3" />
        </>
      )}
      {rung.cut && <path className="ladder-cut" d={`M${(from + to) / 2 - 4} ${y - 5}l8 10m0-10l-8 10`} />}
    </svg>
  )
}
