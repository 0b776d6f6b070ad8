import { Buffer } from 'node:buffer'
import { performance } from 'node:perf_hooks'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase, type Database } from '../../../../electron/profile/database.ts'
import { openNumberTables } from '../../../../electron/profile/number-tables.ts'
import { systemTimers } from '../../../../electron/profile/timers.ts'
import { openReader } from '../../../../electron/store/connection.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { PlatformApp } from '../../../../shared/domain/platform-app.ts'
import type { NumberTableMapping, TableFile } from '../../../../shared/ipc/numbers.ts'
import type { Topic } from '../../../../shared/ipc/system.ts'
import { anApp } from '../../../builders/platform-app.ts'
import { eventBody, monday } from '../../../builders/pushes.ts'
import { openTestStore } from '../../../builders/test-store.ts'
import { aWorkbook, rowsXml, aWorkbookOfPictures } from '../../../builders/workbook.ts'
import { tempFolder } from '../../../support/temp-folder.ts'

async function openTables(given: { limits?: { heapMb: number; ms: number }; beforeWrite?: (name: string) => void } = {}) {
  const file = join(tempFolder(), 'maskline.db')
  const onDeath = (thrown: unknown) => {
    throw thrown
  }
  const database = await openDatabase(file, { onStored: () => {}, onWritable: () => {}, onDeath })
  onTestFinished(() => database.close())
  const apps: PlatformApp[] = [await database.write('addApp', anApp({ name: 'Shop' }))]
  const told: Topic[][] = []
  const register = {
    list: () => apps,
    get(id: number) {
      const app = apps.find((one) => one.id === id)
      if (app === undefined) throw new AppError('not-found', 'there is no such platform app')
      return app
    },
  }
  const write: Database['write'] = (name, input) => {
    given.beforeWrite?.(name)
    return database.write(name, input)
  }
  const ports = {
    database: { ask: database.ask, write },
    apps: register,
    timers: systemTimers,
    news: (...topics: Topic[]) => void told.push(topics),
  }
  const rows = (sql: string) => {
    const reader = openReader(file)
    try {
      return reader.prepare<[], Record<string, unknown>>(sql).all()
    } finally {
      reader.close()
    }
  }
  return { tables: openNumberTables(ports, given.limits), database, apps, told, rows }
}

const csv = (text: string, name = 'numbers.csv'): TableFile => ({ name, bytes: Buffer.from(text), encoding: 'auto', sheet: null })
const small = csv('号码,城市\n17000000001,深圳\n17000000002,火星\n95588,广州\n')
const mapping: NumberTableMapping = { number: 0, city: 1, app: null, appId: 1 }
const manyRows = (count: number) => Array.from({ length: count }, (_, index) => [`1711${String(index).padStart(7, '0')}`, '深圳'] as const)
const manyCsv = (count: number) =>
  csv(
    `号码,城市\n${manyRows(count)
      .map((cells) => cells.join())
      .join('\n')}`,
  )

describe('a number table', () => {
  it('is looked into, taken in, and changes nothing the second time', async () => {
    const { tables, rows, told } = await openTables()
    expect(await tables.preview(small)).toMatchObject({ rows: 3, mapping, remembered: false })
    expect(rows('SELECT * FROM x_numbers')).toEqual([])
    const first = await tables.import(small, mapping)
    expect(first).toEqual({
      rows: 3,
      added: 2,
      changed: 0,
      unchanged: 0,
      leftOut: 1,
      faultCount: 2,
      faults: [
        { row: 3, fault: 'unknown-city', cell: '火星' },
        { row: 4, fault: 'not-an-x-number', cell: '95588' },
      ],
    })
    expect(told.at(-1)).toEqual(['numbers', 'calls'])
    const stored = rows('SELECT * FROM v_x_numbers')
    expect(stored).toMatchObject([
      { xNumber: '+8617000000001', appKey: 'k-test', areaCode: '0755' },
      { xNumber: '+8617000000002', areaCode: null },
    ])
    told.length = 0
    expect(await tables.import(small, mapping)).toEqual({ ...first, added: 0, unchanged: 2 })
    expect(rows('SELECT * FROM v_x_numbers')).toEqual(stored)
    expect(told).toEqual([])
  })

  it('may be a workbook, and gives the same as the text', async () => {
    const { tables } = await openTables()
    await tables.import(small, mapping)
    const bytes = aWorkbook([
      {
        name: 'a',
        rows: rowsXml([
          ['号码', '城市'],
          [17_000_000_001, 755],
          [17_000_000_002, '火星'],
          [95588, ''],
        ]),
      },
    ])
    const workbook: TableFile = { ...small, name: 'numbers.xlsx', bytes }
    expect(await tables.preview(workbook)).toMatchObject({ format: 'xlsx', sheets: ['a'], remembered: true, mapping })
    expect(await tables.import(workbook, mapping)).toMatchObject({ added: 0, changed: 0, unchanged: 2, leftOut: 1 })
  })

  it('is mapped as it was last time, by its headings', async () => {
    const { tables, apps } = await openTables()
    const swapped = csv('城市,号码,其他\n深圳,17000000001,17000000002\n')
    const chosen: NumberTableMapping = { number: 2, city: null, app: null, appId: 1 }
    await tables.import(swapped, chosen)
    const later = csv('城市,号码,其他\n广州,x,y\n')
    expect(await tables.preview(later)).toMatchObject({ mapping: chosen, remembered: true })
    apps.length = 0
    expect(await tables.preview(later)).toMatchObject({ mapping: { ...chosen, appId: null }, remembered: true })
  })

  it('leaves a record with its name masked', async () => {
    const { tables, rows } = await openTables()
    await tables.import({ ...small, name: '号码表 17012345678.csv' }, mapping)
    expect(rows('SELECT appId, source, operation, body FROM source_records')).toMatchObject([
      {
        appId: 1,
        source: 'import',
        operation: 'number-table',
        body: expect.stringContaining('"fileName":"号码表 170****5678.csv","added":2'),
      },
    ])
  })

  it('of an app that is not there, or that cannot be read, changes nothing', async () => {
    const { tables, rows } = await openTables()
    await expect(tables.import(small, { ...mapping, appId: 99 })).rejects.toMatchObject({ code: 'not-found' })
    await expect(tables.import(csv('17000000001,深圳'), mapping)).rejects.toMatchObject({ details: { reason: 'no-header' } })
    await expect(tables.preview(csv('\n'))).rejects.toMatchObject({ code: 'invalid-input', details: { reason: 'empty-table' } })
    expect(rows('SELECT * FROM x_numbers UNION ALL SELECT * FROM x_numbers')).toEqual([])
    expect(rows('SELECT * FROM profile_settings')).toEqual([])
  })
})

