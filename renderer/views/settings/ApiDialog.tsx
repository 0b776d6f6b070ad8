import { Button, Form, Input, InputNumber, Modal, Radio, Select } from 'antd'
import { ApiSettings, ProxyChoice } from '../../../shared/domain/platform-app.ts'
import { secondMs } from '../../../shared/domain/time.ts'
import { UpdateApp, type AppRow } from '../../../shared/ipc/system.ts'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'
import { FormEnd } from '../forms/FormEnd.tsx'
import { useSubmit } from '../forms/use-submit.ts'
import { apiDefaults, apiDraft, apiInput, type ApiDraft } from './api-draft.ts'

const { generation } = ApiSettings.shape
const generations = generation.unwrap().options
const proxies = ProxyChoice.options.map((choice) => choice.shape.kind.value)

/** How the platform's API is called for one app: what is set, what it would be by default, and what is allowed. */
export function ApiDialog({ app, onClose }: { app: AppRow; onClose(): void }) {
  const { t, f } = useText()
  const [form] = Form.useForm<{ api: ApiDraft }>()
  const proxy: ApiDraft['proxy']['kind'] = Form.useWatch(['api', 'proxy', 'kind'], form) ?? app.api.proxy.kind
  const updateApp = useApp((state) => state.updateApp)
  const { busy, failure, submit } = useSubmit(form, UpdateApp)
  const figure = (name: 'timeoutMs' | 'concurrency' | 'requestsPerSecond' | 'pollEveryMinutes', label: string, help: string) => (
    <Form.Item name={['api', name]} label={label} extra={help}>
      <InputNumber className="api-figure" min={0} controls={false} />
    </Form.Item>
  )
  return (
    <Modal open footer={null} title={t('settings.apps.api.title', { app: app.name })} width={640} onCancel={onClose}>
      <p className="muted api-lead">{t('settings.apps.api.lead')}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={busy}
        initialValues={{ api: apiDraft(app.api) }}
        onFinish={async ({ api }) => {
          if (await submit({ id: app.id, api: apiInput(api) }, updateApp)) onClose()
        }}
      >
        <Form.Item name={['api', 'generation']} label={t('settings.apps.api.generation')} extra={t('settings.apps.api.generationHelp')}>
          <Select options={generations.map((value) => ({ value, label: t(`settings.apps.api.generations.${value}`) }))} />
        </Form.Item>
        <div className="form-pair">
          {figure(
            'timeoutMs',
            t('settings.apps.api.timeout'),
            t('settings.apps.api.timeoutHelp', { n: f.number(apiDefaults.timeoutMs / secondMs) }),
          )}
          {figure(
            'concurrency',
            t('settings.apps.api.concurrency'),
            t('settings.apps.api.concurrencyHelp', { n: f.number(apiDefaults.concurrency) }),
          )}
          {figure(
            'requestsPerSecond',
            t('settings.apps.api.rate'),
            t('settings.apps.api.rateHelp', { n: f.number(apiDefaults.requestsPerSecond) }),
          )}
          {/* In X mode there is nothing to read back; the value stays as it is. */}
          <div hidden={app.mode === 'X'}>
            {figure(
              'pollEveryMinutes',
              t('settings.apps.api.pollEvery'),
              t('settings.apps.api.pollEveryHelp', { n: f.number(apiDefaults.pollEveryMinutes) }),
            )}
          </div>
        </div>
        <Form.Item name={['api', 'proxy', 'kind']} label={t('settings.apps.api.proxy')} extra={t('settings.apps.api.proxyHelp')}>
          <Radio.Group options={proxies.map((value) => ({ value, label: t(`settings.apps.api.proxies.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name={['api', 'proxy', 'url']}
          label={t('settings.apps.api.proxyUrl')}
          extra={t('settings.apps.api.proxyUrlHelp')}
          hidden={proxy !== 'explicit'}
        >
          <Input className="mono" autoComplete="off" spellCheck={false} />
        </Form.Item>
        <FormEnd action={t('frame.common.save')} busy={busy} failure={failure}>
          <Button disabled={busy} onClick={() => form.setFieldsValue({ api: apiDraft(apiDefaults) })}>
            {t('settings.apps.api.defaults')}
          </Button>
        </FormEnd>
      </Form>
    </Modal>
  )
}
