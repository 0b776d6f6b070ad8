import { verdicts, type Verdict } from '../../shared/domain/delivery.ts'
import { startOfAccountDay } from '../../shared/domain/time.ts'
import { ProblemRow } from '../../shared/ipc/system.ts'
import type { Reader } from '../store/connection.ts'

const verdictSum = (verdict: string) => `coalesce(sum(pushes) FILTER (WHERE verdict = '${verdict}'), 0) AS ${verdict}`

export interface DeliveryDay {
  pushes: number
  duplicates: number
  refused: number
  quarantined: number
  unsupported: number
}

/** Pushes answered since the account's midnight. A stale or partly understood push counts as quarantined: somebody has to look. */
export function deliveryDay(reader: Reader, { now }: { now: number }): DeliveryDay {
  const row = reader
    .prepare<
      [number],
      { pushes: number; duplicate: number; refused: number; quarantined: number; stale: number; partial: number; unsupported: number }
    >(
      `SELECT coalesce(sum(pushes), 0) AS pushes,
              ${['duplicate', 'refused', 'quarantined', 'stale', 'partial', 'unsupported'].map(verdictSum).join(', ')}
         FROM delivery_days WHERE day = ?`,
    )
    .get(startOfAccountDay(now))
  if (!row) return { pushes: 0, duplicates: 0, refused: 0, quarantined: 0, unsupported: 0 }
  return {
    pushes: row.pushes,
    duplicates: row.duplicate,
    refused: row.refused,
    quarantined: row.quarantined + row.stale + row.partial,
    unsupported: row.unsupported,
  }
}

/** The last push of each app that was not refused. */
export function lastPushes(reader: Reader): { appId: number; lastAt: number }[] {
  return reader
    .prepare<[], { appId: number; lastAt: number }>(
      `SELECT appId, max(lastAt) AS lastAt FROM delivery_days WHERE verdict <> 'refused' GROUP BY appId`,
    )
    .all()
}

/** How many of the newest events lateness is taken over. */
const latenessSample = 50

/** Median of received − event time of the newest events, ms; the platform's times are whole seconds. */
export function latenessMs(reader: Reader): number | null {
  return (
    reader
      .prepare<[number], number>(
        `WITH newest AS (SELECT receivedAt - at AS late FROM call_events ORDER BY id DESC LIMIT ?)
         SELECT late FROM newest ORDER BY late LIMIT 1 OFFSET (SELECT count(*) / 2 FROM newest)`,
      )
      .pluck()
      .get(latenessSample) ?? null
  )
}

// One branch a verdict: each walks the partial index from its end, where a single one would scan the journal for the newest.
const newestOf = (verdict: Verdict) => `
  SELECT * FROM (
    SELECT d.id, d.receivedAt, a.name AS appName, d.kind, d.verdict, d.reason
      FROM deliveries d LEFT JOIN platform_apps a ON a.id = d.appId
     WHERE d.verdict NOT IN ('accepted', 'duplicate') AND d.verdict = '${verdict}' ORDER BY d.id DESC LIMIT :limit)`

const problemVerdicts = verdicts.filter((verdict) => verdict !== 'accepted' && verdict !== 'duplicate')

/** The newest pushes that told nothing, or of which a part told nothing. What was odd but taken in is no problem. */
export function problems(reader: Reader, { limit }: { limit: number }): ProblemRow[] {
  return reader
    .prepare<[{ limit: number }], unknown>(
      `${problemVerdicts.map(newestOf).join(' UNION ALL ')}
       UNION ALL
       SELECT * FROM (
         SELECT -r.id, r.receivedAt, a.name, 'unknown', 'refused', r.reason
           FROM rejects r LEFT JOIN platform_apps a ON a.id = r.appId ORDER BY r.id DESC LIMIT :limit)
       ORDER BY receivedAt DESC, id DESC LIMIT :limit`,
    )
    .all({ limit })
    .map((row) => ProblemRow.parse(row))
}
