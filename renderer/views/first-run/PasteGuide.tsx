import { Alert } from 'antd'
import { modes, questionsOf, type Mode } from '../../../shared/domain/platform-app.ts'
import type { AppRow } from '../../../shared/ipc/system.ts'
import { CopyField } from '../../components/CopyField.tsx'
import { useText } from '../../text/use-text.ts'
import './paste-guide.css'

/** SMS pushes exist in these modes only (callbacks.md §6). */
const smsModes: readonly Mode[] = ['AXB', 'AX', 'X']

/** The push URLs and the console's fields they go into, by the console's own names (callbacks.md §1). */
export function PasteGuide({ apps }: { apps: readonly AppRow[] }) {
  const { t, language } = useText()
  const used = (ofModes: readonly Mode[]) => ofModes.filter((mode) => apps.some((app) => app.mode === mode))
  const sms = used(smsModes)
  const smsControl = used(modes.filter((mode) => questionsOf(mode).sms))
  const only = (ofModes: readonly Mode[]) =>
    apps.every((app) => ofModes.includes(app.mode))
      ? ''
      : t('profiles.guide.onlyModes', { modes: ofModes.join(language === 'en' ? ', ' : '、') })
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
          {smsControl.length > 0 && <Row field={t('profiles.guide.smsControl')} what={`${paste} ${only(smsControl)}`} />}
        </tbody>
      </table>
      <ul className="muted small paste-guide-notes">
        <li>{t('profiles.guide.effect')}</li>
        {apps.some((app) => app.mode === 'X') && <li>{t('profiles.guide.xNote')}</li>}
        {sms.length > 0 && apps.some(({ pushUrl }) => pushUrl?.startsWith('http:')) && <li>{t('profiles.guide.smsNote')}</li>}
      </ul>
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
