import type { FormInstance } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import type { AppError } from '../../../shared/errors.ts'
import { asAppError } from '../../api.ts'
import { errorText, type ErrorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'
import { showFailure, showIssues } from './form-errors.ts'

export interface Submit<Schema extends z.ZodType> {
  busy: boolean
  /** A failure that belongs to no field; stands beside the button. */
  failure: ErrorText | null
  /** The last failure, for what can be offered to mend it. */
  error: AppError | null
  submit(input: unknown, send: (parsed: z.output<Schema>) => Promise<unknown>): Promise<boolean>
}

/** Checks what was typed by the contract's own schema, sends it, and puts what went wrong beside its field. Nothing typed is lost. */
export function useSubmit<Schema extends z.ZodType>(form: FormInstance, schema: Schema): Submit<Schema> {
  const texts = useText()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const [placed, setPlaced] = useState(false)
  return {
    busy,
    error,
    failure: error && !placed ? errorText(error, texts) : null,
    async submit(input, send) {
      setError(null)
      const parsed = schema.safeParse(input)
      if (!parsed.success) {
        showIssues(form, parsed.error.issues, texts.t)
        return false
      }
      setBusy(true)
      try {
        await send(parsed.data)
        return true
      } catch (thrown) {
        const caught = asAppError(thrown)
        setPlaced(showFailure(form, caught, texts))
        setError(caught)
        return false
      } finally {
        setBusy(false)
      }
    },
  }
}
