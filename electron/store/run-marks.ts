import type { Writer } from './connection.ts'

export const runMarks = ['start', 'stop', 'suspend', 'resume', 'shutdown'] as const
/** When receiving began and ended; a `start` without a `stop` before it tells of a crash. */
export type RunMark = (typeof runMarks)[number]

export function insertRunMark(writer: Writer, at: number, mark: RunMark): void {
  writer.prepare('INSERT INTO run_marks (at, mark) VALUES (?, ?)').run(at, mark)
}
