import type { NumberTablePreview } from '../../../shared/ipc/numbers.ts'
import type { Translate } from '../../text/use-text.ts'

/** The column's header, or its place where the header is blank. */
export function columnName({ index, header }: NumberTablePreview['columns'][number], t: Translate): string {
  return header.trim() === '' ? t('numbers.table.column', { n: index + 1 }) : header
}
