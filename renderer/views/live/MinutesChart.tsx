import { memo, useMemo } from 'react'
import type { Outcome } from '../../../shared/domain/release.ts'
import { minuteMs } from '../../../shared/domain/time.ts'
import type { LiveMinute } from '../../../shared/ipc/live.ts'
import { Legend, StackedBars, type BarRow, type Series } from '../../components/charts/StackedBars.tsx'
import { EmptyNotice, FailNotice } from '../../components/Notice.tsx'
import { useApp } from '../../store/use-app.ts'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'
import { outcomeColours } from '../calls/marks.tsx'

/** From the axis upwards: what is certain at the bottom, what is still open at the top. */
const parts: readonly { key: Exclude<keyof LiveMinute, 'at'>; outcome: Outcome }[] = [
  { key: 'answered', outcome: 'answered' },
  { key: 'notAnswered', outcome: 'not-answered' },
  { key: 'abandoned', outcome: 'abandoned' },
  { key: 'failed', outcome: 'failed' },
  { key: 'unknown', outcome: 'unknown' },
  { key: 'open', outcome: 'open' },
]

const totalOf = (minute: LiveMinute) => parts.reduce((sum, { key }) => sum + minute[key], 0)

/** Calls per minute of the last hour. */
export const MinutesChart = memo(function MinutesChart() {
  const texts = useText()
  const { t, f } = texts
  const { value: minutes, error } = useApp((state) => state.data.minutes)
  const open = useApp((state) => state.open)
  const series = useMemo<Series[]>(
    () => parts.map(({ key, outcome }) => ({ key, label: t(`calls.outcome.${outcome}`), colour: outcomeColours[outcome] })),
    [t],
  )
  const rows = useMemo<BarRow[]>(
    () => (minutes ?? []).map(({ at, ...counts }) => ({ label: f.minute(at), ticked: at % (10 * minuteMs) === 0 ? 1 : 0, ...counts })),
    [minutes, f],
  )
  const total = (minutes ?? []).reduce((sum, minute) => sum + totalOf(minute), 0)
  const bars = useMemo(
    () => ({
      sayRow: (row: BarRow, n: number) => t('live.minutes.bar', { time: row.label, n: f.number(n) }),
      onOpen: (index: number) => {
        const at = minutes?.[index]?.at
        if (at !== undefined)
          open({ kind: 'calls', scope: { kind: 'started', from: at, to: at + minuteMs, outcome: null }, title: { of: 'minute', at } })
      },
    }),
    [minutes, open, t, f],
  )
  const openAll = () => {
    const [first, last] = [minutes?.[0], minutes?.at(-1)]
    if (!first || !last) return
    open({ kind: 'calls', scope: { kind: 'started', from: first.at, to: last.at + minuteMs, outcome: null }, title: { of: 'hour' } })
  }
  const failed = !minutes && error ? errorText(error, texts) : null
  return (
    <section className="live-minutes card" aria-label={t('live.minutes.title')}>
      <header className="live-block-head">
        <h2>{t('live.minutes.title')}</h2>
        {total > 0 && (
          <button type="button" className="plain muted small live-minutes-total" title={t('live.minutes.openAll')} onClick={openAll}>
            {t('live.minutes.total', { n: f.number(total) })}
          </button>
        )}
        <Legend series={series} />
      </header>
      <div className="live-block-body">
        {failed && <FailNotice title={failed.title} text={failed.todo} />}
        {minutes && total === 0 && <EmptyNotice title={t('live.minutes.empty')} text={t('live.minutes.emptyText')} />}
        {total > 0 && <StackedBars rows={rows} series={series} label={t('live.minutes.label')} {...bars} />}
      </div>
    </section>
  )
})
