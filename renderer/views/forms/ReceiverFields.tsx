import { Button, Checkbox, Form, Input, InputNumber } from 'antd'
import type { AppError } from '../../../shared/errors.ts'
import type { ReceiverSettings } from '../../../shared/settings.ts'
import { useText } from '../../text/use-text.ts'

/** As typed: blank instead of null, and TLS as a switch of its own. */
export interface ReceiverDraft {
  host: string
  port: number | null
  useTls: boolean
  tls: { certFile: string; keyFile: string }
  publicUrl: string
}

export function receiverDraft(settings: ReceiverSettings): ReceiverDraft {
  return {
    ...settings,
    useTls: settings.tls !== null,
    tls: settings.tls ?? { certFile: '', keyFile: '' },
    publicUrl: settings.publicUrl ?? '',
  }
}

/** What the draft means; the schema of the contract judges it. */
export function receiverInput({ host, port, useTls, tls, publicUrl }: ReceiverDraft): unknown {
  return { host: host.trim(), port, tls: useTls ? tls : null, publicUrl: publicUrl.trim() === '' ? null : publicUrl.trim() }
}

interface Props {
  /** Where the fields stand in the form's values. */
  at: string[]
  /** The last failure: a taken port comes with one that is free. */
  error: AppError | null
}

export function ReceiverFields({ at, error }: Props) {
  const { t } = useText()
  const form = Form.useFormInstance()
  const useTls = Form.useWatch([...at, 'useTls'], form) === true
  const freePort = error?.details?.['reason'] === 'port-taken' ? error.details['freePort'] : undefined
  return (
    <>
      <div className="form-pair">
        <Form.Item name={[...at, 'host']} label={t('profiles.connect.host')} extra={t('profiles.connect.hostHelp')}>
          <Input className="mono" autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item label={t('profiles.connect.port')} htmlFor={[...at, 'port'].join('_')}>
          <Form.Item name={[...at, 'port']} noStyle>
            <InputNumber className="form-port" min={0} max={65_535} precision={0} controls={false} />
          </Form.Item>
          {typeof freePort === 'number' && (
            <Button size="small" type="link" onClick={() => form.setFields([{ name: [...at, 'port'], value: freePort, errors: [] }])}>
              {t('profiles.connect.freePort', { port: freePort })}
            </Button>
          )}
        </Form.Item>
      </div>
      <Form.Item name={[...at, 'publicUrl']} label={t('profiles.connect.publicUrl')} extra={t('profiles.connect.publicUrlHelp')}>
        <Input className="mono" autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Form.Item name={[...at, 'useTls']} valuePropName="checked" extra={t('settings.receiver.tlsHelp')}>
        <Checkbox>{t('settings.receiver.tls')}</Checkbox>
      </Form.Item>
      {useTls && (
        <div className="form-pair">
          <Form.Item name={[...at, 'tls', 'certFile']} label={t('settings.receiver.certFile')}>
            <Input className="mono" autoComplete="off" spellCheck={false} />
          </Form.Item>
          <Form.Item name={[...at, 'tls', 'keyFile']} label={t('settings.receiver.keyFile')}>
            <Input className="mono" autoComplete="off" spellCheck={false} />
          </Form.Item>
        </div>
      )}
    </>
  )
}
