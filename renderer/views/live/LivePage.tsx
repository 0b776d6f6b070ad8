import { useApp } from '../../store/use-app.ts'
import { FailNotice } from '../../components/Notice.tsx'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'
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
      <CardRow />
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
