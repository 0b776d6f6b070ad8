import { Settings, defaultSettings } from '../../shared/settings.ts'
import type { Envelope } from '../../shared/ipc/envelope.ts'

/** What main needs of the settings. The backend keeps them; main follows. */
export interface Preferences {
  current: () => Settings
  /** Reads them again and tells `onChange`. */
  follow: () => Promise<void>
}

export function followPreferences(read: () => Promise<Envelope>, onChange: (settings: Settings) => void): Preferences {
  let settings = defaultSettings
  return {
    current: () => settings,
    follow: async () => {
      const envelope = await read()
      const parsed = envelope.ok ? Settings.safeParse(envelope.value) : null
      if (parsed?.success !== true) return
      settings = parsed.data
      onChange(settings)
    },
  }
}
