import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTableJudge, type JudgedTable, type TableApp, type TableColumns } from '../../../../shared/domain/number-table-rows.ts'
import { guessColumns, maskCell, toXNumber, type TableRow } from '../../../../shared/domain/number-table.ts'
import { seed } from '../../../support/seed.ts'

describe('the X number of a cell', () => {
  it.each([
    '17000000001',
    '+8617000000001',
    '8617000000001',
    '008617000000001',
    ' 170 0000 0001 ',
    '170-0000-0001',
    '１７００００００００１',
    "'17000000001",
    '="17000000001"',
    '17000000001\t',
    '\u202d17000000001\u202c',
    '17000000001.0',
    '1.7000000001E+10',
    '8.617000000001e12',
  ])('%j is read', (cell) => {
    expect(toXNumber(cell)).toBe('+8617000000001')
  })

  it.each([
    '',
    'abc',
    '1700000000',
    '170000000011',
    '075512345678',
    '4001234567',
    '95588',
    '12000000001',
    '+85261234567',
    '17000000001,17000000002',
  ])('%j is none', (cell) => {
    expect(toXNumber(cell)).toBeNull()
  })

  it('does not guess digits a spreadsheet has dropped', () => {
    expect(['1.7E+10', '1.70E+10', '8.617E+12', '1.70000000012E+10'].map(toXNumber)).toEqual([null, null, null, null])
  })
})

describe('what is shown of a cell', () => {
  it.each([
    ['17012345678', '170****5678'],
    ['8617012345678', '170****5678'],
    ['1.7012345678E+10', '170****5678'],
    ['号码 17012345678 备用', '号码 170****5678 备用'],
    ['(170) 1234-5678', '(****78'],
    ['170.1234.5678', '****78'],
    ['4001234567', '****67'],
    ['深圳', '深圳'],
    ['0755', '0755'],
    ['2026-01-02 10:30:00', '2026-01-02 10:30:00'],
    ['k-shop', 'k-shop'],
    ['x'.repeat(100), `${'x'.repeat(60)}…`],
  ])('%s → %s', (cell, shown) => {
    expect(maskCell(cell)).toBe(shown)
  })

  it(`never shows seven digits of a number in a row, however it is written (seed ${seed})`, () => {
    const separators = fc.array(fc.constantFrom('', '', ' ', '-', '.', '/', ', ', '、', ') '), { minLength: 11, maxLength: 11 })
    const number = fc.tuple(fc.constantFrom('13', '17', '16'), fc.stringMatching(/^\d{9}$/)).map((parts) => parts.join(''))
    fc.assert(
      fc.property(number, separators, (digits, between) => {
        const written = [...digits].map((digit, index) => digit + (index === 10 ? '' : between[index])).join('')
        expect(maskCell(written).replace(/\D/g, '').length).toBeLessThanOrEqual(7)
      }),
      { seed },
    )
  })
})

describe('which columns hold what', () => {
  const rowsOf = (...rows: string[][]): TableRow[] => rows.map((cells, index) => ({ row: index + 2, cells }))
  const numbers = ['17000000001', '17000000002']

  it.each([
    [['号码', '城市', '应用'], { number: 0, city: 1, app: 2 }],
    [['序号', 'X号码', '号码状态', '区号', '归属地', 'APP_Key'], { number: 1, city: 3, app: 5 }],
    [['ID', 'Number', 'Area Code', 'City', 'Application'], { number: 1, city: 2, app: 4 }],
    [['隐私号码（X）', '所属应用名称', '号码归属地'], { number: 0, city: 2, app: 1 }],
  ])('%j', (headers, columns) => {
    const row = (number: string) => headers.map((_, index) => (index === columns.number ? number : 'x'))
    expect(guessColumns(headers, rowsOf(...numbers.map(row)))).toEqual(columns)
  })

  it('knows a column of X numbers by what is in it', () => {
    expect(guessColumns(['a', 'b'], rowsOf(['1', numbers[0] ?? ''], ['2', numbers[1] ?? '']))).toEqual({ number: 1, city: null, app: null })
    expect(guessColumns(['号码', 'b'], rowsOf(['1', numbers[0] ?? ''], ['2', numbers[1] ?? '']))?.number).toBe(1)
  })

  it('takes the header that names X where several columns hold numbers', () => {
    expect(guessColumns(['绑定号码', '隐私号码'], rowsOf(['13800000001', '17000000001']))?.number).toBe(1)
  })

  it('follows the header where no cell holds a number, and knows none without either', () => {
    expect(guessColumns(['城市', '号码'], rowsOf(['深圳', '?']))).toEqual({ number: 1, city: 0, app: null })
    expect(guessColumns(['a', 'b'], rowsOf(['1', '2']))).toBeNull()
  })
})

