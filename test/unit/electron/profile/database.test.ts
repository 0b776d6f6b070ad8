import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase, type DatabasePorts } from '../../../../electron/profile/database.ts'
import type { Topic } from '../../../../shared/ipc/system.ts'
import { anApp } from '../../../builders/platform-app.ts'
import { migratedTo } from '../../../builders/migrated-to.ts'
import { eventBody, monday } from '../../../builders/pushes.ts'
import { openTestStore } from '../../../builders/test-store.ts'
import { tempFolder } from '../../../support/temp-folder.ts'

function ports(): DatabasePorts & { stored: { pushes: number; changed: readonly Topic[] }[] } {
  const stored: { pushes: number; changed: readonly Topic[] }[] = []
  return {
    stored,
    onStored: (note) => void stored.push(note),
    onWritable: () => {},
    onDeath: (thrown) => {
      throw thrown
    },
  }
}

function arrivals(count: number) {
  const judging = openTestStore()
  onTestFinished(() => judging.close())
  return Array.from({ length: count }, (_, index) =>
    judging.judge(JSON.stringify(eventBody('callin', `s-${index}`, monday)), { receivedAt: monday }),
  )
}

it('stores more than a group holds, group after group, and leaves one file when it closes', async () => {
  const file = join(tempFolder(), 'maskline.db')
  const told = ports()
  const database = await openDatabase(file, told)
  await database.write('addApp', anApp())
  const many = arrivals(1_300)
  const both = await Promise.all([database.store(many.slice(0, 1_200)), database.store(many.slice(1_200))])
  expect(both).toEqual([1_200, 100])
  expect(await database.store(many.slice(0, 10))).toBe(10)
  expect(told.stored.reduce((sum, { pushes }) => sum + pushes, 0)).toBe(1_310)
  expect(told.stored.at(-1)).toEqual({ pushes: 10, changed: [] })
  expect(await database.ask('deliveryDay', { now: monday })).toMatchObject({ pushes: 1_310, duplicates: 10 })
  expect((await database.askLong('liveMinutes', { now: monday })).at(-1)).toMatchObject({ open: 1_300 })
  await database.close()
  expect(existsSync(`${file}-wal`)).toBe(false)
})

it('does not open a database from the future, and says why', async () => {
  const file = join(tempFolder(), 'maskline.db')
  const writer = migratedTo(Number.MAX_SAFE_INTEGER, file)
  writer.pragma('user_version = 9990')
  writer.close()
  await expect(openDatabase(file, ports())).rejects.toMatchObject({ code: 'storage', details: { reason: 'database-from-the-future' } })
})

it('does not take a file that is no database', async () => {
  const file = join(tempFolder(), 'maskline.db')
  writeFileSync(file, 'no database at all, but long enough to be looked at. '.repeat(50))
  await expect(openDatabase(file, ports())).rejects.toMatchObject({ code: 'storage', message: expect.stringContaining('SQLITE_NOTADB') })
})

it('refuses questions after its threads have ended, instead of leaving them open', async () => {
  const database = await openDatabase(join(tempFolder(), 'maskline.db'), ports())
  await database.close()
  await expect(database.ask('apps', null)).rejects.toMatchObject({ code: 'internal' })
  await expect(database.write('mark', { at: 1, mark: 'stop' })).rejects.toMatchObject({ code: 'internal' })
  expect(await database.store([])).toBe(0)
})
