import type { AppError } from '../../shared/errors.ts'
import type { NumberTableMapping, NumberTablePreview, NumberTableResult, TableFile } from '../../shared/ipc/numbers.ts'
import { maskText } from '../../shared/domain/phone-number.ts'
import { asAppError } from '../api.ts'
import type { SliceTools } from './app-state.ts'

/** The mapping as chosen so far. `byColumn`: whether the app of a number stands in a column, or one app has them all. */
export interface MappingDraft {
  number: number | null
  city: number | null
  byColumn: boolean
  app: number | null
  appId: number | null
}

/** A number table on its way in. It outlives the page that shows it, so that one may look elsewhere meanwhile. */
export interface TableImport {
  /** Its name is masked: people put numbers into names of files. */
  file: TableFile | null
  preview: NumberTablePreview | null
  mapping: MappingDraft
  result: NumberTableResult | null
  busy: 'reading' | 'importing' | null
  error: AppError | null
}

export interface NumbersSlice {
  table: TableImport
  /** Looks into a file; nothing is taken in yet. */
  readTable(file: Pick<TableFile, 'name' | 'bytes'>): Promise<void>
  /** The same file read in another way. */
  readTableAs(how: Partial<Pick<TableFile, 'encoding' | 'sheet'>>): Promise<void>
  mapTable(patch: Partial<MappingDraft>): void
  importTable(mapping: NumberTableMapping): Promise<void>
  dropTable(): void
}

const noMapping: MappingDraft = { number: null, city: null, byColumn: false, app: null, appId: null }
export const noTable: TableImport = { file: null, preview: null, mapping: noMapping, result: null, busy: null, error: null }

/** What is still to be chosen before a table can be taken in. */
export type MappingGap = 'number' | 'app' | 'appId'

export function mappingOf({ number, city, byColumn, app, appId }: MappingDraft): NumberTableMapping | MappingGap {
  if (number === null) return 'number'
  if (byColumn) return app === null ? 'app' : { number, city, app, appId: null }
  return appId === null ? 'appId' : { number, city, app: null, appId }
}

export function numbersSlice({ api, get, set }: SliceTools): NumbersSlice {
  const change = (patch: Partial<TableImport>) => set({ table: { ...get().table, ...patch } })

  /** The mapping to begin with: the one of the preview, else the only app there is. */
  const startMapping = ({ mapping }: NumberTablePreview): MappingDraft => {
    const apps = get().data.apps.value ?? []
    const onlyApp = apps.length === 1 ? (apps[0]?.id ?? null) : null
    if (mapping === null) return { ...noMapping, appId: onlyApp }
    return { ...mapping, byColumn: mapping.app !== null, appId: mapping.appId ?? onlyApp }
  }

  const read = async (file: TableFile, preview: NumberTablePreview | null = null) => {
    // While it is read another way, what was there stays in sight, and stays if that fails.
    set({ table: { ...noTable, file, preview, mapping: preview ? get().table.mapping : noMapping, busy: 'reading' } })
    // Another file may have been chosen before this one was read.
    const isStill = () => get().table.file === file
    try {
      const preview = await api.call('numbers.previewTable', { file })
      if (isStill()) change({ preview, mapping: startMapping(preview), busy: null })
    } catch (thrown) {
      if (isStill()) change({ busy: null, error: asAppError(thrown) })
    }
  }

  return {
    table: noTable,
    readTable: ({ name, bytes }) => read({ name: maskText(name), bytes, encoding: 'auto', sheet: null }),
    async readTableAs(how) {
      const { file, preview } = get().table
      if (file) await read({ ...file, ...how }, preview)
    },
    mapTable: (patch) => change({ mapping: { ...get().table.mapping, ...patch } }),
    async importTable(mapping) {
      const { file } = get().table
      if (!file) return
      change({ busy: 'importing', error: null })
      const isStill = () => get().table.file === file
      try {
        const result = await api.call('numbers.importTable', { file, mapping })
        if (isStill()) change({ result, busy: null })
      } catch (thrown) {
        if (isStill()) change({ busy: null, error: asAppError(thrown) })
      }
    },
    dropTable: () => set({ table: noTable }),
  }
}
