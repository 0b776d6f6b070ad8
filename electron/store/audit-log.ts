import type { Writer } from './connection.ts'

/** Every command of a person leaves a line: which wish and how it came out. Inputs stay out, they may hold secrets and numbers. */
export function insertAuditEntry(writer: Writer, entry: { at: number; channel: string; outcome: string }): void {
  writer.prepare('INSERT INTO audit_log (at, channel, outcome) VALUES (:at, :channel, :outcome)').run(entry)
}
