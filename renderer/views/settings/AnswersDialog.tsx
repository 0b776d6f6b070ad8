import { Form, Modal } from 'antd'
import { UpdateApp, type AppRow } from '../../../shared/ipc/system.ts'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'
import { AnswersFields, answersInput, type AnswersDraft } from '../forms/AnswersFields.tsx'
import { FormEnd } from '../forms/FormEnd.tsx'
import { useSubmit } from '../forms/use-submit.ts'

type Draft = { answers: AnswersDraft }

/** The page has the number masked only, so the field starts empty and stands for the number that is set until another is typed. */
export function answersDraft({ answers }: Pick<AppRow, 'answers'>): AnswersDraft {
  return { call: { operation: answers.call, calleeNumber: '' }, sms: answers.sms }
}

export function answersChange(app: Pick<AppRow, 'mode' | 'answers'>, draft: AnswersDraft): unknown {
  const { call, ...rest } = answersInput(app.mode, draft)
  const kept = app.answers.call === 'connect' && draft.call.operation === 'connect' && draft.call.calleeNumber.trim() === ''
  return kept ? rest : { ...(call !== undefined && { call }), ...rest }
}

export function AnswersDialog({ app, onClose }: { app: AppRow; onClose(): void }) {
  const { t } = useText()
  const [form] = Form.useForm<Draft>()
  const updateApp = useApp((state) => state.updateApp)
  const { busy, failure, submit } = useSubmit(form, UpdateApp)
  return (
    <Modal open footer={null} title={t('settings.apps.answersTitle', { app: app.name })} width={560} onCancel={onClose}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={busy}
        initialValues={{ answers: answersDraft(app) }}
        onFinish={async ({ answers }) => {
          if (await submit({ id: app.id, answers: answersChange(app, answers) }, updateApp)) onClose()
        }}
      >
        <AnswersFields at={['answers']} mode={app.mode} keptCallee={app.answers.callee} alone />
        <FormEnd action={t('frame.common.save')} busy={busy} failure={failure} />
      </Form>
    </Modal>
  )
}