describe('rows', () => {
  const apps: TableApp[] = [
    { id: 1, name: 'Shop', appKey: 'k-shop' },
    { id: 2, name: '快递', appKey: 'k-post' },
    { id: 3, name: 'Twin', appKey: 'k-twin-1' },
    { id: 4, name: 'twin', appKey: 'k-twin-2' },
  ]
  const judge = (rows: readonly TableRow[], columns: Partial<TableColumns> = {}): JudgedTable => {
    const judging = createTableJudge({ number: 0, city: 1, app: 2, appId: null, ...columns }, apps)
    for (const row of rows) judging.take(row)
    return judging.finish()
  }
  const rowsOf = (...rows: string[][]): TableRow[] => rows.map((cells, index) => ({ row: index + 2, cells }))

  it('are taken with number, city and app put right, and kept as they came', () => {
    expect(judge(rowsOf(['170 0000 0001', '深圳市', 'k-shop'], ['8617000000002', '10', ' 快递 ']))).toEqual({
      rows: 2,
      leftOut: 0,
      faults: [],
      taken: [
        { row: 2, number: '+8617000000001', areaCode: '0755', appId: 1, cells: ['170 0000 0001', '深圳市', 'k-shop'] },
        { row: 3, number: '+8617000000002', areaCode: '010', appId: 2, cells: ['8617000000002', '10', ' 快递 '] },
      ],
    })
  })

  it('without a number, without an X number or of an unknown app are left out; an unknown city is', () => {
    const judged = judge(
      rowsOf(
        ['', '深圳', 'k-shop'],
        ['95588', '深圳', 'k-shop'],
        ['17000000001', '火星', 'k-shop'],
        ['17000000002', '', 'other'],
        ['17000000003', '', 'Twin'],
      ),
    )
    expect(judged.faults.map(({ row, fault }) => [row, fault])).toEqual([
      [2, 'no-number'],
      [3, 'not-an-x-number'],
      [4, 'unknown-city'],
      [5, 'unknown-app'],
      [6, 'unknown-app'],
    ])
    expect(judged.leftOut).toBe(4)
    expect(judged.taken).toMatchObject([{ row: 4, areaCode: null }])
  })

  it('belong to the chosen app without an app column, and where its cell is blank', () => {
    expect(judge(rowsOf(['17000000001', '', 'k-post']), { app: null, appId: 1 }).taken).toMatchObject([{ appId: 1 }])
    expect(judge(rowsOf(['17000000001', '', ''], ['17000000002', '', 'k-post']), { appId: 1 }).taken).toMatchObject([
      { appId: 1 },
      { appId: 2 },
    ])
    expect(judge(rowsOf(['17000000001', '', ''])).faults).toMatchObject([{ fault: 'unknown-app' }])
  })

  it('that say the same of a number count once', () => {
    const judged = judge(rowsOf(['17000000001', '', 'k-shop'], ['+8617000000001', '深圳', 'Shop'], ['17000000001', '0755', 'k-shop']))
    expect(judged.taken).toMatchObject([{ row: 2, areaCode: '0755' }])
    expect(judged.faults.map(({ row, fault }) => [row, fault])).toEqual([
      [3, 'repeated'],
      [4, 'repeated'],
    ])
  })

  it('that contradict each other are all left out', () => {
    const judged = judge(
      rowsOf(
        ['17000000001', '深圳', 'k-shop'],
        ['17000000001', '广州', 'k-shop'],
        ['17000000002', '', 'k-shop'],
        ['17000000002', '', 'k-post'],
      ),
    )
    expect(judged.taken).toEqual([])
    expect(judged.leftOut).toBe(4)
    expect(judged.faults.every(({ fault }) => fault === 'contradicts')).toBe(true)
  })

  it(`say the same in any order (seed ${seed})`, () => {
    const row = fc.tuple(
      fc.constantFrom('17000000001', '17000000002', '17000000003', '+8617000000003', '95588', ''),
      fc.constantFrom('深圳', '0755', '广州', '火星', ''),
      fc.constantFrom('k-shop', 'Shop', '快递', 'nobody', ''),
    )
    const standing = (judged: JudgedTable) => ({
      rows: judged.rows,
      leftOut: judged.leftOut,
      faults: judged.faults.map(({ fault }) => fault).sort(),
      taken: judged.taken.map(({ number, areaCode, appId }) => [number, areaCode, appId].join()).sort(),
    })
    fc.assert(
      fc.property(
        fc
          .array(row, { maxLength: 12 })
          .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, shuffled]) => {
          const [one, other] = [rows, shuffled].map((list) => judge(rowsOf(...list), { appId: 4 }))
          expect(one && standing(one)).toEqual(other && standing(other))
          expect((one?.taken.length ?? 0) + (one?.leftOut ?? 0)).toBe(rows.length)
        },
      ),
      { seed },
    )
  })
})
