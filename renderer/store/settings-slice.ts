import type { ReceiverSettings, SettingsPatch } from '../../shared/settings.ts'
import type { ReceiverState } from '../../shared/ipc/system.ts'
import type { SliceTools } from './app-state.ts'

export interface SettingsSlice {
  /** Shown at once and put back when it cannot be kept. */
  updateSettings(patch: SettingsPatch): Promise<void>
  updateReceiver(settings: ReceiverSettings): Promise<ReceiverState>
}

export function settingsSlice({ api, get, put }: SliceTools): SettingsSlice {
  return {
    async updateSettings(patch) {
      const before = get().data.settings.value
      if (before) put('settings', { ...before, ...withoutGaps(patch) })
      try {
        put('settings', await api.call('settings.update', patch))
      } catch (thrown) {
        if (before) put('settings', before)
        throw thrown
      }
    },
    async updateReceiver(settings) {
      const state = await api.call('receiver.update', settings)
      put('receiver', state)
      return state
    },
  }
}

function withoutGaps<T extends object>(patch: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
