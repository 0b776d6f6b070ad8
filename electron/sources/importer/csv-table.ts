import { CsvError, parse } from 'csv-parse/sync'
import { detectDelimiter } from 'hucre/csv'
import type { TableRow } from '../../../shared/domain/number-table.ts'
import { tableProblem } from './table-problem.ts'

/** Its first lines tell how a text is parted. */
const sampleCharacters = 64 * 1024
/** A row longer than this, or over more lines, begins with a quotation mark that was never closed: rows would be swallowed silently. */
const longestRow = { characters: 1024 * 1024, lines: 50 }

/**
 * Reads rows out of text parted by commas, semicolons, tabs or bars, whichever parts it most evenly.
 * @param onRow may throw to stop
 */
export function readCsv(text: string, onRow: (row: TableRow) => void): void {
  let next = 1
  try {
    parse(text, {
      delimiter: detectDelimiter(text.slice(0, sampleCharacters)),
      // All three, because a file that was edited by hand may mix them and discovery would settle for the first.
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: longestRow.characters,
      on_record(cells: string[], { lines }) {
        const within = cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
        const row = lines - within
        if (within > longestRow.lines) throw tableProblem('open-quote', { line: row })
        next = lines + 1
        onRow({ row, cells })
        // Nothing is kept here: a table may have a thousand columns of which three matter.
        return null
      },
    })
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown
    if (next === 1 && thrown.code === 'CSV_MAX_RECORD_SIZE') throw tableProblem('not-a-table')
    throw tableProblem('open-quote', { line: next })
  }
}
