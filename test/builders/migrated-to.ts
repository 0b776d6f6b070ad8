import { openWriter, type Writer } from '../../electron/store/connection.ts'
import { migrate } from '../../electron/store/migrate.ts'
import { migrations } from '../../electron/store/migrations/index.ts'

/** A database as it was after the step `version`; 0 for an empty one. */
export function migratedTo(version: number, file = ':memory:'): Writer {
  const writer = openWriter(file)
  if (version > 0)
    migrate(
      writer,
      migrations.filter((step) => step.version <= version),
    )
  return writer
}

/** Takes the one step `version`, which must be the next. */
export function takeStep(writer: Writer, version: number): void {
  migrate(
    writer,
    migrations.filter((step) => step.version <= version),
  )
}
