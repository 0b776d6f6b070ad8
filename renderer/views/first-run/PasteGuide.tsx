import { Alert } from 'antd'
import type { Mode } from '../../../shared/domain/platform-app.ts'
import type { AppRow } from '../../../shared/ipc/system.ts'
import { CopyField } from '../../components/CopyField.tsx'
import { useText } from '../../text/use-text.ts'
import './paste-guide.css'

/** SMS pushes exist in these modes only; control answers in two of them (callbacks.md §1, §6). */
const smsModes: readonly Mode[] = ['AX', 'AXB', 'X']
const smsControlModes: readonly Mode[] = ['AX', 'X']

/** The push URL of an app and the console's fields it goes into, by the console's own names (callbacks.md §1). */
export function PasteGuide({ app }: { app: AppRow }) {
  const { t } = useText()
  if (app.pushUrl === null) return <p className="muted">{t('profiles.guide.noUrl')}</p>
  const label = t('profiles.guide.urlOf', { app: app.name })
  const sms = smsModes.includes(app.mode)
  const paste = t('profiles.guide.sameUrl')
  return (
    <div className="paste-guide">
      <h3>{label}</h3>
      <CopyField label={label} value={app.pushUrl} words={{ copy: t('frame.common.copy'), copied: t('frame.common.copied') }} />
      {isLocal(app.pushUrl) && <Alert type="warning" showIcon title={t('profiles.guide.localOnly')} />}
      <table>
        <thead>
          <tr>
            <th>{t('profiles.guide.field')}</th>
            <th>{t('profiles.guide.what')}</th>
          </tr>
        </thead>
        <tbody>
          <Row field={t('profiles.guide.callStatus')} what={paste} />
          <Row field={t('profiles.guide.cdr')} what={paste} />
          <Row field={t('profiles.guide.numberStatus')} what={paste} />
          <Row field={t('profiles.guide.numberSwitch')} what={t('profiles.guide.numberSwitchOn')} />
          {sms && <Row field={t('profiles.guide.smsNotify')} what={paste} />}
          {smsControlModes.includes(app.mode) && <Row field={t('profiles.guide.smsControl')} what={paste} />}
        </tbody>
      </table>
      <p className="muted small">
        {t('profiles.guide.effect')} {sms && t('profiles.guide.smsNote')}
      </p>
    </div>
  )
}

function Row({ field, what }: { field: string; what: string }) {
  return (
    <tr>
      <th scope="row">{field}</th>
      <td>{what}</td>
    </tr>
  )
}

export function isLocal(url: string): boolean {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
}

/** How pushes from the internet can reach a computer that has no address there. */
export function NatNote() {
  const { t } = useText()
  return (
    <section className="nat-note">
      <h3>{t('profiles.guide.natTitle')}</h3>
      <p>{t('profiles.guide.natText')}</p>
      <ul>
        <li>{t('profiles.guide.natWays.proxy')}</li>
        <li>{t('profiles.guide.natWays.tunnel')}</li>
        <li>{t('profiles.guide.natWays.port')}</li>
      </ul>
      <p>{t('profiles.guide.natThen')}</p>
    </section>
  )
}
