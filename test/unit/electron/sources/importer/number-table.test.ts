import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { judgeTable, lookInto } from '../../../../../electron/sources/importer/number-table.ts'
import type { NumberTableMapping, TableFile } from '../../../../../shared/ipc/numbers.ts'

const fileOf = (text: string): TableFile => ({ name: 'table.csv', bytes: Buffer.from(text), encoding: 'auto', sheet: null })
const apps = [{ id: 7, name: 'Shop', appKey: 'k-shop' }]
const mapping: NumberTableMapping = { number: 0, city: 1, app: null, appId: 7 }

describe('looking into a table', () => {
  it('tells its columns with masked samples, and which hold what', async () => {
    const text = '号码,城市,绑定号码 13800000001\n17012345678,深圳,13912345678\n17012345679,深圳,\n17012345670,广州,x\n17012345671,,y\n'
    const { preview, guess } = await lookInto(fileOf(text))
    expect(preview).toEqual({
      format: 'csv',
      encoding: 'utf-8',
      sheets: [],
      rows: 4,
      columns: [
        { index: 0, header: '号码', samples: ['170****5678', '170****5679', '170****5670'] },
        { index: 1, header: '城市', samples: ['深圳', '广州'] },
        { index: 2, header: '绑定号码 138****0001', samples: ['139****5678', 'x', 'y'] },
      ],
    })
    expect(guess).toEqual({ number: 0, city: 1, app: null })
  })

  it('knows headings again, whatever stands below them', async () => {
    const keys = await Promise.all(
      ['号码,城市\n1,2', '\ufeff号码 ;"城市"\n17000000001;x', '号码,区号\n1,2'].map(
        async (text) => (await lookInto(fileOf(text))).headersKey,
      ),
    )
    expect(keys[0]).toBe(keys[1])
    expect(keys[2]).not.toBe(keys[0])
  })

  it('shows columns without a heading', async () => {
    expect((await lookInto(fileOf('号码,x\n17000000001,a,b\n'))).preview.columns[2]).toEqual({ index: 2, header: '', samples: ['b'] })
  })
})

describe('judging a table', () => {
  it('names rows as the file counts them, with masked cells', async () => {
    const { taken, ...judged } = await judgeTable(fileOf('号码,城市\n\n17012345678,火星\n075512345678,深圳\n'), mapping, apps)
    expect(taken).toMatchObject([{ row: 3, number: '+8617012345678', areaCode: null, appId: 7 }])
    expect(judged).toMatchObject({
      rows: 2,
      leftOut: 1,
      faultCount: 2,
      faults: [
        { row: 3, fault: 'unknown-city', cell: '火星' },
        { row: 4, fault: 'not-an-x-number', cell: '0755****5678' },
      ],
    })
  })

  it('lists the first 500 faults and counts all', async () => {
    const judged = await judgeTable(fileOf(`号码,城市\n${'x,\n'.repeat(700)}`), mapping, apps)
    expect([judged.faults.length, judged.faults.at(-1)?.row, judged.faultCount, judged.leftOut]).toEqual([500, 501, 700, 700])
  })

  it('needs an app', async () => {
    await expect(judgeTable(fileOf('号码\n17000000001'), { ...mapping, appId: null }, apps)).rejects.toMatchObject({
      code: 'invalid-input',
      details: { reason: 'no-app' },
    })
  })
})
