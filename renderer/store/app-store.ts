import { createStore } from 'zustand/vanilla'
import type { Api } from '../api.ts'
import { appsSlice } from './apps-slice.ts'
import type { AppState, SliceTools } from './app-state.ts'
import type { Clock } from './clock.ts'
import { frameSlice } from './frame-slice.ts'
import { liveSlice } from './live-slice.ts'
import { numbersSlice } from './numbers-slice.ts'
import { panelSlice } from './panel-slice.ts'
import { pollerSlice } from './poller-slice.ts'
import { profilesSlice } from './profiles-slice.ts'
import { emptyData } from './readings.ts'
import { settingsSlice } from './settings-slice.ts'

export type AppStore = ReturnType<typeof createAppStore>

export function createAppStore(api: Api, clock: Clock) {
  return createStore<AppState>()((set, get) => {
    const tools: SliceTools = {
      api,
      clock,
      get,
      set,
      put: (name, value) => set({ data: { ...get().data, [name]: { value, readAt: clock.now(), error: null } } }),
    }
    return {
      data: emptyData,
      ...frameSlice(tools),
      ...settingsSlice(tools),
      ...profilesSlice(tools),
      ...appsSlice(tools),
      ...liveSlice(tools),
      ...panelSlice(tools),
      ...numbersSlice(tools),
      ...pollerSlice(tools),
    }
  })
}
