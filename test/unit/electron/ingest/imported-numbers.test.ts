import fc from 'fast-check'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createNumberImport } from '../../../../electron/ingest/apply/imported-numbers.ts'
import { insertPlatformApp } from '../../../../electron/store/platform-apps.ts'
import type { NumberRow } from '../../../../shared/domain/number-table-rows.ts'
import { dayMs, hourMs } from '../../../../shared/domain/time.ts'
import { anApp } from '../../../builders/platform-app.ts'
import { feeBody, feeRecord, monday, numbers as parties } from '../../../builders/pushes.ts'
import { openTestStore, type TestStore } from '../../../builders/test-store.ts'
import { seed } from '../../../support/seed.ts'

const number = parties.x
const rowOf = (given: Partial<NumberRow> = {}): NumberRow => ({
  row: 2,
  number,
  areaCode: '0755',
  appId: 1,
  cells: ['17000000001', '深圳', ''],
  ...given,
})

let store: TestStore
let importing: ReturnType<typeof createNumberImport>
beforeEach(() => {
  store = openStore()
  importing = createNumberImport(store.writer)
})

function openStore(): TestStore {
  const opened = openTestStore()
  onTestFinished(() => opened.close())
  insertPlatformApp(opened.writer, anApp({ appKey: 'k-other', pathToken: 'other' }))
  return opened
}

const take = (at: number, ...rows: NumberRow[]) => importing.take({ at, fileName: 'table.csv', rows })
const numbers = () => store.writer.prepare<[], Record<string, unknown>>('SELECT * FROM x_numbers ORDER BY number').all()
const views = () => store.writer.prepare<[], Record<string, unknown>>('SELECT * FROM v_x_numbers ORDER BY xNumber').all()
const records = () => store.writer.prepare<[], Record<string, unknown>>('SELECT * FROM source_records ORDER BY id').all()

describe('a number table', () => {
  it('adds numbers, changes what it tells anew, and says how many', () => {
    expect(take(monday, rowOf(), rowOf({ number: '+8617000000002', areaCode: null }))).toEqual({ added: 2, changed: 0, unchanged: 0 })
    expect(take(monday + 1, rowOf({ areaCode: '020' }), rowOf({ number: '+8617000000002', areaCode: null }))).toEqual({
      added: 0,
      changed: 1,
      unchanged: 1,
    })
    expect(views()).toMatchObject([
      { xNumber: number, appKey: 'k-test', areaCode: '020', importedAt: monday + 1, status: 'unknown' },
      { xNumber: '+8617000000002', areaCode: null, importedAt: monday },
    ])
  })

  it('taken in again changes nothing and leaves no record', () => {
    take(monday, rowOf())
    const before = [numbers(), records()]
    expect(take(monday + hourMs, rowOf())).toEqual({ added: 0, changed: 0, unchanged: 1 })
    expect([numbers(), records()]).toEqual(before)
  })

  it('keeps the city of an earlier table where it tells none', () => {
    take(monday, rowOf())
    expect(take(monday + 1, rowOf({ areaCode: null }))).toMatchObject({ unchanged: 1 })
    expect(views()).toMatchObject([{ areaCode: '0755' }])
  })

  it('can be put right on the same day: the later one says whose a number is', () => {
    take(monday, rowOf({ appId: 2 }))
    expect(take(monday + 1, rowOf({ appId: 1 }))).toMatchObject({ changed: 1 })
    expect(views()).toMatchObject([{ appKey: 'k-test', importedAt: monday + 1 }])
  })

  it('journals what it wrote, per app, as it came', () => {
    take(monday, rowOf(), rowOf({ row: 3, number: '+8617000000002', appId: 2, cells: ['17000000002', '', 'k-other'] }))
    take(monday + 1, rowOf(), rowOf({ row: 9, number: '+8617000000003', cells: ['17000000003', '深圳', ''] }))
    const base = { source: 'import', operation: 'number-table' }
    expect(records().map(({ body, ...record }) => ({ ...record, body: JSON.parse(String(body)) }))).toEqual([
      {
        ...base,
        id: 1,
        appId: 1,
        at: monday,
        body: { fileName: 'table.csv', added: 1, changed: 0, unchanged: 0, rows: [[2, '17000000001', '深圳', '']] },
      },
      {
        ...base,
        id: 2,
        appId: 2,
        at: monday,
        body: { fileName: 'table.csv', added: 1, changed: 0, unchanged: 0, rows: [[3, '17000000002', '', 'k-other']] },
      },
      {
        ...base,
        id: 3,
        appId: 1,
        at: monday + 1,
        body: { fileName: 'table.csv', added: 1, changed: 0, unchanged: 1, rows: [[9, '17000000003', '深圳', '']] },
      },
    ])
  })

  it('takes all rows of a transaction or none', () => {
    store.writer.exec(
      `CREATE TRIGGER no BEFORE INSERT ON x_numbers WHEN NEW.number = '+8617000000002' BEGIN SELECT RAISE(ABORT, 'no'); END`,
    )
    expect(() => take(monday, rowOf(), rowOf({ number: '+8617000000002' }))).toThrow('no')
    expect([numbers(), records()]).toEqual([[], []])
  })
})

