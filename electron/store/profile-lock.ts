import Database from 'better-sqlite3'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { createPrivately } from './connection.ts'

/**
 * One program per profile, desktop and headless alike. The lock is SQLite's own on a file beside the database: the OS frees it when
 * the process ends in whatever way, so there is no stale pid file to clean up.
 * @returns what frees it
 * @throws AppError `conflict` with `details.reason = 'profile-in-use'`
 */
export function lockProfile(folder: string): () => void {
  const file = join(folder, 'profile.lock')
  createPrivately(file)
  const connection = new Database(file)
  try {
    connection.pragma('busy_timeout = 0')
    connection.pragma('locking_mode = EXCLUSIVE')
    connection.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    connection.close()
    throw new AppError('conflict', 'the profile is open in another Maskline', { cause, details: { reason: 'profile-in-use' } })
  }
  return () => connection.close()
}
