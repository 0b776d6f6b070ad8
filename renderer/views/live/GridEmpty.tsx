import { Button } from 'antd'
import { EmptyNotice } from '../../components/Notice.tsx'
import { isFiltered } from '../../store/live-slice.ts'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'

/** Why the table is empty, and the next step. */
export function GridEmpty() {
  const { t, f } = useText()
  const filtered = useApp((state) => isFiltered(state.filter))
  const never = useApp(({ data }) => data.status.value !== null && data.status.value.lastPushAt === null)
  const live = useApp(({ data }) => {
    const counts = data.calls.value?.counts
    return counts ? counts['ringing-in'] + counts.routing + counts.ringing + counts.talking : 0
  })
  const { clearFilter, goTo } = useApp(({ clearFilter, goTo }) => ({ clearFilter, goTo }))
  if (filtered) {
    return (
      <EmptyNotice title={t('live.empty.filteredTitle')} text={t('live.empty.filteredText', { n: f.number(live) })}>
        <Button size="small" onClick={clearFilter}>
          {t('live.filter.clear')}
        </Button>
      </EmptyNotice>
    )
  }
  if (!never) return <EmptyNotice title={t('live.empty.quietTitle')} text={t('live.empty.quietText')} />
  return (
    <EmptyNotice title={t('live.empty.neverTitle')} text={t('live.empty.neverText')}>
      <Button size="small" onClick={() => goTo('settings')}>
        {t('live.empty.neverAction')}
      </Button>
    </EmptyNotice>
  )
}
