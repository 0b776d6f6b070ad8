import { AppError } from '../../../shared/errors.ts'
import type { TableProblem } from '../../../shared/ipc/numbers.ts'

/** Beyond any of these a file is no number table; `bytes` is held by the channel's schema. */
export const tableLimits = {
  rows: 200_000,
  columns: 1_000,
  bytes: 32 * 1024 * 1024,
  /** Of all parts of a workbook together. The most rows with ten cells each are 90 MB; the limit costs about a gigabyte to read. */
  inflatedBytes: 128 * 1024 * 1024,
} as const

const words: Readonly<Record<TableProblem, string>> = {
  'not-a-table': 'the file is no text table and no XLSX workbook, or is damaged',
  'damaged-file': 'the file is damaged; download it again',
  'open-quote': 'a quotation mark is never closed',
  'empty-table': 'the table has no rows below its headings',
  'table-too-large': 'the table is larger than a number table can be',
  'password-protected': 'the workbook is protected by a password; save it without one',
  'old-workbook': 'the workbook is in the old XLS format; save it as XLSX or CSV',
  'wrong-encoding': 'the text is not in this encoding; save it as UTF-8 or GBK',
  'no-header': 'the first row holds a number; the table needs headings above its rows',
  'no-such-sheet': 'the workbook has no such sheet',
  'no-app': 'choose an app, or a column that names one',
}

export function tableProblem(reason: TableProblem, details: Record<string, string | number> = {}): AppError {
  return new AppError('invalid-input', words[reason], { details: { reason, ...details } })
}
