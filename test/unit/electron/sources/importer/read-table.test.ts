import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeXlsx } from 'hucre/xlsx'
import { readTable, type ReadTable } from '../../../../../electron/sources/importer/read-table.ts'
import { inflatedSize } from '../../../../../electron/sources/importer/zip-size.ts'
import { AppError } from '../../../../../shared/errors.ts'
import type { TableRow } from '../../../../../shared/domain/number-table.ts'
import type { TableFile } from '../../../../../shared/ipc/numbers.ts'
import { toGbk } from '../../../../builders/gbk.ts'
import { aWorkbook, aZip, rowsXml } from '../../../../builders/workbook.ts'
import { seed } from '../../../../support/seed.ts'

async function read(bytes: Uint8Array | string, given: Partial<TableFile> = {}): Promise<ReadTable & { body: TableRow[] }> {
  const body: TableRow[] = []
  const file: TableFile = {
    name: 'table',
    bytes: Uint8Array.from(typeof bytes === 'string' ? Buffer.from(bytes) : bytes),
    encoding: 'auto',
    sheet: null,
    ...given,
  }
  const table = await readTable(file, (row) => void body.push(row))
  return { ...table, body }
}
const problemOf = async (bytes: Uint8Array | string, given: Partial<TableFile> = {}) => {
  const thrown: unknown = await read(bytes, given).catch((error: unknown) => error)
  return thrown instanceof Error && 'details' in thrown ? { code: 'code' in thrown && thrown.code, ...Object(thrown.details) } : thrown
}
const invalid = (reason: string, more: object = {}) => ({ code: 'invalid-input', reason, ...more })

const expected = [
  { row: 2, cells: ['17000000001', '深圳', 'shop'] },
  { row: 3, cells: ['17000000002', '广州', 'shop'] },
]
const text = (delimiter: string, newline = '\n') =>
  [['号码', '城市', '应用'], ...expected.map(({ cells }) => cells)].map((cells) => cells.join(delimiter)).join(newline)

describe('a text table', () => {
  it.each([',', ';', '\t'])('may be parted by %j', async (delimiter) => {
    for (const newline of ['\n', '\r\n', '\r']) {
      const table = await read(text(delimiter, newline) + newline)
      expect(table).toMatchObject({ format: 'csv', encoding: 'utf-8', sheets: [], headers: ['号码', '城市', '应用'], rows: 2 })
      expect(table.body).toEqual(expected)
    }
  })

  it('may be in UTF-8 with or without mark, or in GBK', async () => {
    expect((await read(`\ufeff${text(',')}`)).headers[0]).toBe('号码')
    const gbk = await read(toGbk(text(',')))
    expect(gbk).toMatchObject({ encoding: 'gbk', headers: ['号码', '城市', '应用'] })
    expect(gbk.body).toEqual(expected)
    expect((await read(toGbk(text(',')), { encoding: 'gbk' })).body).toEqual(expected)
  })

  it('is refused in another encoding, rather than read with letters missing', async () => {
    expect(await problemOf(toGbk(text(',')), { encoding: 'utf-8' })).toEqual(invalid('wrong-encoding'))
    expect(await problemOf(Buffer.concat([Buffer.from('号码\n17000000001,'), Buffer.of(0xff, 0xff)]))).toEqual(invalid('wrong-encoding'))
    expect(await problemOf(Buffer.from(`\ufeff${text('\t')}`, 'utf16le'))).toEqual(invalid('wrong-encoding'))
    expect(await problemOf('号码,城市\n17000000001,\ufffd\ufffd')).toEqual(invalid('wrong-encoding'))
  })

  it('may quote cells, with line breaks and quotes in them; rows are counted by the line they begin in', async () => {
    const { body } = await read('号码,"备注"\n17000000001,"a\nb ""c"""\n\n="17000000002",5" pipe\n')
    expect(body).toEqual([
      { row: 2, cells: ['17000000001', 'a\nb "c"'] },
      { row: 5, cells: ['="17000000002"', '5" pipe'] },
    ])
  })

  it('with a quote that is never closed is refused, not swallowed', async () => {
    expect(await problemOf('号码,备注\n17000000001,a\n17000000002,"b\n17000000003,c\n')).toEqual(invalid('open-quote', { line: 3 }))
    const rows = Array.from({ length: 200 }, (_, index) => `1700000${String(index).padStart(4, '0')},${index % 100 === 5 ? '"' : ''}b`)
    const closedFarAway = `号码,备注\n${rows.join('\n')}`.replace('17000000105,"b', '17000000105,b"')
    expect(await problemOf(closedFarAway)).toEqual(invalid('open-quote', { line: 7 }))
  })

  it('needs headings and something below them', async () => {
    expect(await problemOf('17000000001,深圳\n17000000002,广州')).toEqual(invalid('no-header'))
    expect(await problemOf('17000000001')).toEqual(invalid('no-header'))
    for (const empty of ['', '\n\n', ' , ,\n', '号码,城市\n', '号码']) expect(await problemOf(empty)).toEqual(invalid('empty-table'))
  })

  it('may have a title above its headings, and rows that are empty or of any width', async () => {
    const { headers, body } = await read('订购号码表\n号码,城市\n,\n17000000001\n17000000002,深圳,x,,\n')
    expect(headers).toEqual(['号码', '城市'])
    expect(body).toEqual([
      { row: 4, cells: ['17000000001'] },
      { row: 5, cells: ['17000000002', '深圳', 'x'] },
    ])
    expect((await read('号码\n17000000001,x\n')).headers).toEqual(['号码'])
  })

  it('is refused when it is something else or too much', async () => {
    expect(await problemOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 1))).toEqual(invalid('not-a-table'))
    expect(await problemOf('<html><table><tr><td>号码</td></tr></table></html>')).toEqual(invalid('not-a-table'))
    expect(await problemOf('A'.repeat(4 * 1024 * 1024))).toEqual(invalid('not-a-table'))
    expect(await problemOf(`号码\n"${'A'.repeat(4 * 1024 * 1024)}`)).toEqual(invalid('open-quote', { line: 2 }))
    expect(await problemOf(`号码\n${'x\n'.repeat(200_001)}`)).toEqual(invalid('table-too-large', { limit: 'rows' }))
    expect(await problemOf(`${'x,'.repeat(1_000)}x\n`)).toEqual(invalid('table-too-large', { limit: 'columns' }))
    expect(await problemOf(new Uint8Array(32 * 1024 * 1024 + 1))).toEqual(invalid('table-too-large', { limit: 'megabytes' }))
  })
})

