import { copyFileSync } from 'node:fs'
import { AppError } from '../../shared/errors.ts'
import type { Reader, Writer } from './connection.ts'
import { migrations } from './migrations/index.ts'

/** One step of the schema. Numbers ascend by ten; a step that has been released is never edited again. */
export interface Migration {
  readonly version: number
  run(writer: Writer): void
}

export function schemaVersion(connection: Reader): number {
  return Number(connection.pragma('user_version', { simple: true }))
}

/**
 * Brings a database up to date, one transaction per step, its version included. Before the first step of an upgrade the file is
 * copied beside itself, so that a failed upgrade loses nothing.
 * @throws AppError `storage` when the database was made by a newer Maskline
 */
export function migrate(writer: Writer, steps: readonly Migration[] = migrations): void {
  const from = schemaVersion(writer)
  const newest = steps.at(-1)?.version ?? 0
  if (from > newest) {
    throw new AppError('storage', `database schema ${from} is newer than this program's ${newest}`, {
      details: { reason: 'database-from-the-future' },
    })
  }
  if (from === newest) return
  if (from > 0 && !writer.memory) backup(writer, from)
  for (const step of steps.filter((candidate) => candidate.version > from)) {
    writer.transaction(() => {
      step.run(writer)
      writer.pragma(`user_version = ${step.version}`)
    })()
  }
}

function backup(writer: Writer, version: number): void {
  writer.pragma('wal_checkpoint(TRUNCATE)')
  copyFileSync(writer.name, `${writer.name}.before-upgrade-from-${version}`)
}
