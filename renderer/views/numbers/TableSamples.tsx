import type { NumberTablePreview } from '../../../shared/ipc/numbers.ts'
import type { MappingDraft } from '../../store/numbers-slice.ts'
import { useText } from '../../text/use-text.ts'
import { columnName } from './column-name.ts'

/** The first rows of every column, those that are taken in marked. */
export function TableSamples({ preview, mapping }: { preview: NumberTablePreview; mapping: MappingDraft }) {
  const { t } = useText()
  const { columns } = preview
  const depth = Math.max(0, ...columns.map(({ samples }) => samples.length))
  const used = new Set([mapping.number, mapping.city, mapping.byColumn ? mapping.app : null])
  return (
    <div className="table-samples" role="region" aria-label={t('numbers.table.samples')} tabIndex={0}>
      <table>
        <caption className="muted small">{t('numbers.table.samples')}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.index} scope="col" data-used={used.has(column.index)}>
                {columnName(column, t)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: depth }, (_, row) => (
            <tr key={row}>
              {columns.map(({ index, samples }) => (
                <td key={index} className="mono" data-used={used.has(index)}>
                  {samples[row] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
