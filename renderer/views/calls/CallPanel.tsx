import { Button, Skeleton } from 'antd'
import { useApp } from '../../store/use-app.ts'
import { FailNotice } from '../../components/Notice.tsx'
import { useNow } from '../../components/use-now.ts'
import type { CallDetail } from '../../../shared/ipc/live.ts'
import { cityText } from '../../text/code-text.ts'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'
import { StaleNote } from '../StaleNote.tsx'
import { Facts } from './Facts.tsx'
import { Ladder } from './Ladder.tsx'
import { DecisionMark, OutcomeMark, PhaseMark } from './marks.tsx'
import { Parties } from './Parties.tsx'
import { Release } from './Release.tsx'
import './call-panel.css'

export function CallPanel() {
  const texts = useText()
  const { t } = texts
  const read = useApp((state) => state.data.call)
  const { value: call, error } = read
  if (call) {
    return (
      <>
        <StaleNote of={[read]} />
        <Call call={call} />
      </>
    )
  }
  if (!error) return <Skeleton active paragraph={{ rows: 8 }} />
  if (error.code === 'not-found') return <FailNotice title={t('calls.panel.gone')} text={t('calls.panel.goneText')} />
  const { title, todo } = errorText(error, texts)
  return <FailNotice title={title} text={todo} />
}

function Call({ call }: { call: CallDetail }) {
  const { t, f, language } = useText()
  return (
    <article className="call-panel" data-call={call.id}>
      <p className="call-panel-head">
        {call.phase === 'ended' ? <OutcomeMark outcome={call.outcome} /> : <PhaseMark phase={call.phase} />}
        <Length call={call} />
      </p>
      <Parties call={call} />

      <h3>{t('calls.panel.ladder')}</h3>
      {call.ladder.some((step) => step.type !== 'cdr') ? null : <p className="muted">{t('calls.panel.noLadder')}</p>}
      <Ladder steps={call.ladder} mode={call.mode} />

      {call.phase === 'ended' && <Release call={call} />}

      <h3>{t('calls.panel.facts')}</h3>
      <Facts
        facts={[
          { name: t('calls.panel.app'), value: call.appName },
          { name: t('calls.panel.mode'), value: call.mode },
          { name: t('calls.panel.city'), value: cityText(call.areaCode, language) },
          { name: t('calls.panel.talk'), value: f.clock(call.talkSeconds === null ? null : call.talkSeconds * 1_000) },
          { name: t('calls.panel.pdd'), value: f.length(call.pddMs), hint: t('calls.panel.pddHint') },
          { name: t('calls.panel.side'), value: call.releaseSide ? t(`calls.panel.sides.${call.releaseSide}`) : '–' },
          {
            name: t('calls.panel.recorded'),
            value: call.recorded === null ? '–' : t(call.recorded ? 'calls.panel.yes' : 'calls.panel.no'),
          },
          {
            name: t('calls.panel.cdr'),
            value: t(call.hasCdr ? 'calls.panel.cdrHere' : 'calls.panel.cdrWaiting'),
            hint: call.hasCdr ? undefined : t('calls.panel.cdrWaitingHint'),
          },
          ...(call.decision === null
            ? []
            : [{ name: t('calls.panel.decision'), value: <DecisionMark decision={call.decision} />, wide: true }]),
          {
            name: t('calls.panel.binding'),
            value: call.bindingId ?? t(call.mode === 'X' ? 'calls.panel.noBindingsInX' : 'calls.panel.noBinding'),
            mono: call.bindingId !== null,
            wide: true,
          },
          { name: t('calls.panel.userData'), value: call.userData ?? '–', wide: true },
          { name: t('calls.panel.session'), value: call.sessionId, mono: true, wide: true },
        ]}
      />

      <Like call={call} />
    </article>
  )
}

function Length({ call }: { call: CallDetail }) {
  const { f } = useText()
  const now = useNow((at) => (call.phase === 'ended' ? (call.endedAt ?? at) : at))
  if (call.startedAt === null) return null
  return (
    <span className="muted">
      {f.moment(call.startedAt, Date.now())} · {f.clock(now - call.startedAt)}
    </span>
  )
}

function Like({ call }: { call: CallDetail }) {
  const { t, f } = useText()
  const openInside = useApp((state) => state.openInside)
  return (
    <section>
      <h3>{t('calls.panel.like')}</h3>
      <p className="call-panel-like">
        <Button
          size="small"
          onClick={() => openInside({ kind: 'calls', scope: { kind: 'like', callId: call.id, by: 'x' }, title: { of: 'sameX' } })}
        >
          {t('calls.panel.sameX', { n: f.number(call.like.sameX) })}
        </Button>
        <Button
          size="small"
          onClick={() => openInside({ kind: 'calls', scope: { kind: 'like', callId: call.id, by: 'caller' }, title: { of: 'sameCaller' } })}
        >
          {t('calls.panel.sameCaller', { n: f.number(call.like.sameCaller) })}
        </Button>
      </p>
    </section>
  )
}
