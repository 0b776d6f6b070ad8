import { App, Button, Tag } from 'antd'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'
import { useAttempt } from '../attempt.ts'
import { Section } from './Section.tsx'

/** The accounts of this computer. One is open at a time, so opening another one asks first. */
export function ProfilesSection() {
  const { t } = useText()
  const { modal } = App.useApp()
  const attempt = useAttempt()
  const view = useApp(({ data }) => data.profiles.value)
  const actions = useApp(({ startDemo, openProfile, closeProfile, keepDraft }) => ({ startDemo, openProfile, closeProfile, keepDraft }))
  if (!view) return null
  const { open, profiles } = view
  const switchTo = (name: string, wish: () => Promise<void>) =>
    void modal.confirm({
      title: t('settings.profiles.switchTitle', { name }),
      content: t('settings.profiles.switchText'),
      okText: t('settings.profiles.open'),
      cancelText: t('frame.common.cancel'),
      onOk: () => attempt(wish),
    })
  const close = (name: string) =>
    void modal.confirm({
      title: t('settings.profiles.closeTitle', { name }),
      content: t('settings.profiles.closeText'),
      okText: t('settings.profiles.closeAction'),
      cancelText: t('frame.common.cancel'),
      onOk: () => attempt(actions.closeProfile),
    })
  const hasDemo = profiles.some((profile) => profile.kind === 'demo')
  return (
    <Section title={t('settings.profiles.title')}>
      <ul className="settings-list">
        {profiles.map((profile) => {
          const isOpen = profile.id === open?.id
          return (
            <li key={profile.id} className="settings-profile">
              <span>
                <b>{profile.name}</b>{' '}
                <Tag color={profile.kind === 'demo' ? 'orange' : 'default'}>{t(`settings.profiles.kind.${profile.kind}`)}</Tag>
                {isOpen && <Tag color="blue">{t('settings.profiles.current')}</Tag>}
                <span className="muted small settings-help">
                  {profile.kind === 'real' && t(`settings.profiles.keeping.${profile.keeping}`)}
                  {isOpen && open && (
                    <>
                      {profile.kind === 'real' && ' · '}
                      {t('settings.profiles.folder')} <span className="mono">{open.folder}</span>
                    </>
                  )}
                </span>
              </span>
              {isOpen ? (
                <Button size="small" onClick={() => close(profile.name)}>
                  {t('settings.profiles.close')}
                </Button>
              ) : (
                <Button
                  size="small"
                  aria-label={`${t('settings.profiles.open')} ${profile.name}`}
                  onClick={() => switchTo(profile.name, () => actions.openProfile(profile.id))}
                >
                  {t('settings.profiles.open')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      <p className="muted small">{t('settings.profiles.closeHelp')}</p>
      <p className="settings-actions">
        {!hasDemo && (
          <Button size="small" onClick={() => switchTo(t('settings.profiles.kind.demo'), actions.startDemo)}>
            {t('settings.profiles.demo')}
          </Button>
        )}
        <Button size="small" onClick={() => actions.keepDraft({})}>
          {t('settings.profiles.connect')}
        </Button>
      </p>
    </Section>
  )
}
