import { Form, Input, Modal, Radio, Select } from 'antd'
import { SignaturePolicy } from '../../../shared/domain/platform-app.ts'
import { NewApp, SetSecret, UpdateApp, type AppRow } from '../../../shared/ipc/system.ts'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'
import { AppFields, appInput, newAppDraft, type AppDraft } from '../forms/AppFields.tsx'
import { FormEnd } from '../forms/FormEnd.tsx'
import { useSubmit } from '../forms/use-submit.ts'

export function AddAppDialog({ onClose }: { onClose(): void }) {
  const { t } = useText()
  const [form] = Form.useForm<AppDraft>()
  const addApp = useApp((state) => state.addApp)
  const { busy, failure, submit } = useSubmit(form, NewApp)
  return (
    <Modal open footer={null} title={t('settings.apps.addTitle')} width={640} onCancel={onClose}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={busy}
        initialValues={newAppDraft}
        onFinish={async (typed) => {
          if (await submit(appInput(typed), addApp)) onClose()
        }}
      >
        <AppFields at={[]} />
        <FormEnd action={t('settings.apps.addAction')} busy={busy} failure={failure} />
      </Form>
    </Modal>
  )
}

export function ChangeAppDialog({ app, onClose }: { app: AppRow; onClose(): void }) {
  const { t } = useText()
  const [form] = Form.useForm<Pick<AppRow, 'name' | 'baseUrl' | 'signature'>>()
  const signature: SignaturePolicy = Form.useWatch('signature', form) ?? app.signature
  const updateApp = useApp((state) => state.updateApp)
  const { busy, failure, submit } = useSubmit(form, UpdateApp)
  return (
    <Modal open footer={null} title={app.name} width={520} onCancel={onClose}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={busy}
        initialValues={{ name: app.name, baseUrl: app.baseUrl, signature: app.signature }}
        onFinish={async (typed) => {
          if (await submit({ ...typed, id: app.id }, updateApp)) onClose()
        }}
      >
        <Form.Item name="name" label={t('settings.apps.name')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="baseUrl" label={t('profiles.connect.baseUrl')} extra={t('profiles.connect.baseUrlHelp')}>
          <Input className="mono" autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item name="signature" label={t('profiles.connect.signature')} extra={t(`profiles.connect.signatureHelp.${signature}`)}>
          <Select options={SignaturePolicy.options.map((value) => ({ value, label: t(`profiles.connect.signatures.${value}`) }))} />
        </Form.Item>
        <FormEnd action={t('frame.common.save')} busy={busy} failure={failure} />
      </Form>
    </Modal>
  )
}

export function SecretDialog({ app, onClose }: { app: AppRow; onClose(): void }) {
  const { t } = useText()
  const [form] = Form.useForm<{ secret: string; how: 'add' | 'replace' }>()
  const first = app.secrets === 0
  const how = Form.useWatch('how', form) ?? 'add'
  const setSecret = useApp((state) => state.setSecret)
  const { busy, failure, submit } = useSubmit(form, SetSecret)
  return (
    <Modal open footer={null} title={t('settings.apps.secretTitle', { app: app.name })} width={520} onCancel={onClose}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={busy}
        initialValues={{ secret: '', how: first ? 'replace' : 'add' }}
        onFinish={async (typed) => {
          if (await submit({ id: app.id, secret: typed.secret.trim(), how: typed.how }, setSecret)) onClose()
        }}
      >
        <Form.Item name="secret" label={t('settings.apps.newSecret')}>
          <Input.Password className="mono" autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item name="how" label={t('settings.apps.how')} extra={t(`settings.apps.howHelp.${how}`)} hidden={first}>
          <Radio.Group options={SetSecret.shape.how.options.map((value) => ({ value, label: t(`settings.apps.hows.${value}`) }))} />
        </Form.Item>
        <FormEnd action={t('frame.common.save')} busy={busy} failure={failure} />
      </Form>
    </Modal>
  )
}
