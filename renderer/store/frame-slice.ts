import type { SliceTools } from './app-state.ts'

export const pages = ['live', 'settings'] as const
export type Page = (typeof pages)[number]

export interface FrameSlice {
  page: Page
  /** The sheet of keyboard shortcuts. */
  keysShown: boolean
  /** Raised by `/`; the search field of the page takes the focus. */
  searchAsked: number
  goTo(page: Page): void
  showKeys(shown: boolean): void
  askSearch(): void
}

export function frameSlice({ get, set }: SliceTools): FrameSlice {
  return {
    page: 'live',
    keysShown: false,
    searchAsked: 0,
    goTo: (page) => set({ page, panel: [] }),
    showKeys: (keysShown) => set({ keysShown }),
    askSearch: () => set({ page: 'live', searchAsked: get().searchAsked + 1 }),
  }
}
