import { z } from 'zod'
import { PollRun } from '../../shared/ipc/poller.ts'
import { ErrorInfo } from '../../shared/errors.ts'
import type { Reader, Writer } from './connection.ts'

/** Kept per app; older ones make room. */
export const maxPollRuns = 500

export function insertPollRun(writer: Writer, run: { appId: number; startedAt: number }): number {
  const { lastInsertRowid } = writer.prepare('INSERT INTO poll_runs (appId, startedAt) VALUES (:appId, :startedAt)').run(run)
  writer
    .prepare(
      `DELETE FROM poll_runs WHERE appId = :appId
         AND id <= (SELECT id FROM poll_runs WHERE appId = :appId ORDER BY id DESC LIMIT 1 OFFSET ${maxPollRuns})`,
    )
    .run({ appId: run.appId })
  return Number(lastInsertRowid)
}

/** In the transaction that applies them, so that a run that ends without a word has counted what it found. */
export function countPollLines(writer: Writer, runId: number, lines: Pick<PollRun, 'differences' | 'firstRead'>): void {
  writer
    .prepare('UPDATE poll_runs SET differences = differences + :differences, firstRead = firstRead + :firstRead WHERE id = :runId')
    .run({ ...lines, runId })
}

/** How a run came out. Its differences were counted when they were applied. */
export type PollRunEnd = { runId: number; endedAt: number } & Pick<PollRun, 'outcome' | 'asked' | 'bindings' | 'failures' | 'error'>

export function endPollRun(writer: Writer, { error, ...end }: PollRunEnd): void {
  writer
    .prepare(
      `UPDATE poll_runs SET endedAt = :endedAt, outcome = :outcome, asked = :asked, bindings = :bindings, failures = :failures,
              error = :error WHERE id = :runId`,
    )
    .run({ ...end, error: error === null ? null : JSON.stringify(error) })
}

/** Runs that were under way when the program ended without a word. */
export function closeOpenPollRuns(writer: Writer, at: number): void {
  writer.prepare(`UPDATE poll_runs SET endedAt = ?, outcome = 'cancelled' WHERE endedAt IS NULL`).run(at)
}

const Row = z.object({ appId: z.number(), error: z.string().nullable() })

/** The latest run of each app. */
export function listLastPollRuns(reader: Reader): { appId: number; run: PollRun }[] {
  return reader
    .prepare<[], Record<string, unknown>>(
      `SELECT appId, startedAt, endedAt, outcome, asked, bindings, differences, firstRead, failures, error FROM poll_runs
        WHERE id IN (SELECT max(id) FROM poll_runs GROUP BY appId)`,
    )
    .all()
    .map((row) => {
      const { appId, error } = Row.parse(row)
      return { appId, run: PollRun.parse({ ...row, error: error === null ? null : ErrorInfo.parse(JSON.parse(error)) }) }
    })
}
