import { App, Button } from 'antd'
import { useState } from 'react'
import type { AppRow } from '../../../shared/ipc/system.ts'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'
import { useAttempt } from '../attempt.ts'

/** Refused pushes are kept: once the secret is right they can be taken in. */
export function Reverify({ app }: { app: AppRow }) {
  const { t, f } = useText()
  const { message } = App.useApp()
  const attempt = useAttempt()
  const reverify = useApp((state) => state.reverify)
  const [busy, setBusy] = useState(false)
  const check = async () => {
    setBusy(true)
    await attempt(async () => {
      const { accepted, stillRefused } = await reverify(app.id)
      void message.info(t('settings.apps.reverified', { accepted: f.number(accepted), stillRefused: f.number(stillRefused) }))
    })
    setBusy(false)
  }
  return (
    <p className="settings-refused">
      {t('settings.apps.refused', { n: f.number(app.refused) })}
      <Button size="small" loading={busy} onClick={() => void check()}>
        {t('settings.apps.reverify')}
      </Button>
    </p>
  )
}
