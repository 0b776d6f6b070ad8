import { memo } from 'react'
import type { CallPhase } from '../../../shared/domain/call.ts'
import type { CallDecision } from '../../../shared/domain/call-event.ts'
import type { Outcome } from '../../../shared/domain/release.ts'
import type { SmsDecision } from '../../../shared/domain/sms.ts'
import type { LivePhase } from '../../../shared/ipc/live.ts'
import { useText } from '../../text/use-text.ts'
import './marks.css'

/** Bare paths on a 16 px grid: a row of the live table may not cost an icon component. */
const shapes = {
  'ringing-in': 'M2 8h8M7 4.5 10.5 8 7 11.5M13.5 3v10',
  routing: 'M2.5 8h2.2M7 8h2.2M11.3 8h2.2M11 5l3 3-3 3',
  ringing: 'M8 2.5a3.6 3.6 0 0 0-3.6 3.6c0 3.4-1.4 4.4-1.4 4.4h10s-1.4-1-1.4-4.4A3.6 3.6 0 0 0 8 2.5M6.7 12.8a1.4 1.4 0 0 0 2.6 0',
  talking: 'M5 2.8 6.5 6 5 7.3c.8 1.7 2 2.9 3.7 3.7L10 9.5l3.2 1.5c.1 1.5-1 2.4-2.2 2.4C6.5 13 3 9.5 2.6 5 2.6 3.8 3.5 2.7 5 2.8',
  ended: 'M3.5 8h9',
  overdue: 'M5.8 6a2.2 2.2 0 1 1 3.3 1.9c-.8.5-1.1.9-1.1 1.7M8 12.3v.4',
  answered: 'M3 8.5 6.5 12 13 4.5',
  'not-answered': 'M3.5 8h9',
  abandoned: 'M12.5 8h-9M6.5 5l-3 3 3 3',
  failed: 'M4 4l8 8M12 4l-8 8',
  unknown: 'M5.8 6a2.2 2.2 0 1 1 3.3 1.9c-.8.5-1.1.9-1.1 1.7M8 12.3v.4',
  open: 'M8 3v5l3 2',
  connect: 'M2.5 12.5V10a4 4 0 0 1 4-4h6.5M9.8 2.8 13 6 9.8 9.2',
  close: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M5.5 8h5',
  normal: 'M3 8.5 6.5 12 13 4.5',
  paused: 'M5.5 3.5v9M10.5 3.5v9',
  unavailable: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M4.2 4.2l7.6 7.6',
  'binding-frozen': 'M4 7.5h8v5.5H4zM5.8 7.5V5.2a2.2 2.2 0 0 1 4.4 0v2.3',
} as const

type Shape = keyof typeof shapes

export const MarkIcon = memo(function MarkIcon({ of }: { of: Shape }) {
  return (
    <svg className="mark-icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={shapes[of]} />
    </svg>
  )
})

/** A call's phase: icon, word and hue together, since colour alone says nothing to many. */
export function PhaseMark({ phase, overdue = false }: { phase: CallPhase; overdue?: boolean }) {
  const { t } = useText()
  const state: LivePhase | 'ended' = overdue ? 'overdue' : phase
  return (
    <span className="mark" data-state={state} title={t(`calls.phaseHint.${state}`)}>
      <MarkIcon of={state} />
      {t(`calls.phase.${state}`)}
    </span>
  )
}

export function OutcomeMark({ outcome }: { outcome: Outcome }) {
  const { t } = useText()
  return (
    <span className="mark" data-state={outcome}>
      <MarkIcon of={outcome} />
      {t(`calls.outcome.${outcome}`)}
    </span>
  )
}

/** What the platform was answered when it asked: about a call (X), or about a text (X, AX). */
export function DecisionMark({ decision }: { decision: CallDecision | SmsDecision }) {
  const { t } = useText()
  const goesOn = decision === 'connect' || decision === 'forward'
  return (
    <span className="mark" data-decision={decision} title={t(`calls.decisionHint.${decision}`)}>
      <MarkIcon of={goesOn ? 'connect' : 'close'} />
      {t(`calls.decision.${decision}`)}
    </span>
  )
}

/** The hue of each outcome, the same in charts and lists. */
export const outcomeColours: Readonly<Record<Outcome, string>> = {
  open: 'var(--ringing)',
  answered: 'var(--talking)',
  'not-answered': 'var(--ended)',
  abandoned: 'var(--abandoned)',
  failed: 'var(--failed)',
  unknown: 'var(--unknown)',
}
