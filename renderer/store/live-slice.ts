import type { LiveFilter } from '../../shared/ipc/live.ts'
import type { SliceTools } from './app-state.ts'

/** The rows of the table that are read: those in sight and some around them. */
export interface RowWindow {
  offset: number
  limit: number
}

export interface LiveSlice {
  filter: LiveFilter
  window: RowWindow
  setFilter(patch: Partial<LiveFilter>): void
  clearFilter(): void
  setWindow(window: RowWindow): void
}

export const noFilter: LiveFilter = { phases: [], mode: null, appId: null, xId: null, digits: '' }
export const firstWindow: RowWindow = { offset: 0, limit: 60 }

export function liveSlice({ get, set }: SliceTools): LiveSlice {
  return {
    filter: noFilter,
    window: firstWindow,
    setFilter: (patch) => set({ filter: { ...get().filter, ...patch }, window: firstWindow }),
    clearFilter: () => set({ filter: noFilter, window: firstWindow }),
    setWindow: (window) => set({ window }),
  }
}

export function isFiltered(filter: LiveFilter): boolean {
  return filter.phases.length > 0 || filter.mode !== null || filter.appId !== null || filter.xId !== null || filter.digits !== ''
}
