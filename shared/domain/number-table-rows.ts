import { findAreaCode } from '../codes/city-names.ts'
import { plainCell, toXNumber, type NumberRowFault, type TableRow } from './number-table.ts'

/** Where number, city and app stand. Without an app column, and where its cell is blank, a number belongs to `appId`. */
export interface TableColumns {
  number: number
  city: number | null
  app: number | null
  appId: number | null
}

export interface TableApp {
  id: number
  name: string
  appKey: string
}

/** A row that can be taken in. */
export interface NumberRow {
  row: number
  /** E.164. */
  number: string
  /** With its leading 0; null = the table tells none. */
  areaCode: string | null
  appId: number
  /** The mapped cells as they came. */
  cells: string[]
}

export interface FaultyRow {
  row: number
  fault: NumberRowFault
  /** As it came: it may hold a number. */
  cell: string
}

export interface JudgedTable {
  rows: number
  taken: NumberRow[]
  /** By row. */
  faults: FaultyRow[]
  leftOut: number
}

/**
 * Judges a table row by row. The order of rows decides nothing: of rows that say the same of a number one is taken and the others are
 * `repeated` (one that tells no city agrees with one that does); of rows that contradict each other about its city or app **all** are
 * left out, because nothing tells which is right.
 */
export function createTableJudge(columns: TableColumns, apps: readonly TableApp[]) {
  const appOf = appFinder(apps)
  const byNumber = new Map<string, NumberRow[]>()
  const faults: FaultyRow[] = []
  let rows = 0
  let leftOut = 0

  const leave = (row: number, fault: NumberRowFault, cell: string) => {
    faults.push({ row, fault, cell })
    leftOut += 1
  }

  return {
    take({ row, cells }: TableRow): void {
      rows += 1
      const cellAt = (column: number | null) => (column === null ? '' : (cells[column] ?? ''))
      const [numberCell, cityCell, appCell] = [cellAt(columns.number), cellAt(columns.city), cellAt(columns.app)]
      if (plainCell(numberCell) === '') return leave(row, 'no-number', '')
      const number = toXNumber(numberCell)
      if (number === null) return leave(row, 'not-an-x-number', numberCell)
      const appId = plainCell(appCell) === '' ? columns.appId : appOf(appCell)
      if (appId === null) return leave(row, 'unknown-app', appCell)
      const areaCode = findAreaCode(plainCell(cityCell))
      if (areaCode === null && plainCell(cityCell) !== '') faults.push({ row, fault: 'unknown-city', cell: cityCell })
      const known = byNumber.get(number)
      const one = { row, number, areaCode, appId, cells: [numberCell, cityCell, appCell] }
      if (known) known.push(one)
      else byNumber.set(number, [one])
    },

    /** Once, after the last row. */
    finish(): JudgedTable {
      const taken: NumberRow[] = []
      for (const same of byNumber.values()) {
        const [first] = same
        if (first === undefined) continue
        const cities = new Set(same.flatMap(({ areaCode }) => areaCode ?? []))
        if (cities.size > 1 || same.some(({ appId }) => appId !== first.appId)) {
          for (const { row, cells } of same) leave(row, 'contradicts', cells[0] ?? '')
          continue
        }
        const [areaCode = null] = cities
        taken.push({ ...first, areaCode })
        for (const { row, cells } of same.slice(1)) leave(row, 'repeated', cells[0] ?? '')
      }
      return { rows, taken, faults: faults.sort((a, b) => a.row - b.row), leftOut }
    },
  }
}

/** An app by its key, or by its name where no other bears it. */
function appFinder(apps: readonly TableApp[]): (cell: string) => number | null {
  const plainName = (name: string) => plainCell(name).toLowerCase()
  const byKey = new Map(apps.map(({ id, appKey }) => [appKey, id]))
  const byName = new Map<string, number | null>()
  for (const { id, name } of apps) byName.set(plainName(name), byName.has(plainName(name)) ? null : id)
  return (cell) => byKey.get(plainCell(cell)) ?? byName.get(plainName(cell)) ?? null
}
