import Database from 'better-sqlite3'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { cannotOpen, createPrivately } from './connection.ts'

/**
 * One program per profile, desktop and headless alike. The lock is SQLite's own on a file beside the database: the OS frees it when
 * the process ends in whatever way, so there is no stale pid file to clean up.
 * @returns what frees it
 * @throws AppError `conflict` with `details.reason = 'profile-in-use'`, `storage` when the folder cannot be used
 */
export function lockProfile(folder: string): () => void {
  const connection = openLock(join(folder, 'profile.lock'))
  try {
    connection.pragma('busy_timeout = 0')
    connection.pragma('locking_mode = EXCLUSIVE')
    connection.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    connection.close()
    if (!(cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY'))) throw cannotOpen(cause)
    throw new AppError('conflict', 'the profile is open in another Maskline', { cause, details: { reason: 'profile-in-use' } })
  }
  return () => connection.close()
}

function openLock(file: string): Database.Database {
  try {
    createPrivately(file)
    return new Database(file)
  } catch (cause) {
    throw cannotOpen(cause)
  }
}
