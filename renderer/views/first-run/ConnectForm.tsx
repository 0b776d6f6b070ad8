import { ArrowLeftOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Input, Radio } from 'antd'
import { useEffect, useRef } from 'react'
import { ConnectAccount } from '../../../shared/ipc/system.ts'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'
import { useAttempt } from '../attempt.ts'
import { AppFields } from '../forms/AppFields.tsx'
import { FormEnd } from '../forms/FormEnd.tsx'
import { ReceiverFields } from '../forms/ReceiverFields.tsx'
import { useSubmit } from '../forms/use-submit.ts'
import { connectInput, startDraft, type Draft } from './connect-draft.ts'

export function ConnectForm() {
  const { t } = useText()
  const [form] = Form.useForm<Draft>()
  const { draft, osKeeping, mayConnect } = useApp(({ connectDraft, data }) => ({
    draft: connectDraft,
    osKeeping: data.profiles.value?.osKeeping ?? false,
    mayConnect: data.profiles.value?.mayConnect ?? true,
  }))
  const { keepDraft, connect } = useApp(({ keepDraft, connect }) => ({ keepDraft, connect }))
  const { busy, error, failure, submit } = useSubmit(form, ConnectAccount)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="connect">
      <header className="connect-head">
        <Button type="text" icon={<ArrowLeftOutlined />} onClick={() => keepDraft(null)}>
          {t('profiles.connect.back')}
        </Button>
        <h1 ref={heading} tabIndex={-1}>
          {t('profiles.connect.title')}
        </h1>
      </header>
      {!mayConnect && <Refused />}
      <Form
        form={form}
        className="connect-form card"
        layout="vertical"
        requiredMark={false}
        disabled={!mayConnect || busy}
        initialValues={startDraft(draft ?? {}, osKeeping)}
        onValuesChange={(_, all) => keepDraft({ ...all })}
        onFinish={(typed) => {
          if (typed.keeping === 'passphrase' && typed.passphrase !== typed.passphraseAgain) {
            form.setFields([{ name: 'passphraseAgain', errors: [t('profiles.connect.passphraseDiffers')] }])
            return
          }
          void submit(connectInput(typed), connect)
        }}
      >
        <h2>{t('profiles.connect.account')}</h2>
        <Form.Item name="name" label={t('profiles.connect.name')} extra={t('profiles.connect.nameHelp')}>
          <Input placeholder={t('profiles.connect.namePlaceholder')} maxLength={60} />
        </Form.Item>
        <h2>{t('profiles.connect.app')}</h2>
        <p className="muted">{t('profiles.connect.appHelp')}</p>
        <AppFields at={['app']} />
        <h2>{t('profiles.connect.keeping')}</h2>
        <KeepingFields osKeeping={osKeeping} />
        <h2>{t('profiles.connect.receiver')}</h2>
        <ReceiverFields at={['receiver']} error={error} />
        <FormEnd action={t('profiles.connect.submit')} busy={busy} failure={failure} />
      </Form>
    </section>
  )
}

function Refused() {
  const { t } = useText()
  const attempt = useAttempt()
  const startDemo = useApp((state) => state.startDemo)
  const version = useApp(({ data }) => data.shell.value?.runtime.electron ?? '')
  return (
    <Alert
      type="warning"
      showIcon
      title={t('profiles.connect.refusedTitle')}
      description={t('profiles.connect.refusedText', { version })}
      action={
        <Button size="small" onClick={() => void attempt(startDemo)}>
          {t('profiles.first.demoAction')}
        </Button>
      }
    />
  )
}

function KeepingFields({ osKeeping }: { osKeeping: boolean }) {
  const { t } = useText()
  const form = Form.useFormInstance<Draft>()
  const keeping = Form.useWatch('keeping', form)
  const ways = osKeeping ? (['os', 'passphrase', 'ask'] as const) : (['passphrase', 'ask'] as const)
  return (
    <>
      {!osKeeping && <p className="muted">{t('profiles.connect.noOs')}</p>}
      <Form.Item name="keeping" label={t('profiles.connect.keeping')} className="form-unlabelled">
        <Radio.Group className="keeping">
          {ways.map((way) => (
            <Radio key={way} value={way}>
              {t(`profiles.connect.keepings.${way}`)}
              <span className="muted small">{t(`profiles.connect.keepingHelp.${way}`)}</span>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      {keeping === 'passphrase' && (
        <div className="form-pair">
          <Form.Item name="passphrase" label={t('profiles.connect.passphrase')} extra={t('profiles.connect.passphraseHelp')}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Form.Item name="passphraseAgain" label={t('profiles.connect.passphraseAgain')}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
        </div>
      )}
    </>
  )
}
