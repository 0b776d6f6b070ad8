import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { BackendHandlers } from '../../shared/ipc/contract.ts'
import { defaultSettings, Settings, type SettingsPatch } from '../../shared/settings.ts'

type Channels = 'settings.get' | 'settings.update'

/** The program's settings in one JSON file. What cannot be read falls back to the defaults, field by field. */
export function openSettings(file: string) {
  let current = read(file)
  const update = (patch: Partial<Settings>) => {
    current = { ...current, ...patch }
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, JSON.stringify(current, null, 2), { mode: 0o600 })
    renameSync(`${file}.new`, file)
    return current
  }
  return { get: () => current, update }
}
export type SettingsFile = ReturnType<typeof openSettings>

function read(file: string): Settings {
  if (!existsSync(file)) return defaultSettings
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const fields = Object.entries(Settings.shape).flatMap(([name, schema]) => {
      const parsed = schema.safeParse((kept as Record<string, unknown>)[name])
      return parsed.success ? [[name, parsed.data] as const] : []
    })
    return Settings.parse({ ...defaultSettings, ...Object.fromEntries(fields) })
  } catch {
    return defaultSettings
  }
}

export function settingsCommands(settings: SettingsFile, changed: () => void): Pick<BackendHandlers, Channels> {
  return {
    'settings.get': () => settings.get(),
    'settings.update': (patch: SettingsPatch) => {
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
      const after = settings.update(given)
      changed()
      return after
    },
  }
}
