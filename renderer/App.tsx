import { Button } from 'antd'
import { useEffect } from 'react'
import { FailNotice } from './components/Notice.tsx'
import { useApp } from './store/use-app.ts'
import { errorText } from './text/error-text.ts'
import { useText } from './text/use-text.ts'
import { Frame } from './views/frame/Frame.tsx'
import { FirstRun } from './views/first-run/FirstRun.tsx'
import { GuidePage } from './views/first-run/GuidePage.tsx'

/** Which of the three the user meets: the first-run page, the guide after connecting, or the frame with its pages. */
export function App() {
  const texts = useText()
  const { t } = texts
  const { open, known } = useApp(({ data }) => ({ open: data.profiles.value?.open ?? null, known: data.profiles.value !== null }))
  const error = useApp(({ data }) => data.profiles.error)
  const backend = useApp(({ data }) => data.shell.value?.backend.state ?? 'starting')
  const connecting = useApp((state) => state.connectDraft !== null)
  const guideShown = useApp((state) => state.guideShown)
  useEffect(() => {
    const name = t('frame.appName')
    document.title = open?.kind === 'demo' ? `DEMO · ${name}` : open ? `${open.name} · ${name}` : name
  }, [open, t])

  if (!known) {
    if (backend === 'failed') return <FailNotice title={t('frame.strip.backend.failed')} text={t('frame.strip.backendFailedHint')} />
    if (!error || backend !== 'running') return <p className="starting muted">{t('frame.common.loading')}</p>
    const { title, todo } = errorText(error, texts)
    return (
      <FailNotice title={title} text={todo}>
        <Button onClick={() => window.location.reload()}>{t('frame.common.retry')}</Button>
      </FailNotice>
    )
  }
  if (!open || connecting) return <FirstRun />
  return guideShown ? <GuidePage /> : <Frame />
}
