import { Button, Skeleton } from 'antd'
import { EmptyNotice } from '../../components/Notice.tsx'
import { useApp } from '../../store/use-app.ts'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'
import { useAttempt } from '../attempt.ts'
import { Section } from '../settings/Section.tsx'
import { StaleNote } from '../StaleNote.tsx'
import { Differences } from './Differences.tsx'
import { PolledApp } from './PolledApp.tsx'
import { canRun } from './poll-state.ts'
import './poller.css'

/** Reading bindings back: how it goes for each app, and what was found that was not our doing. */
export function PollerSection() {
  const texts = useText()
  const { t } = texts
  const attempt = useAttempt()
  const read = useApp((state) => state.data.poller)
  const pollNow = useApp((state) => state.pollNow)
  const { value: apps, error } = read
  const failure = !apps && error ? errorText(error, texts) : null
  const several = (apps?.filter(canRun).length ?? 0) > 1
  return (
    <Section
      name="poller"
      title={t('poller.title')}
      action={
        several && (
          <Button size="small" onClick={() => void attempt(() => pollNow(null))}>
            {t('poller.runAll')}
          </Button>
        )
      }
    >
      <p className="muted">{t('poller.lead')}</p>
      {!apps && !failure && <Skeleton active paragraph={{ rows: 2 }} />}
      {failure && <p role="alert">{failure.full}</p>}
      <StaleNote of={[read]} />
      {apps?.length === 0 && <EmptyNotice title={t('poller.empty')} text={t('poller.emptyText')} />}
      {apps && apps.length > 0 && (
        <>
          <ul className="settings-list">
            {apps.map((app) => (
              <PolledApp key={app.appId} app={app} />
            ))}
          </ul>
          {apps.some(({ state }) => state !== 'no-bindings') && <Differences />}
        </>
      )}
    </Section>
  )
}
