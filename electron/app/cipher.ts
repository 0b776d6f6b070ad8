/** How the OS keeps secrets, behind one port: safeStorage has a synchronous form today and an asynchronous one in coming majors. */

/** Text to base64 ciphertext and back; null when the OS could not. */
export interface Cipher {
  available: () => boolean
  encrypt: (text: string) => Promise<string | null>
  decrypt: (data: string) => Promise<string | null>
}

/** The parts of Electron's `safeStorage` that any supported version may have. */
export interface SafeStorage {
  isEncryptionAvailable?: () => boolean
  isAsyncEncryptionAvailable?: () => Promise<boolean>
  getSelectedStorageBackend?: () => string
  encryptString?: (text: string) => Buffer
  decryptString?: (data: Buffer) => string
  encryptStringAsync?: (text: string) => Promise<Buffer>
  decryptStringAsync?: (data: Buffer) => Promise<{ result: string } | string>
}

/**
 * On Linux without a keyring Chromium "encrypts" with a built-in password (`basic_text`): that is plain text to anyone who looks,
 * so it counts as no OS store. Where the backend cannot be told (the stand-in), neither is it trusted.
 */
function hasKeyring(storage: SafeStorage, platform: string): boolean {
  if (platform !== 'linux') return true
  const backend = storage.getSelectedStorageBackend?.() ?? 'unknown'
  return backend !== 'basic_text' && backend !== 'unknown'
}

/** Call it after the app is ready: before, Linux cannot tell its keyring. */
export async function openCipher(storage: SafeStorage, platform: string): Promise<Cipher> {
  const able = storage.isEncryptionAvailable?.() ?? (await storage.isAsyncEncryptionAvailable?.()) ?? false
  const available = able && hasKeyring(storage, platform)
  const guarded = async (work: () => Promise<string | null>) => (available ? work().catch(() => null) : null)
  return {
    available: () => available,
    encrypt: (text) =>
      guarded(async () => {
        const bytes = storage.encryptStringAsync === undefined ? storage.encryptString?.(text) : await storage.encryptStringAsync(text)
        return bytes?.toString('base64') ?? null
      }),
    decrypt: (data) =>
      guarded(async () => {
        const bytes = Buffer.from(data, 'base64')
        if (storage.decryptStringAsync === undefined) return storage.decryptString?.(bytes) ?? null
        const answer = await storage.decryptStringAsync(bytes)
        return typeof answer === 'string' ? answer : answer.result
      }),
  }
}
