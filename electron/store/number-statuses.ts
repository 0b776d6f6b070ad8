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
  const newest = writer.prepare<[string], Told & Pick<ReportOrigin, 'deliveryId' | 'position' | 'receivedAt'>>(
    `SELECT status, cause, receivedAt, deliveryId, position FROM number_statuses
      WHERE number = ? ORDER BY deliveryId DESC, position DESC LIMIT 1`,
  )
  // The first report behind the last that said something else.
  const since = writer
    .prepare<[Told & { number: string }], number>(
      `SELECT receivedAt FROM number_statuses
        WHERE number = :number AND (deliveryId, position) > (
          SELECT coalesce(max(deliveryId), -1), coalesce(max(position), -1) FROM (
            SELECT deliveryId, position FROM number_statuses WHERE number = :number AND (status <> :status OR cause IS NOT :cause)
             ORDER BY deliveryId DESC, position DESC LIMIT 1))
        ORDER BY deliveryId, position LIMIT 1`,
    )
    .pluck()
  return {
    insert: ({ appId, deliveryId, position, receivedAt }: ReportOrigin, report: NumberStatusReport) =>
      insert.run(appId, deliveryId, position, receivedAt, report.number, report.status, report.cause, report.statusCode, report.causeCode),
    /** Whether a report came after this one. By the order of deliveries and not by the clock, which may have been set back. */
    isOutrun({ deliveryId, position }: ReportOrigin, number: string): boolean {
      const last = newest.get(number)
      return last !== undefined && (last.deliveryId > deliveryId || (last.deliveryId === deliveryId && last.position > position))
    },
    /** What all reports on a number come to, in the order in which they were delivered. */
    standing(number: string): StandingStatus | null {
      const last = newest.get(number)
      if (last === undefined) return null
      const { status, cause, receivedAt } = last
      return { status, cause, statusSince: since.get({ number, status, cause }) ?? receivedAt, statusAt: receivedAt }
    },
  }
}
