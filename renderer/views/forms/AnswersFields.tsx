import { QuestionCircleOutlined } from '@ant-design/icons'
import { Form, Input, Radio } from 'antd'
import { useId } from 'react'
import { questionsOf, SmsControl, type Mode } from '../../../shared/domain/platform-app.ts'
import { useText } from '../../text/use-text.ts'

/** As typed: the number stays while the other choice is looked at. */
export interface AnswersDraft {
  call: { operation: 'close' | 'connect'; calleeNumber: string }
  sms: SmsControl
}

export const newAnswersDraft: AnswersDraft = { call: { operation: 'close', calleeNumber: '' }, sms: 'discard' }

/** What the draft means for an app of this mode; the contract's schema judges it. What is not asked about is left out. */
export function answersInput(mode: Mode, { call, sms }: AnswersDraft): { call?: unknown; sms?: unknown } {
  const asked = questionsOf(mode)
  return { ...(asked.call && { call: callInput(call) }), ...(asked.sms && { sms }) }
}

function callInput({ operation, calleeNumber }: AnswersDraft['call']): unknown {
  return operation === 'connect' ? { operation, calleeNumber: calleeNumber.trim() } : { operation }
}

interface Props {
  /** Where the fields stand in the form's values. */
  at: string[]
  mode: Mode
  /** The number calls are connected with now, masked: it may be kept by typing none. */
  keptCallee?: string | null
  /** In a dialog of their own they need no heading, and nobody has to be told where that dialog is. */
  alone?: boolean
}

/** Says what the platform asks in this mode, and what it is told. Nothing in the modes that ask nothing. */
export function AnswersFields({ at, mode, keptCallee = null, alone = false }: Props) {
  const { t } = useText()
  const heading = useId()
  const asked = questionsOf(mode)
  if (!asked.call && !asked.sms) return null
  return (
    <div
      className="answers"
      role="group"
      {...(alone ? { 'aria-label': t('profiles.connect.answers.title') } : { 'aria-labelledby': heading })}
    >
      {!alone && (
        <h3 id={heading}>
          <QuestionCircleOutlined /> {t('profiles.connect.answers.title')}
        </h3>
      )}
      <p>{t(mode === 'X' ? 'profiles.connect.answers.whyX' : 'profiles.connect.answers.whyAX')}</p>
      <p className="muted">
        {t('profiles.connect.answers.until')} {!alone && t('profiles.connect.answers.later')}
      </p>
      {asked.call && <CallAnswer at={at} keptCallee={keptCallee} />}
      {asked.sms && <SmsAnswer at={at} />}
    </div>
  )
}

function CallAnswer({ at, keptCallee }: { at: string[]; keptCallee: string | null }) {
  const { t } = useText()
  const form = Form.useFormInstance()
  const operation: AnswersDraft['call']['operation'] = Form.useWatch([...at, 'call', 'operation'], form) ?? 'close'
  return (
    <>
      <Form.Item
        name={[...at, 'call', 'operation']}
        label={t('profiles.connect.answers.call')}
        extra={t(`profiles.connect.answers.callHelp.${operation}`)}
      >
        <Radio.Group
          options={(['close', 'connect'] as const).map((value) => ({ value, label: t(`profiles.connect.answers.calls.${value}`) }))}
        />
      </Form.Item>
      <Form.Item
        name={[...at, 'call', 'calleeNumber']}
        label={t('profiles.connect.answers.callee')}
        extra={t('profiles.connect.answers.calleeHelp')}
        hidden={operation === 'close'}
      >
        <Input
          className="mono answers-callee"
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          placeholder={keptCallee === null ? undefined : t('profiles.connect.answers.calleeKept', { callee: keptCallee })}
        />
      </Form.Item>
    </>
  )
}

function SmsAnswer({ at }: { at: string[] }) {
  const { t } = useText()
  const form = Form.useFormInstance()
  const sms: SmsControl = Form.useWatch([...at, 'sms'], form) ?? 'discard'
  return (
    <Form.Item name={[...at, 'sms']} label={t('profiles.connect.answers.sms')} extra={t(`profiles.connect.answers.smsHelp.${sms}`)}>
      <Radio.Group options={SmsControl.options.map((value) => ({ value, label: t(`profiles.connect.answers.smses.${value}`) }))} />
    </Form.Item>
  )
}