describe('reading a table', () => {
  it('ends at its limit of time', async () => {
    const { tables } = await openTables({ limits: { heapMb: 1_024, ms: 1 } })
    await expect(tables.preview(manyCsv(100_000))).rejects.toMatchObject({
      code: 'invalid-input',
      details: { reason: 'table-too-large', limit: 'time' },
    })
  })

  it('ends at its limit of memory, and the next one is read', async () => {
    const { tables } = await openTables({ limits: { heapMb: 24, ms: 60_000 } })
    await expect(tables.import(manyCsv(200_000), mapping)).rejects.toMatchObject({
      code: 'invalid-input',
      details: { reason: 'table-too-large', limit: 'memory' },
    })
    expect(await tables.import(small, mapping)).toMatchObject({ added: 2 })
  })

  it('ends at its limit of memory where that lies outside the heap: one picture of a workbook, shown many times', async () => {
    const { tables } = await openTables({ limits: { heapMb: 128, ms: 60_000 } })
    const picture = '\0'.repeat(16 * 1024 * 1024)
    const shown = (times: number) => ({ ...small, name: 'table.xlsx', bytes: aWorkbookOfPictures(picture, times) })
    expect(await tables.preview(shown(1))).toMatchObject({ rows: 1 })
    await expect(tables.preview(shown(20))).rejects.toMatchObject({
      code: 'invalid-input',
      details: { reason: 'table-too-large', limit: 'memory' },
    })
  })
})

describe('a large table', () => {
  it('that stops midway says how far it came, and is completed by importing it again', async () => {
    let writes = 0
    const failOnce = (name: string) => {
      if (name === 'importNumbers' && (writes += 1) === 3) throw new AppError('storage', 'the database cannot be written')
    }
    const { tables, rows } = await openTables({ beforeWrite: failOnce })
    await expect(tables.import(manyCsv(5_000), mapping)).rejects.toMatchObject({
      code: 'storage',
      details: { reason: 'import-stopped', done: 2_000, of: 5_000 },
    })
    expect(rows('SELECT count(*) AS n FROM x_numbers')).toEqual([{ n: 2_000 }])
    expect(await tables.import(manyCsv(5_000), mapping)).toMatchObject({ added: 3_000, unchanged: 2_000, leftOut: 0 })
  })

  it('lets pushes through while it is taken in', async () => {
    const { tables, database } = await openTables()
    const judging = openTestStore()
    onTestFinished(() => judging.close())
    const bytes = aWorkbook([
      { name: 'a', rows: rowsXml([['号码', '城市'], ...manyRows(100_000).map(([number, city]) => [Number(number), city])]) },
    ])
    const files: Record<string, TableFile> = { csv: manyCsv(100_000), xlsx: { ...small, bytes } }
    for (const [format, file] of Object.entries(files)) {
      const under = { way: true }
      let slowestMs = 0
      let pushes = 0
      const startedMs = performance.now()
      const result = tables.import(file, mapping).finally(() => (under.way = false))
      while (under.way) {
        const pushedMs = performance.now()
        const body = JSON.stringify(eventBody('callin', `${format}-${(pushes += 1)}`, monday))
        expect(await database.store([judging.judge(body, { receivedAt: monday })])).toBe(1)
        slowestMs = Math.max(slowestMs, performance.now() - pushedMs)
        await new Promise((resolve) => setImmediate(resolve))
      }
      expect(await result).toMatchObject({ rows: 100_000, [format === 'csv' ? 'added' : 'unchanged']: 100_000, leftOut: 0 })
      const tookMs = Math.round(performance.now() - startedMs)
      console.log(`100,000 rows of ${format} in ${tookMs} ms beside ${pushes} pushes, the slowest stored in ${Math.round(slowestMs)} ms`)
      expect(pushes).toBeGreaterThan(10)
      expect(slowestMs).toBeLessThan(5_000)
    }
  }, 60_000)
})
