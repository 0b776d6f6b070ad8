import type { NumberTablePreview } from '../../../shared/ipc/numbers.ts'
import type { MappingDraft } from '../../store/numbers-slice.ts'
import { useText } from '../../text/use-text.ts'
import { columnName } from './column-name.ts'

/** What each column holds, and what it is taken for. Samples of a column are unlike each other, so they make no rows with those beside. */
export function TableSamples({ preview, mapping }: { preview: NumberTablePreview; mapping: MappingDraft }) {
  const { t } = useText()
  const roleOf = (index: number) => {
    if (index === mapping.number) return t('numbers.table.number')
    if (index === mapping.city) return t('numbers.table.city')
    return mapping.byColumn && index === mapping.app ? t('numbers.table.appColumn') : null
  }
  return (
    <div className="table-samples" role="region" aria-label={t('numbers.table.samples')} tabIndex={0}>
      <table className="settings-table">
        <thead>
          <tr>
            <th scope="col">{t('numbers.table.columnHead')}</th>
            <th scope="col">{t('numbers.table.samples')}</th>
            <th scope="col">{t('numbers.table.takenFor')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.columns.map((column) => {
            const role = roleOf(column.index)
            return (
              <tr key={column.index} data-used={role !== null}>
                <th scope="row">{columnName(column, t)}</th>
                <td className="mono">{column.samples.length === 0 ? '–' : column.samples.join('  ')}</td>
                <td>{role ?? <span className="muted">{t('numbers.table.notTaken')}</span>}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
