import { Button, Skeleton } from 'antd'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'
import { NatNote, PasteGuide } from './PasteGuide.tsx'
import './first-run.css'

/** Right after connecting: what to carry over to the platform's console. */
export function GuidePage() {
  const { t } = useText()
  const apps = useApp(({ data }) => data.apps.value)
  const endGuide = useApp((state) => state.endGuide)
  return (
    <main className="first-run">
      <div className="first-run-body guide">
        <h1>{t('profiles.guide.title')}</h1>
        <p className="muted">{t('profiles.guide.lead')}</p>
        {apps ? <PasteGuide apps={apps} /> : <Skeleton active />}
        <NatNote />
        <Button type="primary" onClick={endGuide}>
          {t('profiles.guide.done')}
        </Button>
      </div>
    </main>
  )
}
