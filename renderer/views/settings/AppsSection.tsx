import { PlusOutlined } from '@ant-design/icons'
import { Button, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import type { AppRow } from '../../../shared/ipc/system.ts'
import { EmptyNotice } from '../../components/Notice.tsx'
import { useNow } from '../../components/use-now.ts'
import { useApp } from '../../store/use-app.ts'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'
import { AddAppDialog, ChangeAppDialog, SecretDialog } from './AppDialogs.tsx'
import { Reverify } from './Reverify.tsx'
import { Section } from './Section.tsx'

type Dialog = { kind: 'add' } | { kind: 'change' | 'secret'; app: AppRow } | null

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
          <App
            key={app.id}
            app={app}
            fixed={demo}
            onChange={() => setDialog({ kind: 'change', app })}
            onSecret={() => setDialog({ kind: 'secret', app })}
          />
        ))}
      </ul>
      {dialog?.kind === 'add' && <AddAppDialog onClose={close} />}
      {dialog?.kind === 'change' && <ChangeAppDialog app={dialog.app} onClose={close} />}
      {dialog?.kind === 'secret' && <SecretDialog app={dialog.app} onClose={close} />}
    </Section>
  )
}

interface AppProps {
  app: AppRow
  fixed: boolean
  onChange(): void
  onSecret(): void
}

function App({ app, fixed, onChange, onSecret }: AppProps) {
  const { t, f } = useText()
  const age = useNow((now) => (app.lastPushAt === null ? t('settings.apps.never') : f.ago(now - app.lastPushAt)))
  const secret = app.secrets === 0 ? 'secretNone' : app.secrets === 1 ? 'secretOne' : 'secretTwo'
  return (
    <li className="settings-app">
      <p className="settings-app-head">
        <b>{app.name}</b>
        <Tag>{app.mode}</Tag>
        <span className="settings-app-space" />
        {!fixed && (
          <>
            <Button size="small" onClick={onChange} aria-label={`${t('settings.apps.change')} ${app.name}`}>
              {t('settings.apps.change')}
            </Button>
            <Button size="small" onClick={onSecret} aria-label={`${t('settings.apps.setSecret')} ${app.name}`}>
              {t('settings.apps.setSecret')}
            </Button>
          </>
        )}
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
      </dl>
      {app.refused > 0 && <Reverify app={app} />}
    </li>
  )
}
