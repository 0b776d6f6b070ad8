import { readXlsx } from 'hucre/xlsx'
import type { TableRow } from '../../../shared/domain/number-table.ts'
import { tableLimits, tableProblem } from './table-problem.ts'
import { inflatedSize } from './zip-size.ts'

const startsWith = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, index) => bytes[index] === byte)

export const isZip = (bytes: Uint8Array) => startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)

/** @throws AppError where the file is of the container of old and of encrypted workbooks */
export function refuseOldContainer(bytes: Uint8Array): void {
  if (!startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return
  const encrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from('EncryptedPackage', 'utf16le'))
  throw tableProblem(encrypted ? 'password-protected' : 'old-workbook')
}

/**
 * Reads the rows of a sheet, the first that is shown unless named. Numbers are exact: a sheet stores `17000000001` whatever it shows.
 * Not read as a stream: only whole parts of the archive are held against their checksums, and a damaged one would lose rows silently.
 * The library bounds how many cells a sheet spans, but lets each part inflate to as much as it declares, up to 2 GiB; such buffers lie
 * outside the heap that a thread can be held to.
 * @param onRow may throw to stop
 * @returns the names of all sheets that are shown
 */
export async function readWorkbook(bytes: Uint8Array, sheet: string | null, onRow: (row: TableRow) => void): Promise<string[]> {
  const size = inflatedSize(bytes)
  if (size === null) throw tableProblem('not-a-table')
  if (size > tableLimits.inflatedBytes) throw tableProblem('table-too-large', { limit: 'inflated' })
  const shown: string[] = []
  const choose = ({ name, hidden, veryHidden }: { name: string; hidden?: boolean; veryHidden?: boolean }) => {
    if (hidden === true || veryHidden === true) return false
    shown.push(name)
    return name === (sheet ?? shown[0])
  }
  const workbook = await readXlsx(bytes, { sheets: choose }).catch((thrown: unknown) => {
    if (thrown instanceof Error && / over the \d+ limit/.test(thrown.message)) throw tableProblem('table-too-large', { limit: 'rows' })
    // Once sheets were found it is a workbook.
    throw tableProblem(shown.length === 0 ? 'not-a-table' : 'damaged-file')
  })
  const [chosen] = workbook.sheets
  if (chosen === undefined) throw tableProblem('no-such-sheet')
  for (const [index, values] of chosen.rows.entries()) onRow({ row: index + 1, cells: values.map(textOf) })
  return shown
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  // A number under a date's format may lie beyond all dates.
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  return ''
}
