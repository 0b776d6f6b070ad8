import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'
import { NatNote, PasteGuide } from '../first-run/PasteGuide.tsx'
import { Section } from './Section.tsx'

/** What to paste into the platform's console; not for the demo, whose simulator needs none. */
export function UrlsSection() {
  const { t } = useText()
  const apps = useApp(({ data }) => data.apps.value ?? [])
  const demo = useApp(({ data }) => data.profiles.value?.open?.kind === 'demo')
  if (demo || apps.length === 0) return null
  return (
    <Section title={t('settings.urls.title')}>
      <p className="muted">{t('profiles.guide.lead')}</p>
      <PasteGuide apps={apps} />
      <NatNote />
    </Section>
  )
}
