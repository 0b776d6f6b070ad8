import { App, Form, Skeleton } from 'antd'
import { fromErrorInfo } from '../../../shared/errors.ts'
import type { ReceiverState } from '../../../shared/ipc/system.ts'
import { ReceiverSettings } from '../../../shared/settings.ts'
import { useApp } from '../../store/use-app.ts'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'
import { FormEnd } from '../forms/FormEnd.tsx'
import { receiverDraft, ReceiverFields, receiverInput, type ReceiverDraft } from '../forms/ReceiverFields.tsx'
import { useSubmit } from '../forms/use-submit.ts'
import { Section } from './Section.tsx'

export function ReceiverSection() {
  const texts = useText()
  const { t } = texts
  const { value: receiver, error } = useApp((state) => state.data.receiver)
  const demo = useApp((state) => state.data.profiles.value?.open?.kind === 'demo')
  const failure = error && errorText(error, texts)
  return (
    <Section name="receiver" title={t('settings.receiver.title')}>
      {receiver && <State receiver={receiver} />}
      {demo ? (
        <p className="muted">{t('settings.receiver.demoFixed')}</p>
      ) : receiver ? (
        <ReceiverForm receiver={receiver} />
      ) : failure ? (
        <p role="alert">{failure.full}</p>
      ) : (
        <Skeleton active />
      )}
    </Section>
  )
}

function State({ receiver }: { receiver: ReceiverState }) {
  const texts = useText()
  const { t } = texts
  if (receiver.state === 'listening') return <p className="settings-good">{t('settings.receiver.listening', { url: receiver.url })}</p>
  if (receiver.state === 'stopped') return <p className="muted">{t('settings.receiver.stopped')}</p>
  const failure = receiver.error && errorText(fromErrorInfo(receiver.error), texts)
  return (
    <p className="settings-bad" role="alert">
      <b>{t('settings.receiver.failed')}</b> {failure && failure.full}
    </p>
  )
}

function ReceiverForm({ receiver }: { receiver: ReceiverState }) {
  const { t } = useText()
  const { message } = App.useApp()
  const [form] = Form.useForm<ReceiverDraft>()
  const updateReceiver = useApp((state) => state.updateReceiver)
  const { busy, error, failure, submit } = useSubmit(form, ReceiverSettings)
  // A receiver that could not start knows a free port too, before anything was sent from here.
  const known = error ?? (receiver.error ? fromErrorInfo(receiver.error) : null)
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      disabled={busy}
      initialValues={receiverDraft(receiver.settings)}
      onFinish={async (typed) => {
        const done = await submit(receiverInput(typed), updateReceiver)
        if (done) void message.success(t('settings.receiver.applied'))
      }}
    >
      <ReceiverFields at={[]} error={known} />
      <FormEnd action={t('settings.receiver.apply')} busy={busy} failure={failure} />
    </Form>
  )
}
