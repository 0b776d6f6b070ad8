import { Skeleton, Tag } from 'antd'
import { numberStatuses } from '../../../shared/domain/number-status.ts'
import type { NumberSummary as Summary } from '../../../shared/ipc/numbers.ts'
import { EmptyNotice } from '../../components/Notice.tsx'
import { useApp } from '../../store/use-app.ts'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'
import { StaleNote } from '../StaleNote.tsx'
import { NumberStatusMark } from './NumberStatusMark.tsx'

/** How many X numbers are known of each app, and what state they are in. */
export function NumberSummary() {
  const texts = useText()
  const { t, f } = texts
  const read = useApp((state) => state.data.numbers)
  const { value: apps, error } = read
  if (!apps) return error ? <p role="alert">{errorText(error, texts).full}</p> : <Skeleton active paragraph={{ rows: 2 }} />
  const known = apps.filter((app) => app.numbers > 0)
  if (known.length === 0) return <EmptyNotice title={t('numbers.summary.empty')} text={t('numbers.summary.emptyText')} />
  return (
    <>
      <StaleNote of={[read]} />
      <table className="settings-table">
        <thead>
          <tr>
            <th scope="col">{t('numbers.summary.app')}</th>
            <th scope="col">{t('numbers.summary.mode')}</th>
            <th scope="col" className="settings-number">
              {t('numbers.summary.numbers')}
            </th>
            <th scope="col" className="settings-number">
              {t('numbers.summary.imported')}
            </th>
            <th scope="col">{t('numbers.summary.statuses')}</th>
          </tr>
        </thead>
        <tbody>
          {known.map((app) => (
            <tr key={app.appId}>
              <th scope="row">{app.appName}</th>
              <td>
                <Tag>{app.mode}</Tag>
              </td>
              <td className="settings-number">{f.number(app.numbers)}</td>
              <td className="settings-number">{f.number(app.imported)}</td>
              <td>
                <Statuses app={app} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Statuses({ app }: { app: Summary[number] }) {
  const { t, f } = useText()
  const reported = numberStatuses.filter((status) => app.byStatus[status] > 0)
  const silent = app.numbers - reported.reduce((sum, status) => sum + app.byStatus[status], 0)
  return (
    <span className="number-statuses">
      {reported.map((status) => (
        <NumberStatusMark key={status} status={status} count={f.number(app.byStatus[status])} />
      ))}
      {silent > 0 && (
        <span className="muted" title={t('numbers.summary.noReportHint')}>
          {t('numbers.summary.noReport', { n: f.number(silent) })}
        </span>
      )}
    </span>
  )
}
