import type { NumberStatusReport } from '../../shared/domain/number-status.ts'
import type { Writer } from './connection.ts'

/** What decides which app a number belongs to: the greater instant, then the greater app. */
export interface Evidence {
  appId: number
  evidenceAt: number
}

export interface KnownXNumber extends Evidence {
  /** As CDRs tell it. */
  areaCode: string | null
}

/** What is known of the status of a number; null = no report ever came. */
export interface StandingStatus extends Pick<NumberStatusReport, 'status' | 'cause'> {
  /** When the present status and cause were first reported, and last. */
  statusSince: number
  statusAt: number
}

/** Prepared once per connection: every call names an X. */
export function xNumberStatements(writer: Writer) {
  const find = writer.prepare<[string], KnownXNumber>('SELECT appId, evidenceAt, areaCode FROM x_numbers WHERE number = ?')
  const insert = writer.prepare('INSERT INTO x_numbers (number, appId, evidenceAt, areaCode) VALUES (?, ?, ?, ?)')
  const assign = writer.prepare('UPDATE x_numbers SET appId = ?, evidenceAt = ? WHERE number = ? AND (evidenceAt, appId) < (?, ?)')
  const place = writer.prepare(`UPDATE x_numbers SET areaCode = ? WHERE number = ? AND coalesce(areaCode, '') < ?`)
  const status = writer.prepare<[string], StandingStatus>(
    'SELECT status, cause, statusSince, statusAt FROM x_numbers WHERE number = ? AND status IS NOT NULL',
  )
  const putStatus = writer.prepare('UPDATE x_numbers SET status = ?, cause = ?, statusSince = ?, statusAt = ? WHERE number = ?')
  return {
    find: (number: string) => find.get(number) ?? null,
    insert: (number: string, { appId, evidenceAt, areaCode }: KnownXNumber) => insert.run(number, appId, evidenceAt, areaCode),
    /** Only where the evidence is greater than what stands. */
    assign: (number: string, { appId, evidenceAt }: Evidence) => assign.run(appId, evidenceAt, number, evidenceAt, appId),
    /** Of two cities the greater text stays. */
    place: (number: string, areaCode: string) => place.run(areaCode, number, areaCode),
    status: (number: string) => status.get(number) ?? null,
    putStatus: (number: string, standing: StandingStatus) =>
      putStatus.run(standing.status, standing.cause, standing.statusSince, standing.statusAt, number),
  }
}

/** What a number table says of a number, and what stands. */
export interface ImportedXNumber extends Evidence {
  /** When an import last changed what is seen of it; null = in no table yet. */
  importedAt: number | null
  importedAreaCode: string | null
}

export function importedNumberStatements(writer: Writer) {
  const find = writer.prepare<[string], ImportedXNumber>(
    'SELECT appId, evidenceAt, importedAt, importedAreaCode FROM x_numbers WHERE number = ?',
  )
  const insert = writer.prepare('INSERT INTO x_numbers (number, appId, evidenceAt, importedAt, importedAreaCode) VALUES (?, ?, ?, ?, ?)')
  const update = writer.prepare('UPDATE x_numbers SET appId = ?, evidenceAt = ?, importedAt = ?, importedAreaCode = ? WHERE number = ?')
  return {
    find: (number: string) => find.get(number) ?? null,
    insert: (number: string, { appId, evidenceAt, importedAt, importedAreaCode }: ImportedXNumber) =>
      insert.run(number, appId, evidenceAt, importedAt, importedAreaCode),
    update: (number: string, { appId, evidenceAt, importedAt, importedAreaCode }: ImportedXNumber) =>
      update.run(appId, evidenceAt, importedAt, importedAreaCode, number),
  }
}
