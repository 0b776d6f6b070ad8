import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  KeyOutlined,
  LoadingOutlined,
  MinusCircleOutlined,
  PauseCircleOutlined,
  StopOutlined,
} from '@ant-design/icons'
import { Button, Progress, Tag } from 'antd'
import type { ReactNode } from 'react'
import { fromErrorInfo } from '../../../shared/errors.ts'
import type { PollRun, PollState } from '../../../shared/ipc/poller.ts'
import { useApp } from '../../store/use-app.ts'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'
import { useAttempt } from '../attempt.ts'
import { canRun } from './poll-state.ts'

const icons: Record<PollState['state'], ReactNode> = {
  off: <PauseCircleOutlined />,
  'no-bindings': <MinusCircleOutlined />,
  'no-secret': <KeyOutlined />,
  blocked: <StopOutlined />,
  waiting: <ClockCircleOutlined />,
  running: <LoadingOutlined />,
}

const outcomeIcons: Record<NonNullable<PollRun['outcome']>, ReactNode> = {
  done: <CheckCircleOutlined />,
  cancelled: <MinusCircleOutlined />,
  failed: <CloseCircleOutlined />,
}

/** How reading one app back goes: what it does now, when it does it next, and what the last run found. */
export function PolledApp({ app }: { app: PollState }) {
  const { t, f } = useText()
  const attempt = useAttempt()
  const { pollNow, cancelPoll } = useApp(({ pollNow, cancelPoll }) => ({ pollNow, cancelPoll }))
  const label = (action: string) => `${action} ${app.appName}`
  const now = Date.now()
  return (
    <li className="polled">
      <p className="polled-head">
        <b>{app.appName}</b>
        <Tag>{app.mode}</Tag>
        <span className="polled-state" data-poll={app.state} title={t(`poller.stateHint.${app.state}`)}>
          {icons[app.state]} {t(`poller.state.${app.state}`)}
        </span>
        <span className="muted">
          {app.until !== null && t('poller.until', { time: f.moment(app.until, now) })}
          {app.until === null && app.nextAt !== null && t('poller.next', { time: f.moment(app.nextAt, now) })}
        </span>
        <span className="settings-app-space" />
        {app.state === 'running' && (
          <Button size="small" aria-label={label(t('poller.cancel'))} onClick={() => void attempt(() => cancelPoll(app.appId))}>
            {t('poller.cancel')}
          </Button>
        )}
        {canRun(app) && (
          <Button size="small" aria-label={label(t('poller.run'))} onClick={() => void attempt(() => pollNow(app.appId))}>
            {t('poller.run')}
          </Button>
        )}
      </p>
      {app.state === 'running' && app.progress !== null && <Going app={app} {...app.progress} />}
      {app.state !== 'no-bindings' && app.last === null && <p className="muted small">{t('poller.never')}</p>}
      {app.last !== null && <Run run={app.last} now={now} />}
    </li>
  )
}

function Going({ app, done, of }: { app: PollState; done: number; of: number }) {
  const { t, f } = useText()
  return (
    <div className="polled-progress">
      <Progress
        size="small"
        percent={of === 0 ? 0 : Math.round((done / of) * 100)}
        showInfo={false}
        aria-label={t('poller.progressLabel', { app: app.appName })}
      />
      <span className="small muted">{t('poller.progress', { done: f.number(done), of: f.number(of) })}</span>
    </div>
  )
}

function Run({ run, now }: { run: PollRun; now: number }) {
  const texts = useText()
  const { t, f } = texts
  const failure = run.error && errorText(fromErrorInfo(run.error), texts)
  const parts = [
    run.endedAt !== null && t('poller.took', { length: f.length(run.endedAt - run.startedAt) }),
    t('poller.asked', { n: f.number(run.asked) }),
    t('poller.bindings', { n: f.number(run.bindings) }),
    run.firstRead > 0 && t('poller.firstRead', { n: f.number(run.firstRead) }),
  ].filter((part) => part !== false)
  return (
    <>
      <p className="small polled-run">
        <span className="muted" title={f.dateTime(run.startedAt)}>
          {t(run.endedAt === null ? 'poller.present' : 'poller.last')} {f.moment(run.startedAt, now)}
        </span>
        {run.outcome !== null && (
          <span data-outcome={run.outcome}>
            {outcomeIcons[run.outcome]} {t(`poller.outcome.${run.outcome}`)}
          </span>
        )}
        <span className="muted">{parts.join(' · ')}</span>
        {run.differences > 0 && <span className="polled-found">{t('poller.differences', { n: f.number(run.differences) })}</span>}
        {run.differences === 0 && run.outcome === 'done' && <span className="muted">{t('poller.noDifferences')}</span>}
        {run.failures > 0 && <span className="polled-failures">{t('poller.failures', { n: f.number(run.failures) })}</span>}
      </p>
      {failure && (
        <p className="small polled-failures" role="alert">
          {failure.full}
        </p>
      )}
    </>
  )
}
