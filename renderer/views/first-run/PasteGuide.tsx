import { Alert } from 'antd'
import type { Mode } from '../../../shared/domain/platform-app.ts'
import type { AppRow } from '../../../shared/ipc/system.ts'
import { CopyField } from '../../components/CopyField.tsx'
import { useText } from '../../text/use-text.ts'
import './paste-guide.css'

/** SMS pushes exist in these modes only (callbacks.md §6). */
const smsModes: readonly Mode[] = ['AX', 'AXB']

/** The push URLs and the console's fields they go into, by the console's own names (callbacks.md §1). */
export function PasteGuide({ apps }: { apps: readonly AppRow[] }) {
  const { t } = useText()
  const used = (modes: readonly Mode[]) => modes.filter((mode) => apps.some((app) => app.mode === mode))
  const sms = used(smsModes)
  const only = (modes: readonly Mode[]) =>
    apps.every((app) => modes.includes(app.mode)) ? '' : t('profiles.guide.onlyModes', { modes: modes.join(', ') })
  const paste = t('profiles.guide.sameUrl')
  return (
    <div className="paste-guide">
      {apps.map((app) => (
        <PushUrl key={app.id} app={app} />
      ))}
      <table>
        <thead>
          <tr>
            <th scope="col">{t('profiles.guide.field')}</th>
            <th scope="col">{t('profiles.guide.what')}</th>
          </tr>
        </thead>
        <tbody>
          <Row field={t('profiles.guide.callStatus')} what={paste} />
          <Row field={t('profiles.guide.cdr')} what={paste} />
          <Row field={t('profiles.guide.numberStatus')} what={paste} />
          <Row field={t('profiles.guide.numberSwitch')} what={t('profiles.guide.numberSwitchOn')} />
          {sms.length > 0 && <Row field={t('profiles.guide.smsNotify')} what={`${paste} ${only(sms)}`} />}
          {sms.includes('AX') && <Row field={t('profiles.guide.smsControl')} what={t('profiles.guide.leaveEmpty')} />}
        </tbody>
      </table>
      <p className="muted small">
        {t('profiles.guide.effect')} {sms.length > 0 && t('profiles.guide.smsNote')}
      </p>
    </div>
  )
}

function PushUrl({ app }: { app: AppRow }) {
  const { t } = useText()
  const label = t('profiles.guide.urlOf', { app: app.name })
  return (
    <>
      <h3>
        {label} <span className="muted">{app.mode}</span>
      </h3>
      {app.pushUrl === null ? (
        <p className="muted">{t('profiles.guide.noUrl')}</p>
      ) : (
        <CopyField label={label} value={app.pushUrl} words={{ copy: t('frame.common.copy'), copied: t('frame.common.copied') }} />
      )}
      {app.pushUrl !== null && isLocal(app.pushUrl) && <Alert type="warning" showIcon title={t('profiles.guide.localOnly')} />}
    </>
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

/** Whether only this computer can reach an address. */
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
