import { z } from 'zod'
import { changesElsewhere } from '../../shared/domain/binding.ts'
import { maskForeignText, maskNumber } from '../../shared/domain/phone-number.ts'
import type { BindingHistoryRow } from '../../shared/ipc/poller.ts'
import type { Reader } from '../store/connection.ts'

type Row = Omit<BindingHistoryRow, 'x' | 'a' | 'b' | 'y' | 'fields'> & {
  xNumber: string | null
  aNumber: string | null
  bNumber: string | null
  yNumber: string | null
  detail: string | null
}

const Detail = z.record(z.string(), z.tuple([z.unknown(), z.unknown()]))

// As the partial indexes have it: SQLite does not use them for a list that is bound.
const elsewhereOnly = `change IN (${changesElsewhere.map((change) => `'${change}'`).join(', ')})`

/** Lines of the bindings' histories, newest first, in pages that cost the same at any depth. */
export function bindingHistory(
  reader: Reader,
  { appId, elsewhere, before, limit }: { appId: number | null; elsewhere: boolean; before: number | null; limit: number },
): { rows: BindingHistoryRow[]; next: number | null } {
  const conditions = [
    { sql: 'id < ?', params: [before ?? Number.MAX_SAFE_INTEGER] },
    ...(appId === null ? [] : [{ sql: 'appId = ?', params: [appId] }]),
    ...(elsewhere ? [{ sql: elsewhereOnly, params: [] }] : []),
  ]
  const rows = reader
    .prepare<unknown[], Row>(
      `SELECT h.id, h.at, a.name AS appName, b.mode, b.bindingId, h.change, h.source, b.xNumber, b.aNumber, b.bNumber, b.yNumber,
              b.extension, h.detail
         FROM (SELECT * FROM binding_history WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY id DESC LIMIT ?) h
         JOIN bindings b ON b.id = h.bindingRow JOIN platform_apps a ON a.id = h.appId
        ORDER BY h.id DESC`,
    )
    .all(...conditions.flatMap(({ params }) => params), limit)
  const last = rows.at(-1)
  return { rows: rows.map(toRow), next: last && rows.length === limit ? last.id : null }
}

function toRow({ xNumber, aNumber, bNumber, yNumber, detail, ...row }: Row): BindingHistoryRow {
  const changed = detail === null ? {} : Detail.parse(JSON.parse(detail))
  return {
    ...row,
    x: maskNumber(xNumber),
    a: maskNumber(aNumber),
    b: maskNumber(bNumber),
    y: yNumber === null ? null : maskNumber(yNumber),
    fields: Object.entries(changed).map(([field, [before, after]]) => ({
      field,
      before: shown(field, before),
      after: shown(field, after),
    })),
  }
}

// Of settings that only the platform has a name for, too.
const namesANumber = /num(ber)?$/i

/** A number that is none by the platform's formats is masked where its field says that it should be one. */
function shown(field: string, value: unknown): string | null {
  if (value === null || value === undefined) return null
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return namesANumber.test(field) ? maskNumber(text) : maskForeignText(text)
}
