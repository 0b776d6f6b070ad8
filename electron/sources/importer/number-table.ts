import { createHash } from 'node:crypto'
import { guessColumns, maskCell, plainCell, type TableRow } from '../../../shared/domain/number-table.ts'
import { createTableJudge, type NumberRow, type TableApp } from '../../../shared/domain/number-table-rows.ts'
import type { NumberTableMapping, NumberTablePreview, NumberTableResult, TableFile } from '../../../shared/ipc/numbers.ts'
import { readTable } from './read-table.ts'
import { tableProblem } from './table-problem.ts'

const rowsGuessedFrom = 200
const samplesShown = 3
const faultsListed = 500

/** Known again by its headings, whatever stands below them. */
export function headersKey(headers: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(headers.map(plainCell)))
    .digest('base64url')
    .slice(0, 22)
}

export interface LookedInto {
  preview: Omit<NumberTablePreview, 'mapping' | 'remembered'>
  headersKey: string
  guess: ReturnType<typeof guessColumns>
}

/** Looks into a number table. @throws AppError as `readTable` */
export async function lookInto(file: TableFile): Promise<LookedInto> {
  const first: TableRow[] = []
  const { headers, ...table } = await readTable(file, (row) => {
    if (first.length < rowsGuessedFrom) first.push(row)
  })
  const width = Math.max(headers.length, ...first.map(({ cells }) => cells.length))
  const columns = Array.from({ length: width }, (_, index) => ({
    index,
    header: maskCell(headers[index] ?? ''),
    samples: samplesOf(first, index),
  }))
  return { preview: { ...table, columns }, headersKey: headersKey(headers), guess: guessColumns(headers, first) }
}

function samplesOf(rows: readonly TableRow[], column: number): string[] {
  const cells = new Set<string>()
  for (const row of rows) {
    if (cells.size === samplesShown) break
    const cell = row.cells[column]?.trim() ?? ''
    if (cell !== '') cells.add(cell)
  }
  return [...cells].map(maskCell)
}

export interface JudgedFile extends Pick<NumberTableResult, 'rows' | 'faults' | 'leftOut' | 'faultCount'> {
  headersKey: string
  taken: NumberRow[]
}

/** Reads a number table whole and judges its rows. @throws AppError as `readTable`, and where no app is chosen */
export async function judgeTable(file: TableFile, mapping: NumberTableMapping, apps: readonly TableApp[]): Promise<JudgedFile> {
  if (mapping.app === null && mapping.appId === null) throw tableProblem('no-app')
  const judge = createTableJudge(mapping, apps)
  const { headers } = await readTable(file, judge.take)
  const { rows, taken, faults, leftOut } = judge.finish()
  const listed = faults.slice(0, faultsListed).map(({ cell, ...fault }) => ({ ...fault, cell: maskCell(cell) }))
  return { headersKey: headersKey(headers), rows, taken, faults: listed, leftOut, faultCount: faults.length }
}
