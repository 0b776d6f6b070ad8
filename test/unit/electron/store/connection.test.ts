import { statSync, writeFileSync, chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createPrivately, openReader, openWriter } from '../../../../electron/store/connection.ts'
import { lockProfile } from '../../../../electron/store/profile-lock.ts'
import { migratedTo } from '../../../builders/migrated-to.ts'
import { tempFolder } from '../../../support/temp-folder.ts'

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)

describe('the writer', () => {
  it('commits durably, and lets others read meanwhile', () => {
    const file = join(tempFolder(), 'a.db')
    const writer = migratedTo(40, file)
    const reader = openReader(file)
    onTestFinished(() => void [reader.close(), writer.close()])
    expect(writer.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(writer.pragma('synchronous', { simple: true })).toBe(2)
    expect(writer.pragma('locking_mode', { simple: true })).toBe('normal')
    writer.exec(`BEGIN; INSERT INTO run_marks (at, mark) VALUES (1, 'start')`)
    expect(reader.prepare('SELECT count(*) FROM run_marks').pluck().get()).toBe(0)
    writer.exec('COMMIT')
    expect(reader.prepare('SELECT count(*) FROM run_marks').pluck().get()).toBe(1)
  })

  it.runIf(process.platform !== 'win32')('makes its files for their owner only, and closes those that were open to others', () => {
    const folder = tempFolder()
    const file = join(folder, 'a.db')
    const before = process.umask(0)
    const writer = migratedTo(40, file)
    process.umask(before)
    onTestFinished(() => void writer.close())
    expect([file, `${file}-wal`, `${file}-shm`].map(modeOf)).toEqual(['600', '600', '600'])
    const old = join(folder, 'old.db')
    writeFileSync(old, '')
    chmodSync(old, 0o644)
    createPrivately(old)
    expect(modeOf(old)).toBe('600')
  })
})

describe('a reader', () => {
  it('cannot write, and makes no file', () => {
    const file = join(tempFolder(), 'a.db')
    expect(() => openReader(file)).toThrow(/unable to open|directory|exist/i)
    const writer = migratedTo(40, file)
    const reader = openReader(file)
    onTestFinished(() => void [reader.close(), writer.close()])
    expect(() => reader.prepare(`INSERT INTO run_marks (at, mark) VALUES (1, 'start')`).run()).toThrow(/readonly/)
  })
})

describe('the lock of a profile', () => {
  it('is held by one at a time and free again afterwards', () => {
    const folder = tempFolder()
    const unlock = lockProfile(folder)
    expect(() => lockProfile(folder)).toThrow('the profile is open in another Maskline')
    unlock()
    lockProfile(folder)()
  })

  it('tells a folder that cannot be used from a profile in use', () => {
    const folder = tempFolder()
    expect(() => lockProfile(join(folder, 'nowhere'))).toThrow(
      expect.objectContaining({ code: 'storage', message: expect.stringContaining('ENOENT') }),
    )
    writeFileSync(join(folder, 'profile.lock'), 'no lock at all, but long enough to be looked at. '.repeat(50))
    expect(() => lockProfile(folder)).toThrow(expect.objectContaining({ code: 'storage' }))
  })

  it('keeps nobody from reading the database', () => {
    const folder = tempFolder()
    const writer = openWriter(join(folder, 'a.db'))
    const unlock = lockProfile(folder)
    onTestFinished(() => void [unlock(), writer.close()])
    writer.exec('CREATE TABLE t (id INTEGER) STRICT')
    const reader = openReader(join(folder, 'a.db'))
    expect(reader.prepare('SELECT count(*) FROM t').pluck().get()).toBe(0)
    reader.close()
  })
})
