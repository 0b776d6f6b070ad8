import { toXNumber, type TableRow } from '../../../shared/domain/number-table.ts'
import type { NumberTablePreview, TableFile } from '../../../shared/ipc/numbers.ts'
import { readCsv } from './csv-table.ts'
import { tableLimits, tableProblem } from './table-problem.ts'
import { decodeTable } from './table-text.ts'
import { isZip, readWorkbook, refuseOldContainer } from './xlsx-table.ts'

export interface ReadTable extends Pick<NumberTablePreview, 'format' | 'encoding' | 'sheets' | 'rows'> {
  /** Trimmed; empty where a column has none. */
  headers: string[]
}

/**
 * Reads a number table: its headings, then each row below them that is not empty.
 * @param onRow called in the file's order; may throw to stop
 * @throws AppError `invalid-input` with one of `tableProblems` as its reason
 */
export async function readTable(file: TableFile, onRow: (row: TableRow) => void): Promise<ReadTable> {
  const { bytes } = file
  if (bytes.length > tableLimits.bytes) throw tableProblem('table-too-large', { limit: 'megabytes' })
  refuseOldContainer(bytes)
  const body = belowHeadings(onRow)
  if (isZip(bytes)) {
    const sheets = await readWorkbook(bytes, file.sheet, body.take)
    return { format: 'xlsx', encoding: null, sheets, ...body.finish() }
  }
  const { text, encoding } = decodeTable(file)
  // Some consoles call a web page a workbook.
  if (/^\s*<[!?a-z]/i.test(text)) throw tableProblem('not-a-table')
  readCsv(text, body.take)
  return { format: 'csv', encoding, sheets: [], ...body.finish() }
}

/**
 * Finds the headings: the first row that is not empty, or the second where the first is a title, one cell above several. Counts and
 * bounds what follows.
 */
function belowHeadings(onRow: (row: TableRow) => void) {
  let title: TableRow | null = null
  let headers: string[] | null = null
  let rows = 0

  const filled = (row: TableRow) => row.cells.filter((cell) => cell.trim() !== '').length
  const holdsNumber = (row: TableRow) => row.cells.some((cell) => toXNumber(cell) !== null)

  const head = (row: TableRow) => {
    if (holdsNumber(row)) throw tableProblem('no-header')
    headers = row.cells.map((cell) => cell.trim())
  }
  const add = (row: TableRow) => {
    rows += 1
    if (rows > tableLimits.rows) throw tableProblem('table-too-large', { limit: 'rows' })
    onRow(row)
  }

  return {
    take(row: TableRow): void {
      const width = row.cells.findLastIndex((cell) => cell.trim() !== '') + 1
      if (width === 0) return
      if (width > tableLimits.columns) throw tableProblem('table-too-large', { limit: 'columns' })
      const trimmed = { row: row.row, cells: row.cells.slice(0, width) }
      if (headers !== null) return add(trimmed)
      if (title !== null) {
        const wasTitle = filled(trimmed) > 1 && !holdsNumber(trimmed)
        head(wasTitle ? trimmed : title)
        return wasTitle ? undefined : add(trimmed)
      }
      if (filled(trimmed) > 1) return head(trimmed)
      title = trimmed
    },
    finish(): { headers: string[]; rows: number } {
      if (headers === null && title !== null) head(title)
      if (headers === null || rows === 0) throw tableProblem('empty-table')
      return { headers, rows }
    },
  }
}
