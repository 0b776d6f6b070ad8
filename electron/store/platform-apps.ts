import { PlatformApp } from '../../shared/domain/platform-app.ts'
import type { Reader, Writer } from './connection.ts'

const columns = 'id, name, mode, appKey, baseUrl, signature, pathToken, createdAt'

export function listPlatformApps(reader: Reader): PlatformApp[] {
  return reader
    .prepare(`SELECT ${columns} FROM platform_apps ORDER BY id`)
    .all()
    .map((row) => PlatformApp.parse(row))
}

export function insertPlatformApp(writer: Writer, app: Omit<PlatformApp, 'id'>): PlatformApp {
  const { lastInsertRowid } = writer
    .prepare(
      `INSERT INTO platform_apps (name, mode, appKey, baseUrl, signature, pathToken, createdAt)
       VALUES (:name, :mode, :appKey, :baseUrl, :signature, :pathToken, :createdAt)`,
    )
    .run(app)
  return { ...app, id: Number(lastInsertRowid) }
}

/** Key, mode and path never change: another key is another app. */
export function updatePlatformApp(writer: Writer, app: Pick<PlatformApp, 'id' | 'name' | 'baseUrl' | 'signature'>): void {
  writer.prepare('UPDATE platform_apps SET name = :name, baseUrl = :baseUrl, signature = :signature WHERE id = :id').run(app)
}
