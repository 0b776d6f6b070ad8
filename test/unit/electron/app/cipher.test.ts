import { describe, expect, it } from 'vitest'
import { openCipher } from '../../../../electron/app/cipher.ts'
import type { SafeStorage } from '../../../../electron/app/cipher.ts'

const flip = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0x5a))

/** Electron 25's form. */
const synchronous: SafeStorage = {
  isEncryptionAvailable: () => true,
  encryptString: (text) => flip(Buffer.from(text)),
  decryptString: (data) => flip(data).toString(),
}

/** The form of coming majors, without the synchronous one. */
const asynchronous: SafeStorage = {
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text) => flip(Buffer.from(text)),
  decryptStringAsync: async (data) => ({ result: flip(data).toString() }),
}

describe.each([
  ['synchronous', synchronous],
  ['asynchronous', asynchronous],
])('the cipher over the %s form', (_name, storage) => {
  it('gives back what it was given, and never shows it', async () => {
    const cipher = await openCipher(storage, 'darwin')
    expect(cipher.available()).toBe(true)
    const data = (await cipher.encrypt('秘密')) ?? ''
    expect(Buffer.from(data, 'base64').toString()).not.toContain('秘密')
    expect(await cipher.decrypt(data)).toBe('秘密')
  })

  it('trusts a keyring on Linux', async () => {
    const keyring = { ...storage, getSelectedStorageBackend: () => 'gnome_libsecret' }
    expect((await openCipher(keyring, 'linux')).available()).toBe(true)
  })

  it('does not trust Chromium’s built-in password, nor an unknown backend', async () => {
    for (const backend of ['basic_text', 'unknown']) {
      const cipher = await openCipher({ ...storage, getSelectedStorageBackend: () => backend }, 'linux')
      expect(cipher.available()).toBe(false)
      expect(await cipher.encrypt('secret')).toBeNull()
      expect(await cipher.decrypt('c2VjcmV0')).toBeNull()
    }
  })

  it('counts a runtime that cannot name its backend as no OS store', async () => {
    expect((await openCipher(storage, 'linux')).available()).toBe(false)
  })
})

describe('a cipher that fails', () => {
  it('says null instead of throwing', async () => {
    const broken: SafeStorage = {
      isEncryptionAvailable: () => true,
      encryptString: () => {
        throw new Error('keychain locked')
      },
      decryptString: () => {
        throw new Error('not ours')
      },
    }
    const cipher = await openCipher(broken, 'win32')
    expect(await cipher.encrypt('secret')).toBeNull()
    expect(await cipher.decrypt('c2VjcmV0')).toBeNull()
  })

  it('is not available where nothing is', async () => {
    expect((await openCipher({}, 'darwin')).available()).toBe(false)
    expect((await openCipher({ isEncryptionAvailable: () => false }, 'darwin')).available()).toBe(false)
  })
})
