import { useApp } from '../../store/use-app.ts'
import { FailNotice } from '../../components/Notice.tsx'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'
import { StaleNote } from '../StaleNote.tsx'
import { CardRow } from './CardRow.tsx'
import { EventFeed } from './EventFeed.tsx'
import { LiveGrid } from './LiveGrid.tsx'
import { LiveToolbar } from './LiveToolbar.tsx'
import { MinutesChart } from './MinutesChart.tsx'
import './live.css'
import './live-grid.css'

export function LivePage() {
  const texts = useText()
  const failed = useApp(({ data }) => (data.calls.value === null ? data.calls.error : null))
  const failure = failed && errorText(failed, texts)
  return (
    <main className="live-page" aria-label={texts.t('frame.pages.live')}>
      <div className="live-head">
        <LiveStale />
        <CardRow />
      </div>
      <section className="live-table" aria-label={texts.t('live.table.title')}>
        <LiveToolbar />
        {failure ? <FailNotice title={failure.title} text={failure.todo} /> : <LiveGrid />}
      </section>
      <div className="live-below">
        <MinutesChart />
        <EventFeed />
      </div>
    </main>
  )
}

/** One note for the page: its parts are read from one backend and usually fail together. */
function LiveStale() {
  // Without the values, so that a good read renders nothing here.
  const [calls, cards, minutes, feed] = useApp(({ data }) => [data.calls.error, data.cards.error, data.minutes.error, data.feed.error])
  const failing = calls !== null || cards !== null || minutes !== null || feed !== null
  return failing ? <FailingReads /> : null
}

function FailingReads() {
  const reads = useApp(({ data }) => [data.calls, data.cards, data.minutes, data.feed])
  return <StaleNote of={reads} />
}
