import { PlatformApp } from '../../shared/domain/platform-app.ts'
import type { Reader, Writer } from './connection.ts'

const columns = 'id, name, mode, appKey, baseUrl, signature, pathToken, answers, api, createdAt'

/** What is JSON in a column of its own: what is not in it has its default. */
function fromRow(row: Record<string, unknown>): PlatformApp {
  return PlatformApp.parse({ ...row, answers: JSON.parse(String(row['answers'])), api: JSON.parse(String(row['api'])) })
}

function toRow<T extends Pick<PlatformApp, 'answers' | 'api'>>(app: T) {
  return { ...app, answers: JSON.stringify(app.answers), api: JSON.stringify(app.api) }
}

export function listPlatformApps(reader: Reader): PlatformApp[] {
  return reader.prepare<[], Record<string, unknown>>(`SELECT ${columns} FROM platform_apps ORDER BY id`).all().map(fromRow)
}

export function insertPlatformApp(writer: Writer, app: Omit<PlatformApp, 'id'>): PlatformApp {
  const { lastInsertRowid } = writer
    .prepare(
      `INSERT INTO platform_apps (name, mode, appKey, baseUrl, signature, pathToken, answers, api, createdAt)
       VALUES (:name, :mode, :appKey, :baseUrl, :signature, :pathToken, :answers, :api, :createdAt)`,
    )
    .run(toRow(app))
  return { ...app, id: Number(lastInsertRowid) }
}

export type AppChange = Pick<PlatformApp, 'id' | 'name' | 'baseUrl' | 'signature' | 'answers' | 'api'>

/** Key, mode and path never change: another key is another app. */
export function updatePlatformApp(writer: Writer, app: AppChange): void {
  writer
    .prepare(
      `UPDATE platform_apps SET name = :name, baseUrl = :baseUrl, signature = :signature, answers = :answers, api = :api WHERE id = :id`,
    )
    .run(toRow(app))
}
