import { Segmented, Switch } from 'antd'
import { useId } from 'react'
import { defaultSettings, Settings } from '../../../shared/settings.ts'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'
import { useAttempt } from '../attempt.ts'
import { Section } from './Section.tsx'

export function LookSection() {
  const { t } = useText()
  const attempt = useAttempt()
  const settings = useApp(({ data }) => data.settings.value) ?? defaultSettings
  const updateSettings = useApp((state) => state.updateSettings)
  const keepId = useId()
  return (
    <Section title={t('settings.look.title')}>
      <div className="settings-row">
        <span>{t('settings.look.language')}</span>
        <Segmented
          aria-label={t('settings.look.language')}
          value={settings.language}
          options={Settings.shape.language.options.map((value) => ({ value, label: t(`frame.language.${value}`) }))}
          onChange={(language) => void attempt(() => updateSettings({ language }))}
        />
      </div>
      <div className="settings-row">
        <span>{t('settings.look.theme')}</span>
        <Segmented
          aria-label={t('settings.look.theme')}
          value={settings.theme}
          options={Settings.shape.theme.options.map((value) => ({ value, label: t(`frame.theme.${value}`) }))}
          onChange={(theme) => void attempt(() => updateSettings({ theme }))}
        />
      </div>
      <div className="settings-row">
        <span>
          <label htmlFor={keepId}>{t('settings.look.keepReceiving')}</label>
          <span className="muted small settings-help">{t('settings.look.keepReceivingHelp')}</span>
        </span>
        <Switch
          id={keepId}
          checked={settings.keepReceiving}
          onChange={(keepReceiving) => void attempt(() => updateSettings({ keepReceiving }))}
        />
      </div>
    </Section>
  )
}