describe('a number table and pushes', () => {
  const pushCdr = (callInAt: number, receivedAt = callInAt) =>
    store.take(JSON.stringify(feeBody([feeRecord('s-1', callInAt, { areaCode: '0571' })])), { receivedAt })

  it('agree in either order: the table says city and app, the push leaves the city it told', () => {
    pushCdr(monday)
    expect(take(monday, rowOf({ appId: 2 }))).toEqual({ added: 0, changed: 1, unchanged: 0 })
    const after = views()
    expect(after).toMatchObject([{ appKey: 'k-other', areaCode: '0755' }])

    store = openStore()
    importing = createNumberImport(store.writer)
    take(monday, rowOf({ appId: 2 }))
    pushCdr(monday)
    expect(views()).toEqual(after)
    expect(numbers()).toMatchObject([{ areaCode: '0571', importedAreaCode: '0755' }])
  })

  it('count by their days: a table taken in again moves nothing that is seen, and outranks a push that comes late', () => {
    take(monday, rowOf({ appId: 2 }))
    const before = views()
    expect(take(monday + 4 * dayMs, rowOf({ appId: 2 }))).toEqual({ added: 0, changed: 0, unchanged: 1 })
    expect(views()).toEqual(before)
    pushCdr(monday + 2 * dayMs, monday + 5 * dayMs)
    expect(views()).toEqual(before)
  })

  it('of a later day tell that a number has moved', () => {
    take(monday, rowOf({ appId: 2 }))
    pushCdr(monday + dayMs)
    expect(views()).toMatchObject([{ appKey: 'k-test', areaCode: '0755' }])
  })
})

it(`leaves the same numbers whatever the order of its rows, once or twice (seed ${seed})`, () => {
  const row = fc.record({
    number: fc.integer({ min: 0, max: 30 }).map((index) => `+86170000000${String(index).padStart(2, '0')}`),
    areaCode: fc.constantFrom('0755', '020', null),
    appId: fc.constantFrom(1, 2),
  })
  const unique = fc.uniqueArray(row, { selector: (one) => one.number, maxLength: 30 })
  const arrangement = unique.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })))
  const told = (rows: readonly Partial<NumberRow>[], times: number) => {
    const opened = openTestStore()
    insertPlatformApp(opened.writer, anApp({ appKey: 'k-other', pathToken: 'other' }))
    const one = createNumberImport(opened.writer)
    const sums = Array.from({ length: times }, (_, time) =>
      one.take({ at: monday + time, fileName: 't', rows: rows.map((given) => rowOf(given)) }),
    )
    const tables = opened.writer
      .prepare('SELECT number, appId, evidenceAt, importedAt, importedAreaCode FROM x_numbers ORDER BY number')
      .all()
    opened.close()
    return { tables, sums }
  }
  fc.assert(
    fc.property(arrangement, ([rows, shuffled]) => {
      const once = told(rows, 1)
      const twice = told(shuffled, 2)
      expect(twice.tables).toEqual(once.tables)
      expect(twice.sums).toEqual([once.sums[0], { added: 0, changed: 0, unchanged: rows.length }])
    }),
    { seed, numRuns: 30 },
  )
})
