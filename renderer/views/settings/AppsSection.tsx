import { PlusOutlined } from '@ant-design/icons'
import { Button, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { questionsOf } from '../../../shared/domain/platform-app.ts'
import { minuteMs } from '../../../shared/domain/time.ts'
import type { AppRow } from '../../../shared/ipc/system.ts'
import { EmptyNotice } from '../../components/Notice.tsx'
import { useNow } from '../../components/use-now.ts'
import { useApp } from '../../store/use-app.ts'
import { errorText } from '../../text/error-text.ts'
import { useText, type Texts } from '../../text/use-text.ts'
import { AnswersDialog } from './AnswersDialog.tsx'
import { ApiDialog } from './ApiDialog.tsx'
import { AddAppDialog, ChangeAppDialog, SecretDialog } from './AppDialogs.tsx'
import { Reverify } from './Reverify.tsx'
import { Section } from './Section.tsx'

type AppDialog = 'change' | 'secret' | 'api' | 'answers'
type Dialog = { kind: 'add' } | { kind: AppDialog; app: AppRow } | null

export function AppsSection() {
  const texts = useText()
  const { t } = texts
  const { value: apps, error } = useApp((state) => state.data.apps)
  const demo = useApp(({ data }) => data.profiles.value?.open?.kind === 'demo')
  const [dialog, setDialog] = useState<Dialog>(null)
  const close = () => setDialog(null)
  const failure = !apps && error ? errorText(error, texts) : null
  return (
    <Section
      name="apps"
      title={t('settings.apps.title')}
      action={
        demo ? (
          <span className="muted small">{t('settings.apps.demoFixed')}</span>
        ) : (
          <Button size="small" icon={<PlusOutlined />} onClick={() => setDialog({ kind: 'add' })}>
            {t('settings.apps.add')}
          </Button>
        )
      }
    >
      {!apps && !failure && <Skeleton active />}
      {failure && <p role="alert">{failure.full}</p>}
      {apps?.length === 0 && <EmptyNotice title={t('settings.apps.empty')} text={t('settings.apps.emptyText')} />}
      <ul className="settings-list">
        {apps?.map((app) => (
          <App key={app.id} app={app} fixed={demo} onOpen={(kind) => setDialog({ kind, app })} />
        ))}
      </ul>
      {dialog?.kind === 'add' && <AddAppDialog onClose={close} />}
      {dialog?.kind === 'change' && <ChangeAppDialog app={dialog.app} onClose={close} />}
      {dialog?.kind === 'secret' && <SecretDialog app={dialog.app} onClose={close} />}
      {dialog?.kind === 'api' && <ApiDialog app={dialog.app} onClose={close} />}
      {dialog?.kind === 'answers' && <AnswersDialog app={dialog.app} onClose={close} />}
    </Section>
  )
}

interface AppProps {
  app: AppRow
  fixed: boolean
  onOpen(dialog: AppDialog): void
}

function App({ app, fixed, onOpen }: AppProps) {
  const texts = useText()
  const { t, f } = texts
  const age = useNow((now) => (app.lastPushAt === null ? t('settings.apps.never') : f.ago(now - app.lastPushAt)))
  const secret = app.secrets === 0 ? 'secretNone' : app.secrets === 1 ? 'secretOne' : 'secretTwo'
  const asked = questionsOf(app.mode)
  const actions: { dialog: AppDialog; label: string }[] = [
    { dialog: 'change', label: t('settings.apps.change') },
    { dialog: 'secret', label: t('settings.apps.setSecret') },
    { dialog: 'api', label: t('settings.apps.api.action') },
    ...(asked.call || asked.sms ? [{ dialog: 'answers' as const, label: t('settings.apps.answers') }] : []),
  ]
  return (
    <li className="settings-app">
      <p className="settings-app-head">
        <b>{app.name}</b>
        <Tag>{app.mode}</Tag>
        <span className="settings-app-space" />
        {!fixed &&
          actions.map(({ dialog, label }) => (
            <Button key={dialog} size="small" onClick={() => onOpen(dialog)} aria-label={`${label} ${app.name}`}>
              {label}
            </Button>
          ))}
      </p>
      <dl className="settings-facts">
        <div>
          <dt>{t('settings.apps.key')}</dt>
          <dd className="mono">{app.appKey}</dd>
        </div>
        <div>
          <dt>{t('settings.apps.secret')}</dt>
          <dd className={app.secrets === 0 ? 'settings-bad' : undefined}>{t(`settings.apps.${secret}`)}</dd>
        </div>
        <div>
          <dt>{t('settings.apps.signature')}</dt>
          <dd>{t(`profiles.connect.signatures.${app.signature}`)}</dd>
        </div>
        <div>
          <dt>{t('settings.apps.lastPush')}</dt>
          <dd title={app.lastPushAt === null ? undefined : f.dateTime(app.lastPushAt)}>{age}</dd>
        </div>
        <ApiFact api={app.api} />
        <div>
          <dt>{t('settings.apps.poll')}</dt>
          <dd>{pollText(app, texts)}</dd>
        </div>
        {asked.call && (
          <div>
            <dt>{t('settings.apps.answerCall')}</dt>
            <dd>{t(`settings.apps.told.${app.answers.call}`, { callee: app.answers.callee })}</dd>
          </div>
        )}
        {asked.sms && (
          <div>
            <dt>{t('settings.apps.answerSms')}</dt>
            <dd>{t(`settings.apps.told.${app.answers.sms}`)}</dd>
          </div>
        )}
      </dl>
      {app.refused > 0 && <Reverify app={app} />}
    </li>
  )
}

function ApiFact({ api }: { api: AppRow['api'] }) {
  const { t, f } = useText()
  const summary = t('settings.apps.api.summary', {
    generation: `X-${api.generation.toUpperCase()}`,
    rate: f.number(api.requestsPerSecond),
    concurrency: f.number(api.concurrency),
    timeout: f.length(api.timeoutMs),
    proxy: api.proxy.kind === 'explicit' ? api.proxy.url : t(`settings.apps.api.proxies.${api.proxy.kind}`),
  })
  return (
    <div>
      <dt>{t('settings.apps.api.action')}</dt>
      <dd>{summary}</dd>
    </div>
  )
}

function pollText({ mode, api }: AppRow, { t, f }: Texts): string {
  if (mode === 'X') return t('settings.apps.pollNone')
  if (api.pollEveryMinutes === 0) return t('settings.apps.pollOff')
  return t('settings.apps.pollEvery', { every: f.length(api.pollEveryMinutes * minuteMs) })
}
