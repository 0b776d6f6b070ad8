import type { BindingChange, FactSource } from '../../shared/domain/binding.ts'
import type { FieldChanges } from '../../shared/domain/binding-fields.ts'
import type { Writer } from './connection.ts'

export interface HistoryLine {
  change: BindingChange
  source: FactSource
  recordId: number
  fields: FieldChanges
}

const toDetail = (fields: FieldChanges) => (Object.keys(fields).length === 0 ? null : JSON.stringify(fields))

/** Prepared once per connection. */
export function bindingHistoryStatements(writer: Writer) {
  const insert = writer.prepare(
    `INSERT INTO binding_history (bindingRow, appId, at, change, source, recordId, detail) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const readBackSince = writer.prepare<[number, number], { id: number; change: BindingChange; detail: string | null }>(
    `SELECT id, change, detail FROM binding_history WHERE bindingRow = ? AND source = 'poll' AND at >= ? ORDER BY id`,
  )
  const replace = writer.prepare('UPDATE binding_history SET change = ?, source = ?, recordId = ?, detail = ? WHERE id = ?')
  const amend = writer.prepare('UPDATE binding_history SET detail = ? WHERE id = ?')
  return {
    add: (bindingRow: number, appId: number, at: number, { change, source, recordId, fields }: HistoryLine) =>
      insert.run(bindingRow, appId, at, change, source, recordId, toDetail(fields)),
    /** Lines read back at or after `at`. */
    readBackSince: (bindingRow: number, at: number): { id: number; change: BindingChange; fields: FieldChanges }[] =>
      readBackSince.all(bindingRow, at).map(({ detail, ...line }) => ({
        ...line,
        fields: detail === null ? {} : (JSON.parse(detail) as FieldChanges),
      })),
    /** A line turns out to tell of something else. */
    replace: (id: number, { change, source, recordId, fields }: HistoryLine) => replace.run(change, source, recordId, toDetail(fields), id),
    amend: (id: number, fields: FieldChanges) => amend.run(toDetail(fields), id),
  }
}
