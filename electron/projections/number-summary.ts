import { numberStatuses, type NumberStatus } from '../../shared/domain/number-status.ts'
import type { Mode } from '../../shared/domain/platform-app.ts'
import type { NumberSummary } from '../../shared/ipc/numbers.ts'
import type { Reader } from '../store/connection.ts'

interface Row {
  appId: number
  appName: string
  mode: Mode
  /** Null: no report ever came; the platform tells changes only, so most numbers have none. */
  status: NumberStatus | null
  numbers: number
  imported: number
}

/** X numbers of each app by what may be done with them; an app of which none is known is there with zeros. */
export function numberSummary(reader: Reader): NumberSummary {
  const rows = reader
    .prepare<[], Row>(
      // From end to end: by the index on app it would look up every row by itself.
      `SELECT a.id AS appId, a.name AS appName, a.mode, x.status, coalesce(x.numbers, 0) AS numbers,
              coalesce(x.imported, 0) AS imported
         FROM platform_apps a
         LEFT JOIN (SELECT appId, status, count(*) AS numbers, count(importedAt) AS imported FROM x_numbers NOT INDEXED GROUP BY appId, status) x
           ON x.appId = a.id
        ORDER BY a.id`,
    )
    .all()
  const summary = new Map<number, NumberSummary[number]>()
  for (const { appId, appName, mode, status, numbers, imported } of rows) {
    const app = summary.get(appId) ?? { appId, appName, mode, numbers: 0, imported: 0, byStatus: noneYet() }
    app.numbers += numbers
    app.imported += imported
    if (status !== null) app.byStatus[status] += numbers
    summary.set(appId, app)
  }
  return [...summary.values()]
}

function noneYet(): Record<NumberStatus, number> {
  return Object.fromEntries(numberStatuses.map((status) => [status, 0])) as Record<NumberStatus, number>
}
