import { AppError } from '../../../shared/errors.ts'
import type { NumberRow } from '../../../shared/domain/number-table-rows.ts'
import { startOfAccountDay } from '../../../shared/domain/time.ts'
import { isStorageFailure, type Writer } from '../../store/connection.ts'
import { insertSourceRecord } from '../../store/source-records.ts'
import { importedNumberStatements, type ImportedXNumber } from '../../store/x-numbers.ts'

/** Some rows of a number table. */
export interface ImportedRows {
  /** When the import began: the same for all its rows. */
  at: number
  /** Masked. */
  fileName: string
  rows: readonly NumberRow[]
}

export interface ImportCounts {
  added: number
  changed: number
  unchanged: number
}

/** The rows of one app, with what they did. */
interface Told extends ImportCounts {
  /** Those that wrote anything: the file's row, then number, city and app as they came. */
  rows: (number | string)[][]
}

/**
 * Applies rows of number tables. A table outranks what pushes of the same day say of a number's app, earlier tables,
 * and CDRs about its city; where it tells no city the one of an earlier table stays. What a later table repeats moves nothing that
 * anybody sees, only the evidence, so that a push that comes late cannot outrank the table.
 */
export function createNumberImport(writer: Writer) {
  const numbers = importedNumberStatements(writer)

  function applyRow({ number, appId, areaCode }: NumberRow, at: number): { outcome: keyof ImportCounts; written: boolean } {
    const evidenceAt = startOfAccountDay(at) + 1
    const before = numbers.find(number)
    if (before === null) {
      numbers.insert(number, { appId, evidenceAt, importedAt: at, importedAreaCode: areaCode })
      return { outcome: 'added', written: true }
    }
    const weighsMore = evidenceAt > before.evidenceAt || (evidenceAt === before.evidenceAt && appId !== before.appId)
    const after: ImportedXNumber = {
      ...(weighsMore ? { appId, evidenceAt } : { appId: before.appId, evidenceAt: before.evidenceAt }),
      importedAt: before.importedAt,
      importedAreaCode: areaCode ?? before.importedAreaCode,
    }
    const changed = before.importedAt === null || after.appId !== before.appId || after.importedAreaCode !== before.importedAreaCode
    if (changed || weighsMore) numbers.update(number, changed ? { ...after, importedAt: at } : after)
    return { outcome: changed ? 'changed' : 'unchanged', written: changed || weighsMore }
  }

  const apply = writer.transaction(({ at, fileName, rows }: ImportedRows): ImportCounts => {
    const byApp = new Map<number, Told>()
    const sum: ImportCounts = { added: 0, changed: 0, unchanged: 0 }
    for (const row of rows) {
      const told = byApp.get(row.appId) ?? { added: 0, changed: 0, unchanged: 0, rows: [] }
      byApp.set(row.appId, told)
      const { outcome, written } = applyRow(row, at)
      told[outcome] += 1
      sum[outcome] += 1
      if (written) told.rows.push([row.row, ...row.cells])
    }
    for (const [appId, told] of byApp) {
      if (told.rows.length === 0) continue
      insertSourceRecord(writer, { appId, source: 'import', operation: 'number-table', at, body: JSON.stringify({ fileName, ...told }) })
    }
    return sum
  })

  return {
    /**
     * One transaction: all of these rows or none. The same rows again change nothing.
     * @throws AppError `storage` when the database cannot be written
     */
    take(imported: ImportedRows): ImportCounts {
      try {
        return apply.immediate(imported)
      } catch (thrown) {
        if (isStorageFailure(thrown)) throw new AppError('storage', 'the database cannot be written', { cause: thrown })
        throw thrown
      }
    },
  }
}
