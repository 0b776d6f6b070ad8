import { Form, Input, Select } from 'antd'
import { defaultBaseUrl, modes, SignaturePolicy, type Mode } from '../../../shared/domain/platform-app.ts'
import { useText } from '../../text/use-text.ts'
import { AnswersFields, answersInput, newAnswersDraft, type AnswersDraft } from './AnswersFields.tsx'

export interface AppDraft {
  name: string
  mode: Mode
  appKey: string
  secret: string
  baseUrl: string
  signature: SignaturePolicy
  /** Absent where the mode asks nothing: then there are no such fields. */
  answers?: AnswersDraft
}

export const newAppDraft: AppDraft = {
  name: '',
  mode: 'AXB',
  appKey: '',
  secret: '',
  baseUrl: defaultBaseUrl,
  signature: 'required',
  answers: newAnswersDraft,
}

/** Keys are pasted, often with a blank or line end that the console's page added. */
export function appInput(draft: AppDraft): unknown {
  const { appKey, secret, baseUrl, mode, answers } = draft
  return {
    ...draft,
    appKey: appKey.trim(),
    secret: secret.trim(),
    baseUrl: baseUrl.trim(),
    answers: answersInput(mode, answers ?? newAnswersDraft),
  }
}

export function AppFields({ at }: { at: string[] }) {
  const { t } = useText()
  const form = Form.useFormInstance()
  const mode: Mode = Form.useWatch([...at, 'mode'], form) ?? 'AXB'
  const signature: SignaturePolicy = Form.useWatch([...at, 'signature'], form) ?? 'required'
  return (
    <>
      <div className="form-pair">
        <Form.Item name={[...at, 'name']} label={t('profiles.connect.appName')}>
          <Input placeholder={t('profiles.connect.appNamePlaceholder')} maxLength={60} />
        </Form.Item>
        <Form.Item name={[...at, 'mode']} label={t('profiles.connect.mode')}>
          <Select options={modes.map((value) => ({ value, label: value }))} />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item name={[...at, 'appKey']} label={t('profiles.connect.appKey')}>
          <Input className="mono" autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item name={[...at, 'secret']} label={t('profiles.connect.secret')}>
          <Input.Password className="mono" autoComplete="off" spellCheck={false} />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item name={[...at, 'baseUrl']} label={t('profiles.connect.baseUrl')} extra={t('profiles.connect.baseUrlHelp')}>
          <Input className="mono" autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item
          name={[...at, 'signature']}
          label={t('profiles.connect.signature')}
          extra={t(`profiles.connect.signatureHelp.${signature}`)}
        >
          <Select options={SignaturePolicy.options.map((value) => ({ value, label: t(`profiles.connect.signatures.${value}`) }))} />
        </Form.Item>
      </div>
      <AnswersFields at={[...at, 'answers']} mode={mode} />
    </>
  )
}
