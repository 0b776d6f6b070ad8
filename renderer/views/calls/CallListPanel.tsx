import { Button, Skeleton } from 'antd'
import { memo } from 'react'
import type { CallRow } from '../../../shared/ipc/live.ts'
import { useApp } from '../../store/use-app.ts'
import { EmptyNotice, FailNotice } from '../../components/Notice.tsx'
import { stateCodeText } from '../../text/code-text.ts'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'
import { StaleNote } from '../StaleNote.tsx'
import { DecisionMark, OutcomeMark, PhaseMark } from './marks.tsx'
import { partiesText } from './x-text.ts'
import './call-list.css'

/** The calls behind a figure or a bar. */
export function CallListPanel() {
  const texts = useText()
  const { t, f } = texts
  const read = useApp((state) => state.data.list)
  const { value: page, error } = read
  const { more, readMore, refreshList } = useApp(({ more, readMore, refreshList }) => ({ more, readMore, refreshList }))
  if (!page) {
    if (!error) return <Skeleton active paragraph={{ rows: 8 }} />
    const { title, todo } = errorText(error, texts)
    return <FailNotice title={title} text={todo} />
  }
  if (page.total === 0 && page.rows.length === 0) return <EmptyNotice title={t('calls.list.empty')} text={t('calls.list.emptyText')} />
  const next = more.rows.length > 0 ? more.next : page.next
  const shown = page.rows.length + more.rows.length
  return (
    <>
      <StaleNote of={[read]} />
      <p className="call-list-total muted">
        {t('calls.list.total', { n: f.number(page.total) })}
        {more.rows.length > 0 && (
          <Button size="small" type="link" onClick={refreshList}>
            {t('frame.common.refresh')}
          </Button>
        )}
      </p>
      <ul className="call-list">
        {[...page.rows, ...more.rows].map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
      {more.error && <p role="alert">{errorText(more.error, texts).title}</p>}
      {next !== null && (
        <p className="call-list-more">
          <Button size="small" loading={more.reading} onClick={() => void readMore()}>
            {t('frame.common.more')}
          </Button>
          <span className="muted">{t('calls.list.loaded', { n: f.number(shown), total: f.number(page.total) })}</span>
        </p>
      )}
    </>
  )
}

const Row = memo(function Row({ row }: { row: CallRow }) {
  const { t, f, language } = useText()
  const openInside = useApp((state) => state.openInside)
  const cause = row.releaseCode === null || row.releaseCode === 0 ? null : stateCodeText(row.releaseCode, language).meaning
  const toldToClose = row.decision === 'close'
  const length = row.startedAt !== null && row.endedAt !== null ? f.clock(row.endedAt - row.startedAt) : '–'
  return (
    <li>
      <button
        type="button"
        className="plain call-list-row"
        data-call-id={row.id}
        aria-label={t('live.table.open', { caller: row.caller, callee: row.callee })}
        onClick={() => openInside({ kind: 'call', id: row.id })}
      >
        <span className="call-list-time">{f.moment(row.startedAt, Date.now())}</span>
        {row.phase === 'ended' ? <OutcomeMark outcome={row.outcome} /> : <PhaseMark phase={row.phase} />}
        <span className="mono call-list-parties">{partiesText(row, t)}</span>
        <span className="call-list-length">{length}</span>
        <span className="muted call-list-cause">
          {toldToClose || cause === null ? row.decision && <DecisionMark decision={row.decision} /> : cause}
        </span>
      </button>
    </li>
  )
})
