import type { FormInstance } from 'antd'
import type { z } from 'zod'
import type { AppError } from '../../../shared/errors.ts'
import { errorText } from '../../text/error-text.ts'
import type { Texts, Translate } from '../../text/use-text.ts'

type Path = (string | number)[]

/** Puts the findings of a schema beside the fields they are about. Returns whether every one found its field. */
export function showIssues(form: FormInstance, issues: readonly z.core.$ZodIssue[], t: Translate): void {
  form.setFields(
    issues.map((issue) => ({ name: asPath(issue.path), errors: [issueText(issue, form.getFieldValue(asPath(issue.path)), t)] })),
  )
  const [first] = issues
  if (first) form.focusField(asPath(first.path))
}

const asPath = (path: readonly PropertyKey[]): Path => path.map((part) => (typeof part === 'number' ? part : String(part)))

/** Where the backend names no field although the reason is about one. */
const fieldOfReason: Readonly<Record<string, string>> = {
  'port-taken': 'port',
  'port-forbidden': 'port',
  'wrong-passphrase': 'passphrase',
  'app-key-known': 'appKey',
}

/** Puts a failure beside the field it is about; returns false when it is about none of them. */
export function showFailure(form: FormInstance, error: AppError, texts: Texts): boolean {
  const reason = error.details?.['reason']
  const named = error.details?.['path'] ?? (typeof reason === 'string' ? fieldOfReason[reason] : undefined)
  const path = typeof named === 'string' ? pathEndingIn(form, named.split('.')) : undefined
  if (!path) return false
  const { title, todo } = errorText(error, texts)
  form.setFields([{ name: path, errors: [title, todo] }])
  form.focusField(path)
  return true
}

// The backend names fields from its own root (`appKey`), a form may hold them deeper (`app.appKey`).
function pathEndingIn(form: FormInstance, wanted: readonly string[]): Path | undefined {
  const paths = form.getFieldsError().map(({ name }) => name)
  return paths.find((path) => wanted.every((part, index) => String(path.at(index - wanted.length)) === part))
}

export function issueText(issue: z.core.$ZodIssue, value: unknown, t: Translate): string {
  if (value === undefined || value === null || value === '') return t('errors.field.required')
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string' ? t('errors.field.tooShort', { n: Number(issue.minimum) }) : t('errors.field.range')
    case 'too_big':
      return issue.origin === 'string' ? t('errors.field.tooLong', { n: Number(issue.maximum) }) : t('errors.field.range')
    case 'invalid_format':
      return t(issue.format === 'url' ? 'errors.field.url' : 'errors.field.characters')
    case 'custom':
      return customText(issue.path, t)
    default:
      return t('errors.field.wrong')
  }
}

/** Rules no schema names: told by the field they are about. */
function customText(path: readonly PropertyKey[], t: Translate): string {
  switch (path.at(-1)) {
    case 'calleeNumber':
      return t('errors.field.phone')
    case 'url':
      return t('errors.field.password')
    default:
      return t('errors.field.tooShort', { n: 8 })
  }
}
