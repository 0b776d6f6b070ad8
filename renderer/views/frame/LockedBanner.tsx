import { LockOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState, type FormEvent } from 'react'
import { asAppError } from '../../api.ts'
import type { AppError } from '../../../shared/errors.ts'
import { useApp } from '../../store/use-app.ts'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'

/** The open profile cannot check signatures until its secrets are at hand; this says so and asks for them. */
export function LockedBanner() {
  const { t } = useText()
  const locked = useApp(({ data }) => data.profiles.value?.open?.locked ?? null)
  if (locked === null) return null
  return (
    <section className="locked" role="alert" aria-label={t('frame.locked.title')}>
      <LockOutlined />
      <div className="locked-words">
        <h2>{t('frame.locked.title')}</h2>
        <p className="small">{t('frame.locked.why')}</p>
      </div>
      {locked === 'passphrase' ? <PassphraseForm /> : <SecretsForm />}
    </section>
  )
}

function useUnlock() {
  const texts = useText()
  const unlock = useApp((state) => state.unlock)
  const [error, setError] = useState<AppError | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (answer: Parameters<typeof unlock>[0]) => {
    setBusy(true)
    setError(null)
    await unlock(answer).catch((thrown: unknown) => setError(asAppError(thrown)))
    setBusy(false)
  }
  return { submit, busy, failure: error && errorText(error, texts) }
}

function PassphraseForm() {
  const { t } = useText()
  const { submit, busy, failure } = useUnlock()
  const [passphrase, setPassphrase] = useState('')
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (passphrase !== '') void submit({ with: 'passphrase', passphrase })
  }
  return (
    <form className="locked-form" onSubmit={onSubmit}>
      <Input.Password
        size="small"
        autoComplete="off"
        placeholder={t('frame.locked.passphrase')}
        aria-label={t('frame.locked.passphrase')}
        title={t('frame.locked.passphraseHint')}
        status={failure ? 'error' : ''}
        value={passphrase}
        onChange={(event) => setPassphrase(event.target.value)}
      />
      <Button size="small" type="primary" htmlType="submit" loading={busy} disabled={passphrase === ''}>
        {t('frame.locked.unlock')}
      </Button>
      {failure && <p className="locked-error small">{failure.full}</p>}
    </form>
  )
}

function SecretsForm() {
  const { t } = useText()
  const apps = useApp(({ data }) => data.apps.value ?? [])
  const { submit, busy, failure } = useUnlock()
  const [typed, setTyped] = useState<Record<number, string>>({})
  const missing = apps.filter((app) => app.secrets === 0)
  const secrets = missing.flatMap(({ id }) => (typed[id] ? [{ appId: id, secret: typed[id] }] : []))
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (secrets.length > 0) void submit({ with: 'secrets', secrets })
  }
  return (
    <form className="locked-form" onSubmit={onSubmit} title={t('frame.locked.secretsHint')}>
      {missing.map((app) => (
        <Input.Password
          key={app.id}
          size="small"
          autoComplete="off"
          placeholder={t('frame.locked.secretOf', { app: app.name })}
          aria-label={t('frame.locked.secretOf', { app: app.name })}
          status={failure ? 'error' : ''}
          value={typed[app.id] ?? ''}
          onChange={(event) => setTyped({ ...typed, [app.id]: event.target.value })}
        />
      ))}
      <Button size="small" type="primary" htmlType="submit" loading={busy} disabled={secrets.length === 0}>
        {t('frame.locked.unlock')}
      </Button>
      {failure && <p className="locked-error small">{failure.full}</p>}
    </form>
  )
}
