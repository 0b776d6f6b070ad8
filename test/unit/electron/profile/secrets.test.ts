import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openVault, type OsCipher } from '../../../../electron/profile/secrets.ts'
import { tempFolder } from '../../../support/temp-folder.ts'

const secrets = { 'k-shop': ['now', 'next'], 'k-taxi': ['other'] }
const fileIn = (folder: string) => join(folder, 'secrets.json')

/** Not a cipher, but not plain text either. */
const turned = (text: string) => [...text].toReversed().join('')
const os: OsCipher = { encrypt: async (text) => turned(text), decrypt: async (data) => turned(data) }
const silentOs: OsCipher = { encrypt: async () => null, decrypt: async () => null }

describe('secrets under a passphrase', () => {
  it('come back with it, and only with it', async () => {
    const folder = tempFolder()
    await openVault(folder, 'passphrase', null, 'correct horse').save(secrets)
    const vault = openVault(folder, 'passphrase', null)
    expect(await vault.load()).toBeNull()
    await expect(vault.unlock('wrong horse')).rejects.toMatchObject({ code: 'credentials', details: { reason: 'wrong-passphrase' } })
    expect(await vault.unlock('correct horse')).toEqual(secrets)
    await vault.save({ 'k-shop': ['newest'] })
    expect(await openVault(folder, 'passphrase', null).unlock('correct horse')).toEqual({ 'k-shop': ['newest'] })
  })

  it('are not saved while it is not known', async () => {
    const folder = tempFolder()
    await expect(openVault(folder, 'passphrase', null).save(secrets)).rejects.toMatchObject({ details: { reason: 'locked' } })
    expect(readdirSync(folder)).toEqual([])
  })

  it('take it however the keyboard composes it', async () => {
    const folder = tempFolder()
    await openVault(folder, 'passphrase', null, 'caf\u00e9 \u5bc6\u7801').save(secrets)
    expect(await openVault(folder, 'passphrase', null).unlock('cafe\u0301 \u5bc6\u7801')).toEqual(secrets)
  })

  it('do not open when somebody changed the file', async () => {
    const folder = tempFolder()
    await openVault(folder, 'passphrase', null, 'correct horse').save(secrets)
    const kept = JSON.parse(readFileSync(fileIn(folder), 'utf8')) as { data: string }
    const bytes = Buffer.from(kept.data, 'base64')
    bytes[0] = (bytes[0] ?? 0) ^ 1
    writeFileSync(fileIn(folder), JSON.stringify({ ...kept, data: bytes.toString('base64') }))
    await expect(openVault(folder, 'passphrase', null).unlock('correct horse')).rejects.toMatchObject({ code: 'credentials' })
  })
})

describe('secrets kept by the OS', () => {
  it('come back by themselves', async () => {
    const folder = tempFolder()
    await openVault(folder, 'os', os).save(secrets)
    expect(await openVault(folder, 'os', os).load()).toEqual(secrets)
  })

  it('have to be typed in again where the OS cannot read them any more', async () => {
    const folder = tempFolder()
    await openVault(folder, 'os', os).save(secrets)
    expect(await openVault(folder, 'os', silentOs).load()).toBeNull()
    expect(await openVault(folder, 'os', null).load()).toBeNull()
  })

  it('are refused rather than written in clear where the OS keeps none', async () => {
    const folder = tempFolder()
    for (const port of [silentOs, null]) {
      await expect(openVault(folder, 'os', port).save(secrets)).rejects.toMatchObject({ details: { reason: 'os-store-failed' } })
    }
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('secrets asked for at each start', () => {
  it('rest nowhere', async () => {
    const folder = tempFolder()
    const vault = openVault(folder, 'ask', os)
    await vault.save(secrets)
    expect(await vault.load()).toBeNull()
    await expect(vault.unlock('any')).rejects.toMatchObject({ code: 'conflict' })
    expect(readdirSync(folder)).toEqual([])
  })
})

it.each(['os', 'passphrase'] as const)(
  'the file of %s holds no secret in clear, is its owner’s, and leaves nothing beside it',
  async (keeping) => {
    const folder = tempFolder()
    await openVault(folder, keeping, os, 'correct horse').save(secrets)
    await openVault(folder, keeping, os, 'correct horse').save(secrets)
    expect(readdirSync(folder)).toEqual(['secrets.json'])
    expect(readFileSync(fileIn(folder), 'utf8')).not.toMatch(/"now"|next|other|horse/)
    if (process.platform !== 'win32') expect(statSync(fileIn(folder)).mode & 0o777).toBe(0o600)
  },
)
