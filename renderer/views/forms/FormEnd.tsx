import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { ErrorText } from '../../text/error-text.ts'
import './forms.css'

interface Props {
  action: string
  busy: boolean
  failure: ErrorText | null
  danger?: boolean
  children?: ReactNode
}

/** The button of a form, with what went wrong right beside it. */
export function FormEnd({ action, busy, failure, danger = false, children }: Props) {
  return (
    <div className="form-end">
      <Button type="primary" htmlType="submit" loading={busy} danger={danger}>
        {action}
      </Button>
      {children}
      {failure && (
        <p className="form-failure" role="alert">
          <b>{failure.title}</b>
          {failure.todo}
        </p>
      )}
    </div>
  )
}
