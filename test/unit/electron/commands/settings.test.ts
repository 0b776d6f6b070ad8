import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSettings, settingsCommands } from '../../../../electron/commands/settings.ts'
import { defaultSettings } from '../../../../shared/settings.ts'
import { tempFolder } from '../../../support/temp-folder.ts'

describe('the settings file', () => {
  it('is made when something is changed, and read at the next start', () => {
    const folder = join(tempFolder(), 'user-data')
    const file = join(folder, 'settings.json')
    const settings = openSettings(file)
    expect(settings.get()).toEqual(defaultSettings)
    settings.update({ theme: 'dark' })
    settings.update({ language: 'en' })
    expect(openSettings(file).get()).toEqual({ ...defaultSettings, theme: 'dark', language: 'en' })
    expect(readdirSync(folder)).toEqual(['settings.json'])
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it.each(['', 'no json', 'null', '[]', '7', '{"theme"'])('holding %j gives the defaults', (text) => {
    const file = join(tempFolder(), 'settings.json')
    writeFileSync(file, text)
    expect(openSettings(file).get()).toEqual(defaultSettings)
  })

  it('of another version keeps every field that is understood', () => {
    const file = join(tempFolder(), 'settings.json')
    writeFileSync(file, JSON.stringify({ theme: 'dark', language: 'klingon', railFolded: 'yes', novelty: 1, lastProfileId: 'shop-1' }))
    expect(openSettings(file).get()).toEqual({ ...defaultSettings, theme: 'dark', lastProfileId: 'shop-1' })
  })
})

describe('settings.update', () => {
  it('changes what is given, tells of it, and leaves the last profile alone', () => {
    const file = join(tempFolder(), 'settings.json')
    const settings = openSettings(file)
    settings.update({ lastProfileId: 'shop-1' })
    let told = 0
    const commands = settingsCommands(settings, () => (told += 1))
    expect(commands['settings.update']({ theme: 'light', language: undefined })).toMatchObject({ theme: 'light', language: 'system' })
    expect(commands['settings.get']({})).toMatchObject({ theme: 'light', lastProfileId: 'shop-1' })
    expect(told).toBe(1)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ theme: 'light', language: 'system', lastProfileId: 'shop-1' })
  })
})
