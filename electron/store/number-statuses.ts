import type { NumberStatusReport } from '../../shared/domain/number-status.ts'
import type { Writer } from './connection.ts'
import type { StandingStatus } from './x-numbers.ts'

/** Where a report came from. `position`: its place in the push. */
export interface ReportOrigin {
  appId: number
  deliveryId: number
  position: number
  receivedAt: number
}

type Told = Pick<NumberStatusReport, 'status' | 'cause'>

/** The history of X numbers: every report, none is ever changed. */
export function numberStatusStatements(writer: Writer) {
  const insert = writer.prepare(
    `INSERT INTO number_statuses (appId, deliveryId, position, receivedAt, number, status, cause, statusCode, causeCode)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const newest = writer.prepare<[string], Told & { receivedAt: number }>(
    'SELECT status, cause, receivedAt FROM number_statuses WHERE number = ? ORDER BY receivedAt DESC, id DESC LIMIT 1',
  )
  // The first report behind the last that said something else.
  const since = writer
    .prepare<[Told & { number: string }], number>(
      `SELECT min(receivedAt) FROM number_statuses
        WHERE number = :number AND (receivedAt, id) > (
          SELECT coalesce(max(receivedAt), -1), coalesce(max(id), -1) FROM (
            SELECT receivedAt, id FROM number_statuses WHERE number = :number AND (status <> :status OR cause IS NOT :cause)
             ORDER BY receivedAt DESC, id DESC LIMIT 1))`,
    )
    .pluck()
  return {
    insert: ({ appId, deliveryId, position, receivedAt }: ReportOrigin, report: NumberStatusReport) =>
      insert.run(appId, deliveryId, position, receivedAt, report.number, report.status, report.cause, report.statusCode, report.causeCode),
    /** What all reports on a number come to, in the order in which they were received. */
    standing(number: string): StandingStatus | null {
      const last = newest.get(number)
      if (last === undefined) return null
      const { status, cause, receivedAt } = last
      return { status, cause, statusSince: since.get({ number, status, cause }) ?? receivedAt, statusAt: receivedAt }
    },
  }
}
