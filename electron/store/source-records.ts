import type { FactSource } from '../../shared/domain/binding.ts'
import type { Writer } from './connection.ts'

/** What was not pushed and changed something, as it came; of a page only the entry that did. */
export interface SourceRecord {
  appId: number
  source: FactSource
  operation: string
  at: number
  body: string
}

/** @returns the new row's id */
export function insertSourceRecord(writer: Writer, record: SourceRecord): number {
  const { lastInsertRowid } = writer
    .prepare('INSERT INTO source_records (appId, source, operation, at, body) VALUES (:appId, :source, :operation, :at, :body)')
    .run(record)
  return Number(lastInsertRowid)
}
