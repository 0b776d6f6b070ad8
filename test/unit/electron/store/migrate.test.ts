import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openReader } from '../../../../electron/store/connection.ts'
import { migrate, schemaVersion, type Migration } from '../../../../electron/store/migrate.ts'
import { migrations } from '../../../../electron/store/migrations/index.ts'
import { AppError } from '../../../../shared/errors.ts'
import { migratedTo } from '../../../builders/migrated-to.ts'
import { tempFolder } from '../../../support/temp-folder.ts'

const folderOf = (path: string) => new URL(path, import.meta.url).pathname
const newest = migrations.at(-1)?.version ?? 0
const next = (sql: string): Migration => ({ version: newest + 10, run: (writer) => void writer.exec(sql) })

describe('the steps', () => {
  it('ascend by tens, and each is named in its file and in its test', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => (index + 1) * 10))
    const files = readdirSync(folderOf('../../../../electron/store/migrations')).filter((name) => name !== 'index.ts')
    const steps = migrations.map(({ version }) => String(version).padStart(4, '0'))
    expect(files.map((name) => name.slice(0, 4)).toSorted()).toEqual(steps)
    const tests = readdirSync(folderOf('./migrations'))
    expect(tests.toSorted()).toEqual(files.map((name) => name.replace(/\.ts$/, '.test.ts')).toSorted())
  })
})

describe('an upgrade', () => {
  it('leaves a copy of the file as it was before', () => {
    const file = join(tempFolder(), 'maskline.db')
    const writer = migratedTo(newest, file)
    writer.exec(`INSERT INTO run_marks (at, mark) VALUES (7, 'start')`)
    migrate(writer, [...migrations, next('DELETE FROM run_marks')])
    expect(schemaVersion(writer)).toBe(newest + 10)
    writer.close()
    const copy = openReader(`${file}.before-upgrade-from-${newest}`)
    expect(copy.prepare('SELECT at FROM run_marks').pluck().all()).toEqual([7])
    expect(schemaVersion(copy)).toBe(newest)
    copy.close()
    if (process.platform !== 'win32') expect(statSync(`${file}.before-upgrade-from-${newest}`).mode & 0o777).toBe(0o600)
  })

  it('makes no copy where there is nothing to upgrade', () => {
    const file = join(tempFolder(), 'maskline.db')
    const writer = migratedTo(newest, file)
    migrate(writer)
    writer.close()
    expect(existsSync(`${file}.before-upgrade-from-0`)).toBe(false)
    expect(existsSync(`${file}.before-upgrade-from-${newest}`)).toBe(false)
  })

  it('takes a step wholly or not at all', () => {
    const writer = migratedTo(newest)
    const half = next('CREATE TABLE half (id INTEGER) STRICT; INSERT INTO nowhere VALUES (1)')
    expect(() => migrate(writer, [...migrations, half])).toThrow(/nowhere/)
    expect(schemaVersion(writer)).toBe(newest)
    expect(writer.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'half'`).all()).toEqual([])
    migrate(writer, [...migrations, next('CREATE TABLE half (id INTEGER) STRICT')])
    expect(schemaVersion(writer)).toBe(newest + 10)
    writer.close()
  })

  it('refuses a database from the future and does not touch it', () => {
    const writer = migratedTo(newest)
    writer.pragma(`user_version = ${newest + 10}`)
    let thrown: unknown = null
    try {
      migrate(writer)
    } catch (failure) {
      thrown = failure
    }
    expect(thrown).toBeInstanceOf(AppError)
    expect(thrown).toMatchObject({ code: 'storage', details: { reason: 'database-from-the-future' } })
    expect(schemaVersion(writer)).toBe(newest + 10)
    writer.close()
  })
})
