import Database from 'better-sqlite3'
import { chmodSync, closeSync, openSync } from 'node:fs'
import { AppError } from '../../shared/errors.ts'

declare const writes: unique symbol

/** A connection that may only be asked. */
export type Reader = Pick<Database.Database, 'prepare' | 'close' | 'pragma'>

/** The one writing connection of a database. Every function that changes a table takes this, so readers cannot be passed by mistake. */
export type Writer = Database.Database & { readonly [writes]: true }

/**
 * Opens the writing connection. WAL, so that others read meanwhile; FULL, because better-sqlite3's default of NORMAL in WAL loses
 * acknowledged rows in a power cut. Checkpoints run on a connection of their own: inside the writer they stall acknowledgements.
 */
export function openWriter(file: string): Writer {
  if (file !== ':memory:') createPrivately(file)
  const writer = new Database(file)
  writer.pragma('journal_mode = WAL')
  writer.pragma('synchronous = FULL')
  writer.pragma('wal_autocheckpoint = 0')
  // After a burst the WAL gives its space back.
  writer.pragma('journal_size_limit = 67108864')
  writer.pragma('busy_timeout = 5000')
  writer.pragma('cache_size = -65536')
  writer.pragma('temp_store = MEMORY')
  return writer as Writer
}

/** Makes the file for its owner only where there is none. SQLite gives the WAL and shm files the mode of the database file, so this one is enough. */
export function createPrivately(file: string): void {
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
}

/** Opens a connection that SQLite itself keeps from writing. */
export function openReader(file: string): Reader {
  const reader = new Database(file, { readonly: true, fileMustExist: true })
  reader.pragma('busy_timeout = 5000')
  reader.pragma('cache_size = -65536')
  reader.pragma('temp_store = MEMORY')
  return reader
}

/** A connection that only moves the WAL into the database file. */
export function openCheckpointer(file: string): Pick<Database.Database, 'pragma' | 'close'> {
  const checkpointer = new Database(file, { fileMustExist: true })
  checkpointer.pragma('busy_timeout = 1000')
  return checkpointer
}

/** Errors of the disk, not of a row: the whole group has to be given up and the platform told to come again. */
export function isStorageFailure(thrown: unknown): boolean {
  return (
    thrown instanceof Database.SqliteError && /^SQLITE_(FULL|IOERR|READONLY|CORRUPT|NOTADB|CANTOPEN|BUSY|LOCKED|NOMEM)/.test(thrown.code)
  )
}

/** What a storage failure means to whoever wanted the file opened. The code tells why; the path is not for logs, it may hold a name. */
export function cannotOpen(cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
  return new AppError('storage', `the database cannot be opened (${code})`, { cause })
}
