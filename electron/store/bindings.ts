import { bindingKey, type Binding } from '../../shared/domain/binding.ts'
import type { KnownBinding } from '../../shared/domain/binding-lifetime.ts'
import type { Reader, Writer } from './connection.ts'

const columns = [
  'bindingId',
  'part',
  'mode',
  'xNumber',
  'aNumber',
  'bNumber',
  'yNumber',
  'extension',
  'callDirection',
  'durationSeconds',
  'setAt',
  'maxMinutes',
  'userData',
  'more',
  'state',
  'source',
  'createdAt',
  'expiresAt',
  'countedAfter',
  'countedBy',
  'firstSeenAt',
  'confirmedAt',
  'readAt',
  'endedAt',
] as const satisfies readonly (keyof KnownBinding)[]

const listed = columns.join(', ')
const values = columns.map((column) => `:${column}`).join(', ')
const assigned = columns.map((column) => `${column} = :${column}`).join(', ')

/** The parts of one binding lie side by side in the index: the id alone, or the id, a blank and B. */
const parts = `appId = :appId AND (bindingKey = :bindingId OR (bindingKey > :bindingId || ' ' AND bindingKey < :bindingId || '!'))`

/** As the partial index has it. */
const standing = `state IN ('active', 'unknown')`

export interface KnownRow {
  row: number
  binding: KnownBinding
}

type Stored = Omit<KnownBinding, 'recorded'> & { id: number; recorded: number | null }

function toKnown({ id, recorded, ...binding }: Stored): KnownRow {
  return { row: id, binding: { ...binding, recorded: recorded === null ? null : recorded === 1 } }
}

function toStored(binding: KnownBinding) {
  const { recorded } = binding
  return { ...binding, recorded: recorded === null ? null : Number(recorded) }
}

export type ReadingKind = 'x' | 'binding'

/** Prepared once per connection. Rows are not re-parsed here, the writer wrote them itself. */
export function bindingStatements(writer: Writer) {
  const byKey = writer.prepare<[number, string], Stored>(`SELECT id, recorded, ${listed} FROM bindings WHERE appId = ? AND bindingKey = ?`)
  const byId = writer.prepare<{ appId: number; bindingId: string }, Stored>(`SELECT id, recorded, ${listed} FROM bindings WHERE ${parts}`)
  const insert = writer.prepare(
    `INSERT INTO bindings (appId, bindingKey, recorded, ${listed}) VALUES (:appId, :bindingKey, :recorded, ${values})`,
  )
  const update = writer.prepare(`UPDATE bindings SET recorded = :recorded, ${assigned} WHERE id = :id`)
  const confirm = writer.prepare('UPDATE bindings SET confirmedAt = ? WHERE id = ?')
  const readAt = writer
    .prepare<[number, ReadingKind, string], number>('SELECT readAt FROM binding_readings WHERE appId = ? AND kind = ? AND subject = ?')
    .pluck()
  const noteReading = writer.prepare(
    `INSERT INTO binding_readings (appId, kind, subject, readAt) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET readAt = excluded.readAt`,
  )
  return {
    findByKey(appId: number, key: string): KnownRow | null {
      const row = byKey.get(appId, key)
      return row === undefined ? null : toKnown(row)
    },
    /** All parts. */
    findById: (appId: number, bindingId: string): KnownRow[] => byId.all({ appId, bindingId }).map(toKnown),
    /** @returns the new row's id */
    insert: (appId: number, binding: KnownBinding): number =>
      Number(insert.run({ ...toStored(binding), appId, bindingKey: bindingKey(binding) }).lastInsertRowid),
    update: (row: number, binding: KnownBinding) => update.run({ ...toStored(binding), id: row }),
    confirm: (row: number, at: number) => confirm.run(at, row),
    /** When all bindings of an X were last read to the end. */
    xReadAt: (appId: number, xNumber: string) => readAt.get(appId, 'x', xNumber) ?? null,
    noteReading: (appId: number, kind: ReadingKind, subject: string, at: number) => noteReading.run(appId, kind, subject, at),
  }
}

/** A binding that should be on the platform, and since when nothing newer is known of it. */
export type StandingBinding = Pick<Binding, 'bindingId' | 'part' | 'bNumber'> & { confirmedAt: number }

export function listStandingOfX(reader: Reader, appId: number, xNumber: string): StandingBinding[] {
  return reader
    .prepare<[number, string], StandingBinding>(
      `SELECT bindingId, part, bNumber, confirmedAt FROM bindings WHERE appId = ? AND xNumber = ? AND ${standing}`,
    )
    .all(appId, xNumber)
}

/**
 * X numbers to read back for an app: those it is known to have, and those its standing bindings are on. The one that was read longest ago
 * comes first, so that a run that never gets to its end leaves none behind for ever.
 */
export function listXNumbersToRead(reader: Reader, appId: number): string[] {
  return reader
    .prepare<{ appId: number }, string>(
      `SELECT x.number FROM (
         SELECT number FROM x_numbers WHERE appId = :appId
         UNION SELECT xNumber FROM bindings WHERE appId = :appId AND xNumber IS NOT NULL AND ${standing}) x
         LEFT JOIN binding_readings r ON r.appId = :appId AND r.kind = 'x' AND r.subject = x.number
        ORDER BY r.readAt, x.number`,
    )
    .pluck()
    .all({ appId })
}

/** A run asks about no more bindings than this of which only calls tell. */
export const maxTold = 20_000

/**
 * Bindings to read back one by one: those that should be there, and those that calls since `since` tell of and nobody has asked about.
 * What was asked about and is not there does not come back, its id belongs to it alone. The one told of longest ago comes first.
 */
export function listBindingsToRead(reader: Reader, appId: number, since: number): string[] {
  return reader
    .prepare<{ appId: number; since: number }, string>(
      `SELECT bindingId FROM (
         SELECT bindingId, min(confirmedAt) AS confirmedAt FROM bindings WHERE appId = :appId AND ${standing} GROUP BY bindingId
         UNION ALL SELECT * FROM (
           SELECT DISTINCT c.bindingId, 0 FROM calls c
            WHERE c.startedAt >= :since AND c.appId = :appId AND c.bindingId IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM bindings b WHERE b.appId = c.appId AND b.bindingKey = c.bindingId)
              AND NOT EXISTS (SELECT 1 FROM binding_readings r WHERE r.appId = c.appId AND r.kind = 'binding' AND r.subject = c.bindingId)
            LIMIT ${maxTold}))
        ORDER BY confirmedAt, bindingId`,
    )
    .pluck()
    .all({ appId, since })
}
