import { memo, type ReactNode } from 'react'
import type { FeedRow } from '../../../shared/ipc/live.ts'
import { EmptyNotice, FailNotice } from '../../components/Notice.tsx'
import { useApp } from '../../store/use-app.ts'
import { stateCodeText } from '../../text/code-text.ts'
import { errorText } from '../../text/error-text.ts'
import { useText, type Texts } from '../../text/use-text.ts'
import { DecisionMark } from '../calls/marks.tsx'
import { NumberStatusMark } from '../numbers/NumberStatusMark.tsx'

/** The latest of everything that was pushed, as it arrived. */
export const EventFeed = memo(function EventFeed() {
  const texts = useText()
  const { t } = texts
  const { value: rows, error } = useApp((state) => state.data.feed)
  const failed = !rows && error ? errorText(error, texts) : null
  return (
    <section className="live-feed card" aria-label={t('live.feed.title')}>
      <header className="live-block-head">
        <h2>{t('live.feed.title')}</h2>
      </header>
      <div className="live-block-body live-feed-body">
        {failed && <FailNotice title={failed.title} text={failed.todo} />}
        {rows?.length === 0 && <EmptyNotice title={t('live.feed.empty')} text={t('live.feed.emptyText')} />}
        {rows && rows.length > 0 && (
          <ul>
            {rows.map((row) => (
              <Row key={`${row.type} ${row.id}`} row={row} />
            ))}
          </ul>
        )}
      </div>
    </section>
  )
})

const Row = memo(function Row({ row }: { row: FeedRow }) {
  const texts = useText()
  const { t, f } = texts
  const open = useApp((state) => state.open)
  const { callId } = row
  const content = (
    <>
      <span className="muted">{f.time(row.receivedAt)}</span>
      <span className="live-feed-type" data-event={row.type}>
        {row.type === 'sms' || row.type === 'number-status' ? t(`live.feed.type.${row.type}`) : t(`calls.event.${row.type}`)}
      </span>
      <span className="mono live-feed-parties">{partiesOf(row)}</span>
      <span className="live-feed-remark">{remarkOn(row, texts)}</span>
    </>
  )
  return (
    <li>
      {callId === null ? (
        <div className="live-feed-row" data-event={row.type}>
          {content}
        </div>
      ) : (
        <button
          type="button"
          className="plain live-feed-row"
          title={t('live.feed.open')}
          onClick={() => open({ kind: 'call', id: callId })}
        >
          {content}
        </button>
      )}
    </li>
  )
})

function partiesOf({ type, caller, x, callee }: FeedRow): string {
  if (type === 'number-status') return x
  return `${caller} → ${callee === '–' ? x : callee}`
}

/** What is worth knowing of a row beyond its parties: the decision, the digits, the status, why it ended. */
function remarkOn(row: FeedRow, { t, language }: Texts): ReactNode {
  if (row.numberStatus !== null) {
    return <NumberStatusMark status={row.numberStatus} code={row.numberStatusCode} cause={row.numberCause} />
  }
  if (row.decision !== null) return <DecisionMark decision={row.decision} />
  if (row.digits !== null) return t('calls.panel.digits', { digits: row.digits })
  if (row.type === 'sms') return row.callee === '–' ? null : t('live.feed.via', { x: row.x })
  return row.stateCode === null || row.stateCode === 0 ? null : stateCodeText(row.stateCode, language).meaning
}
