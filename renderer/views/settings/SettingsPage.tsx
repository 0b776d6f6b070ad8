import { useText } from '../../text/use-text.ts'
import { useApp } from '../../store/use-app.ts'
import { NumbersSection } from '../numbers/NumbersSection.tsx'
import { PollerSection } from '../poller/PollerSection.tsx'
import { AppsSection } from './AppsSection.tsx'
import { LookSection } from './LookSection.tsx'
import { ProfilesSection } from './ProfilesSection.tsx'
import { ReceiverSection } from './ReceiverSection.tsx'
import { UrlsSection } from './UrlsSection.tsx'
import './settings.css'

export function SettingsPage() {
  const { t } = useText()
  const shell = useApp(({ data }) => data.shell.value)
  return (
    <main className="settings-page" aria-label={t('settings.title')}>
      <div className="settings-body">
        <h1>{t('settings.title')}</h1>
        <LookSection />
        <ReceiverSection />
        <AppsSection />
        <UrlsSection />
        <PollerSection />
        <NumbersSection />
        <ProfilesSection />
        {shell && (
          <p className="muted small">
            {t('settings.about.version', { version: shell.version, electron: shell.runtime.electron, chromium: shell.runtime.chromium })}
          </p>
        )}
      </div>
    </main>
  )
}
