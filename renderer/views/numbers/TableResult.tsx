import { CheckCircleOutlined, WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { NumberTableResult } from '../../../shared/ipc/numbers.ts'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'

/** What a table changed, and which of its rows did not fit. */
export function TableResult({ result }: { result: NumberTableResult }) {
  const { t, f } = useText()
  const dropTable = useApp((state) => state.dropTable)
  const counts = (['added', 'changed', 'unchanged', 'leftOut'] as const).map((name) => ({
    name,
    label: t(`numbers.table.${name}`),
    n: result[name],
  }))
  const { faults } = result
  return (
    <div className="table-result">
      <p className={result.faultCount > 0 ? 'table-attention' : 'settings-good'} role="status">
        {result.faultCount > 0 ? <WarningOutlined /> : <CheckCircleOutlined />} {t('numbers.table.done', { n: f.number(result.rows) })}
      </p>
      <dl className="table-counts">
        {counts.map(({ name, label, n }) => (
          <div key={name} data-count={name} data-some={n > 0}>
            <dt>{label}</dt>
            <dd>{f.number(n)}</dd>
          </div>
        ))}
      </dl>
      {faults.length > 0 && (
        <>
          <h4>
            {t('numbers.table.faults')}{' '}
            {faults.length < result.faultCount && (
              <span className="muted small">{t('numbers.table.faultsShown', { n: f.number(faults.length) })}</span>
            )}
          </h4>
          <div className="table-faults" role="region" aria-label={t('numbers.table.faults')} tabIndex={0}>
            <table className="settings-table">
              <thead>
                <tr>
                  <th scope="col" className="settings-number">
                    {t('numbers.table.faultRow')}
                  </th>
                  <th scope="col">{t('numbers.table.faultWhat')}</th>
                  <th scope="col">{t('numbers.table.faultCell')}</th>
                </tr>
              </thead>
              <tbody>
                {faults.map(({ row, fault, cell }) => (
                  <tr key={`${row} ${fault}`}>
                    <td className="settings-number">{f.number(row)}</td>
                    <td>{t(`numbers.table.fault.${fault}`)}</td>
                    <td className="mono">{cell === '' ? '–' : cell}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      <p>
        <Button size="small" onClick={dropTable}>
          {t('numbers.table.next')}
        </Button>
      </p>
    </div>
  )
}
