import { memo } from 'react'
import type { FeedRow } from '../../../shared/ipc/live.ts'
import { EmptyNotice, FailNotice } from '../../components/Notice.tsx'
import { useApp } from '../../store/use-app.ts'
import { stateCodeText } from '../../text/code-text.ts'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'

/** The latest events and CDRs as they arrived. */
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
              <Row key={row.id} row={row} />
            ))}
          </ul>
        )}
      </div>
    </section>
  )
})

const Row = memo(function Row({ row }: { row: FeedRow }) {
  const { t, f, language } = useText()
  const open = useApp((state) => state.open)
  const code = row.stateCode === null || row.stateCode === 0 ? null : stateCodeText(row.stateCode, language).meaning
  return (
    <li>
      <button
        type="button"
        className="plain live-feed-row"
        title={t('live.feed.open')}
        onClick={() => open({ kind: 'call', id: row.callId })}
      >
        <span className="muted">{f.time(row.receivedAt)}</span>
        <span className="live-feed-type" data-event={row.type}>
          {t(`calls.event.${row.type}`)}
        </span>
        <span className="mono live-feed-parties">
          {row.caller} → {row.callee === '–' ? row.x : row.callee}
        </span>
        <span className="muted live-feed-code">{code}</span>
      </button>
    </li>
  )
})