describe('a workbook', () => {
  it('gives numbers exactly, however they are stored', async () => {
    const rows = [
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>城市</t></is></c></row>',
      '<row r="3"><c r="A3"><v>17000000001</v></c><c r="B3"><v>755</v></c></row>',
      '<row r="4"><c r="A4"><v>8.617000000002E+12</v></c></row>',
      '<row r="5"><c r="A5" t="s"><v>1</v></c></row>',
      '<row r="6"><c r="B6" t="str"><v>深圳</v></c></row>',
    ]
    const { body, ...table } = await read(aWorkbook([{ name: '号码', rows: rows.join('') }], ['号码', '17000000003']))
    expect(table).toEqual({ format: 'xlsx', encoding: null, sheets: ['号码'], headers: ['号码', '城市'], rows: 4 })
    expect(body).toEqual([
      { row: 3, cells: ['17000000001', '755'] },
      { row: 4, cells: ['8617000000002'] },
      { row: 5, cells: ['17000000003'] },
      { row: 6, cells: ['', '深圳'] },
    ])
  })

  it('may leave out addresses and rows, and have cells far away', async () => {
    const rows = '<row><c t="inlineStr"><is><t>号码</t></is></c></row><row><c><v>17000000001</v></c></row>'
    const far = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t> </t></is></c></row>'
    expect((await read(aWorkbook([{ name: 'a', rows: rows + far }]))).body).toEqual([{ row: 2, cells: ['17000000001'] }])
    const wide = '<row r="3"><c r="XFD3"><v>1</v></c></row>'
    expect(await problemOf(aWorkbook([{ name: 'a', rows: rows + wide }]))).toEqual(invalid('table-too-large', { limit: 'columns' }))
    const both = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    expect(await problemOf(aWorkbook([{ name: 'a', rows: rows + both }]))).toMatchObject(invalid('table-too-large'))
  })

  it('is read at the first sheet that is shown, or the chosen one', async () => {
    const sheets = ['hidden', 'one', 'two'].map((name, index) => ({
      name,
      hidden: name === 'hidden',
      rows: rowsXml([['号码'], [17_000_000_000 + index]]),
    }))
    const workbook = aWorkbook(sheets)
    expect(await read(workbook)).toMatchObject({ sheets: ['one', 'two'], body: [{ cells: ['17000000001'] }] })
    expect((await read(workbook, { sheet: 'two' })).body).toMatchObject([{ cells: ['17000000002'] }])
    expect(await problemOf(workbook, { sheet: 'three' })).toEqual(invalid('no-such-sheet'))
    expect(await problemOf(workbook, { sheet: 'hidden' })).toEqual(invalid('no-such-sheet'))
  })

  it('under a password, of the old format, or damaged is refused with what to do', async () => {
    const rows = [['号码'], ['17000000001']]
    const encrypted = await writeXlsx({ sheets: [{ name: 'a', rows }], encryption: { password: 'p', spinCount: 1_000 } })
    expect(await problemOf(encrypted)).toEqual(invalid('password-protected'))
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
    expect(await problemOf(old)).toEqual(invalid('old-workbook'))
    expect(await problemOf(aZip([['a.txt', 'hello']]))).toEqual(invalid('not-a-table'))
    const workbook = aWorkbook([{ name: 'a', rows: rowsXml(rows) }])
    const sheetAt = Buffer.from(workbook).indexOf('sheet1.xml') + 'sheet1.xml'.length
    const damaged = workbook.with(sheetAt + 60, (workbook[sheetAt + 60] ?? 0) ^ 1)
    expect(await problemOf(damaged)).toEqual(invalid('damaged-file'))
    expect(await problemOf(workbook.slice(0, 400))).toEqual(invalid('not-a-table'))
  })

  it(`that is damaged anywhere loses no row silently (seed ${seed})`, async () => {
    const rows = Array.from({ length: 40 }, (_, index) => [17_000_000_000 + index, '深圳'])
    const workbook = aWorkbook([{ name: 'a', rows: rowsXml([['号码', '城市'], ...rows]) }])
    const { body } = await read(workbook)
    const damage = fc.tuple(fc.nat({ max: workbook.length - 1 }), fc.integer({ min: 1, max: 255 }))
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (places) => {
        let damaged = workbook
        for (const [at, flip] of places) damaged = damaged.with(at, (damaged[at] ?? 0) ^ flip)
        const outcome = await read(damaged).catch((thrown: unknown) => thrown)
        if (outcome instanceof AppError) expect(outcome).toMatchObject({ code: 'invalid-input', details: { reason: expect.any(String) } })
        else expect(outcome).toMatchObject({ body })
      }),
      { seed, numRuns: 300 },
    )
  })

  it('that inflates to more than it declares is refused', async () => {
    const bomb = aWorkbook([{ name: 'a', rows: rowsXml([['号码'], ['x'.repeat(64 * 1024 * 1024)]]) }])
    expect(bomb.length).toBeLessThan(128 * 1024)
    const bytes = Buffer.from(bomb)
    const central = bytes.lastIndexOf('PK\x01\x02')
    bytes.writeUInt32LE(1_000, central + 24)
    expect(await problemOf(bytes)).toEqual(invalid('damaged-file'))
  })

  it('that would unpack to more than a number table is refused before it is unpacked', async () => {
    const tooMuch = invalid('table-too-large', { limit: 'inflated' })
    const filler: [string, string] = ['xl/media/a.bin', '\0'.repeat(32 * 1024 * 1024)]
    const parts = (count: number) => [...Array.from({ length: count }, () => filler), ['a.txt', 'hello'] as const]
    expect(await problemOf(aZip(parts(3)))).toEqual(invalid('not-a-table'))
    expect(await problemOf(aZip(parts(4)))).toEqual(tooMuch)
  })

  it('that does not say what its parts unpack to counts as the most they can be', async () => {
    const tooMuch = invalid('table-too-large', { limit: 'inflated' })
    const workbook = aWorkbook([{ name: 'a', rows: rowsXml([['号码'], ['17000000001'], [randomBytes(192 * 1024).toString('base64')]]) }])
    const central = Buffer.from(workbook).lastIndexOf('PK\x01\x02')
    const declaring = (...fields: readonly (readonly [at: number, value: number])[]) => {
      const bytes = Buffer.from(workbook)
      for (const [at, value] of fields) bytes.writeUInt32LE(value, central + at)
      return bytes
    }
    const [flagsAndMethod, packed, size] = [8, 20, 24]
    expect(await problemOf(declaring([size, 0]))).toEqual(tooMuch)
    expect(await problemOf(declaring([size, 0xffff_ffff]))).toEqual(tooMuch)
    // Sizes only behind the data: the library would look there.
    expect(await problemOf(declaring([flagsAndMethod, 0x0008_0008], [packed, 0], [size, 1]))).toEqual(tooMuch)
  })

  it('may hold empty parts and sizes of 64 bits, as some writers give them', async () => {
    const sheet = { name: 'a', rows: rowsXml([['号码'], ['17000000001']]) }
    const workbook = Buffer.from(aWorkbook([sheet]))
    const central = workbook.lastIndexOf('PK\x01\x02')
    const end = workbook.lastIndexOf('PK\x05\x06')
    const wide = Buffer.alloc(12)
    wide.writeUInt16LE(1, 0)
    wide.writeUInt16LE(8, 2)
    wide.writeBigUInt64LE(BigInt(workbook.readUInt32LE(central + 24)), 4)
    workbook.writeUInt32LE(0xffff_ffff, central + 24)
    workbook.writeUInt16LE(wide.length, central + 30)
    expect(await read(Buffer.concat([workbook.subarray(0, end), wide, workbook.subarray(end)]))).toMatchObject({ rows: 1 })

    expect(inflatedSize(aZip([['xl/', '']]))).toBeLessThan(10_000)
  })
})
