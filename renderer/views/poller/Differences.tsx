import { EmptyNotice } from '../../components/Notice.tsx'
import type { BindingHistoryRow } from '../../../shared/ipc/poller.ts'
import { useApp } from '../../store/use-app.ts'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'
import { bindingText } from './binding-text.ts'
import { ChangeMark } from './ChangeMark.tsx'
import { fieldText } from './field-text.ts'

/** The latest things that happened to bindings and were not our doing. */
export function Differences() {
  const texts = useText()
  const { t, f } = texts
  const severalApps = useApp(({ data }) => (data.poller.value?.length ?? 0) > 1)
  const { value: page, error } = useApp((state) => state.data.differences)
  if (!page) return error ? <p role="alert">{errorText(error, texts).full}</p> : null
  if (page.rows.length === 0) return <EmptyNotice title={t('poller.found.none')} text={t('poller.found.noneText')} />
  return (
    <div className="differences">
      <h3>
        {t('poller.found.title')}{' '}
        {page.next !== null && <span className="muted small">{t('poller.found.latest', { n: f.number(page.rows.length) })}</span>}
      </h3>
      <div className="differences-scroller" role="region" aria-label={t('poller.found.title')} tabIndex={0}>
        <table className="settings-table">
          <thead>
            <tr>
              <th scope="col">{t('poller.found.at')}</th>
              <th scope="col">{t('poller.found.change')}</th>
              <th scope="col">{t('poller.found.binding')}</th>
              <th scope="col">{t('poller.found.fields')}</th>
              <th scope="col">{t('poller.found.source')}</th>
            </tr>
          </thead>
          <tbody>
            {page.rows.map((row) => (
              <Row key={row.id} row={row} severalApps={severalApps} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

function Row({ row, severalApps }: { row: BindingHistoryRow; severalApps: boolean }) {
  const texts = useText()
  const { t, f } = texts
  return (
    <tr>
      <td className="differences-at" title={f.dateTime(row.at)}>
        {f.moment(row.at, Date.now())}
      </td>
      <td>
        <ChangeMark change={row.change} />
      </td>
      <td title={row.bindingId}>
        <p className="mono">{bindingText(row, t)}</p>
        {severalApps && (
          <p className="muted small">
            {row.appName} · {row.mode}
          </p>
        )}
      </td>
      <td className="differences-fields">
        {row.fields.length === 0 ? (
          <span className="muted">–</span>
        ) : (
          row.fields.map((field) => <p key={field.field}>{fieldText(field, texts)}</p>)
        )}
      </td>
      <td className="differences-at">{t(`poller.source.${row.source}`)}</td>
    </tr>
  )
}
