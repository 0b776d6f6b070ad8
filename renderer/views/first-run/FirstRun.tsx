import { ApiOutlined, PlayCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'
import { useAttempt } from '../attempt.ts'
import { LookSwitches } from '../frame/LookSwitches.tsx'
import { ConnectForm } from './ConnectForm.tsx'
import './first-run.css'

/** No profile is open: two offers, and the profiles there are. */
export function FirstRun() {
  const connecting = useApp((state) => state.connectDraft !== null)
  return (
    <main className="first-run">
      <div className="first-run-look">
        <LookSwitches />
      </div>
      <div className="first-run-body">{connecting ? <ConnectForm /> : <Offers />}</div>
    </main>
  )
}

function Offers() {
  const { t } = useText()
  const attempt = useAttempt()
  const { startDemo, keepDraft } = useApp(({ startDemo, keepDraft }) => ({ startDemo, keepDraft }))
  const [busy, setBusy] = useState(false)
  const demo = async () => {
    setBusy(true)
    await attempt(startDemo)
    setBusy(false)
  }
  return (
    <>
      <h1>{t('profiles.first.title')}</h1>
      <p className="muted">{t('profiles.first.lead')}</p>
      <div className="offers">
        <section className="offer card">
          <PlayCircleOutlined className="offer-icon" />
          <h2>{t('profiles.first.demoTitle')}</h2>
          <p>{t('profiles.first.demoText')}</p>
          <Button type="primary" loading={busy} onClick={() => void demo()}>
            {t('profiles.first.demoAction')}
          </Button>
        </section>
        <section className="offer card">
          <ApiOutlined className="offer-icon" />
          <h2>{t('profiles.first.connectTitle')}</h2>
          <p>{t('profiles.first.connectText')}</p>
          <Button onClick={() => keepDraft({})}>{t('profiles.first.connectAction')}</Button>
        </section>
      </div>
      <KnownProfiles />
    </>
  )
}

function KnownProfiles() {
  const { t, f } = useText()
  const attempt = useAttempt()
  const profiles = useApp(({ data }) => data.profiles.value?.profiles ?? [])
  const openProfile = useApp((state) => state.openProfile)
  if (profiles.length === 0) return null
  return (
    <section className="known" aria-label={t('profiles.first.known')}>
      <h2>{t('profiles.first.known')}</h2>
      <ul className="card">
        {profiles.map((profile) => (
          <li key={profile.id}>
            <b>{profile.name}</b>
            <span className="muted">
              {t(profile.kind === 'demo' ? 'profiles.first.demoKind' : 'profiles.first.realKind')} ·{' '}
              {t('profiles.first.createdAt', { date: f.date(profile.createdAt) })}
            </span>
            <Button
              size="small"
              aria-label={`${t('profiles.first.openAction')} ${profile.name}`}
              onClick={() => void attempt(() => openProfile(profile.id))}
            >
              {t('profiles.first.openAction')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
