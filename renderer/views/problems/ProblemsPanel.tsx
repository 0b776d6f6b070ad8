import { Skeleton, Tag } from 'antd'
import type { Verdict } from '../../../shared/domain/delivery.ts'
import type { ProblemRow } from '../../../shared/ipc/system.ts'
import { EmptyNotice, FailNotice } from '../../components/Notice.tsx'
import { useApp } from '../../store/use-app.ts'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'
import { StaleNote } from '../StaleNote.tsx'
import './problems.css'

/** Pushes that made no call: what each means and what to do. Alike ones that follow each other stand together. */
export function ProblemsPanel() {
  const texts = useText()
  const { t } = texts
  const read = useApp((state) => state.data.problems)
  const { value: rows, error } = read
  if (!rows) {
    if (!error) return <Skeleton active paragraph={{ rows: 8 }} />
    const { title, todo } = errorText(error, texts)
    return <FailNotice title={title} text={todo} />
  }
  if (rows.length === 0) return <EmptyNotice title={t('problems.empty')} text={t('problems.emptyText')} />
  return (
    <>
      <StaleNote of={[read]} />
      <p className="muted">{t('problems.lead')}</p>
      <ul className="problems">
        {runsOf(rows).map((run) => (
          <Run key={run[0].id} run={run} />
        ))}
      </ul>
    </>
  )
}

/** What was taken in is only worth a remark. */
const tagColours: Partial<Record<Verdict, string>> = { refused: 'red', accepted: 'default', duplicate: 'default' }

type RunOfRows = [ProblemRow, ...ProblemRow[]]

export function runsOf(rows: readonly ProblemRow[]): RunOfRows[] {
  const runs: RunOfRows[] = []
  for (const row of rows) {
    const run = runs.at(-1)
    const [head] = run ?? []
    const alike =
      head && head.reason === row.reason && head.verdict === row.verdict && head.kind === row.kind && head.appName === row.appName
    if (alike) run?.push(row)
    else runs.push([row])
  }
  return runs
}

function Run({ run }: { run: RunOfRows }) {
  const { t, f } = useText()
  const [row] = run
  const oldest = run.at(-1) ?? row
  const now = Date.now()
  const times = run.length > 1 ? `${f.moment(oldest.receivedAt, now)} – ${f.moment(row.receivedAt, now)}` : f.moment(row.receivedAt, now)
  const words = row.reason === null ? null : (`problems.reason.${row.reason}` as const)
  return (
    <li className="problem">
      <p className="problem-head">
        <Tag color={tagColours[row.verdict] ?? 'orange'}>{t(`problems.verdict.${row.verdict}`)}</Tag>
        <b>{words ? t(`${words}.name`) : t(`problems.kind.${row.kind}`)}</b>
        {run.length > 1 && <span className="muted">×{f.number(run.length)}</span>}
      </p>
      <p className="muted small">
        {times} · {row.appName ?? t('problems.unknownApp')} · {t(`problems.kind.${row.kind}`)}
      </p>
      <p>{words ? t(`${words}.what`) : t('problems.noReason.what')}</p>
      <p>
        <b>{t('problems.todo')}</b> {words ? t(`${words}.todo`) : t('problems.noReason.todo')}
      </p>
    </li>
  )
}
