import type { SliceTools } from './app-state.ts'

export const pages = ['live', 'settings'] as const
export type Page = (typeof pages)[number]

/** Parts of the settings that other parts of the page lead to. */
export type SettingsPart = 'receiver' | 'apps' | 'poller' | 'numbers'

export interface FrameSlice {
  page: Page
  /** The part of the settings somebody was led to, and for the how manieth time; null = none in particular. */
  settingsPart: { name: SettingsPart; asked: number } | null
  /** The sheet of keyboard shortcuts. */
  keysShown: boolean
  /** Raised by `/`; the search field of the page takes the focus. */
  searchAsked: number
  goTo(page: Page): void
  goToSettings(part: SettingsPart): void
  showKeys(shown: boolean): void
  askSearch(): void
}

export function frameSlice({ get, set }: SliceTools): FrameSlice {
  return {
    page: 'live',
    settingsPart: null,
    keysShown: false,
    searchAsked: 0,
    goTo: (page) => set({ page, panel: [], settingsPart: null }),
    goToSettings: (name) => set({ page: 'settings', panel: [], settingsPart: { name, asked: (get().settingsPart?.asked ?? 0) + 1 } }),
    showKeys: (keysShown) => set({ keysShown }),
    askSearch: () => set({ page: 'live', searchAsked: get().searchAsked + 1 }),
  }
}
