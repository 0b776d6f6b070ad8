import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { SecretKeeping } from '../../shared/domain/profile.ts'

/** Secrets by app key: one, or two while one is being rotated. */
export type Secrets = Readonly<Record<string, readonly string[]>>
const Secrets = z.record(z.string(), z.array(z.string()))

/** The OS's secret store, asked through the shell; null when it cannot. */
export interface OsCipher {
  encrypt: (text: string) => Promise<string | null>
  decrypt: (data: string) => Promise<string | null>
}

const KeptFile = z.discriminatedUnion('keeping', [
  z.object({ keeping: z.literal('os'), data: z.string() }),
  z.object({ keeping: z.literal('passphrase'), salt: z.string(), iv: z.string(), tag: z.string(), data: z.string() }),
])

/** Where the secrets of a profile rest. What is saved is never plain text. */
export interface SecretVault {
  /** Null when they have to be unlocked or typed in first. */
  load: () => Promise<Secrets | null>
  /** @throws AppError `credentials` when the passphrase does not fit */
  unlock: (passphrase: string) => Promise<Secrets>
  /** @throws AppError `credentials` when the OS refuses, or while a passphrase vault is locked */
  save: (secrets: Secrets) => Promise<void>
}

/**
 * What opens a vault whose owner was asked, kept where a crash of this process does not reach and never on disk: the passphrase, or
 * the secrets themselves where they rest nowhere.
 */
export interface VaultMemory {
  held: string | null
  hold: (text: string) => void
}
const noMemory: VaultMemory = { held: null, hold: () => {} }

const fileName = 'secrets.json'
// What OWASP recommends for scrypt: 128 MiB and a good part of a second for each guess.
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }

/** @param passphrase of a profile that is being made */
export function openVault(
  folder: string,
  keeping: SecretKeeping,
  os: OsCipher | null,
  passphrase: string | null = null,
  memory = noMemory,
): SecretVault {
  const file = join(folder, fileName)
  switch (keeping) {
    case 'os':
      return osVault(file, os)
    case 'passphrase':
      return passphraseVault(file, passphrase, memory)
    case 'ask':
      return {
        load: async () => (memory.held === null ? null : Secrets.parse(JSON.parse(memory.held))),
        unlock: refuseUnlock,
        save: async (secrets) => memory.hold(JSON.stringify(secrets)),
      }
  }
}

async function refuseUnlock(): Promise<never> {
  throw new AppError('conflict', 'the secrets of this profile are not kept under a passphrase')
}

function osVault(file: string, os: OsCipher | null): SecretVault {
  return {
    async load() {
      const kept = readKept(file)
      if (kept?.keeping !== 'os') return null
      const text = (await os?.decrypt(kept.data)) ?? null
      return text === null ? null : Secrets.parse(JSON.parse(text))
    },
    unlock: refuseUnlock,
    async save(secrets) {
      const data = (await os?.encrypt(JSON.stringify(secrets))) ?? null
      if (data === null) {
        throw new AppError('credentials', 'the operating system did not keep the secrets', { details: { reason: 'os-store-failed' } })
      }
      writeKept(file, { keeping: 'os', data })
    },
  }
}

function passphraseVault(file: string, given: string | null, { held, hold }: VaultMemory): SecretVault {
  let known = given
  const vault: SecretVault = {
    load: async () => (held === null ? null : vault.unlock(held).catch(() => null)),
    async unlock(passphrase) {
      const kept = readKept(file)
      if (kept?.keeping !== 'passphrase') throw new AppError('not-found', 'no secrets are kept for this profile')
      try {
        const decipher = createDecipheriv(
          'aes-256-gcm',
          await keyOf(passphrase, Buffer.from(kept.salt, 'base64')),
          Buffer.from(kept.iv, 'base64'),
        )
        decipher.setAuthTag(Buffer.from(kept.tag, 'base64'))
        const text = Buffer.concat([decipher.update(Buffer.from(kept.data, 'base64')), decipher.final()]).toString('utf8')
        hold((known = passphrase))
        return Secrets.parse(JSON.parse(text))
      } catch (cause) {
        throw new AppError('credentials', 'the passphrase does not fit', { cause, details: { reason: 'wrong-passphrase' } })
      }
    },
    async save(secrets) {
      if (known === null) throw new AppError('credentials', 'the profile is locked', { details: { reason: 'locked' } })
      const salt = randomBytes(16)
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', await keyOf(known, salt), iv)
      const data = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()])
      const text = (bytes: Buffer) => bytes.toString('base64')
      writeKept(file, { keeping: 'passphrase', salt: text(salt), iv: text(iv), tag: text(cipher.getAuthTag()), data: text(data) })
      hold(known)
    },
  }
  return vault
}

function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

function readKept(file: string): z.infer<typeof KeptFile> | null {
  return existsSync(file) ? KeptFile.parse(JSON.parse(readFileSync(file, 'utf8'))) : null
}

/** Replaced in one step, so that a crash leaves the old secrets or the new ones. */
function writeKept(file: string, kept: z.infer<typeof KeptFile>): void {
  writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
