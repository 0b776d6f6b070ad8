import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { openBackend, type Backend, type BackendOptions } from '../../electron/backend.ts'
import { answer } from '../../electron/ipc/answer.ts'
import { databaseFile } from '../../electron/profile/profile-folders.ts'
import { systemTimers } from '../../electron/profile/timers.ts'
import { openReader } from '../../electron/store/connection.ts'
import type { ErrorInfo } from '../../shared/errors.ts'
import { contract, type BackendChannel, type OutputOf, type PayloadOf, type SentTo } from '../../shared/ipc/contract.ts'
import { anApp, secret } from './platform-app.ts'

/** A backend as the desktop's process has it, asked as the page asks it. */
export interface TestBackend {
  backend: Backend
  notes: PayloadOf<'data.changed'>[]
  logged: string[]
  /** @throws Error where the answer is a refusal, or no answer the contract knows */
  ask: <K extends BackendChannel>(channel: K, input: SentTo<K>) => Promise<OutputOf<K>>
  /** The refusal. @throws Error where the answer is none */
  refusal: (channel: BackendChannel, input: unknown) => Promise<ErrorInfo>
  /** Rows of the open profile's database. */
  rows: (sql: string) => Promise<Record<string, unknown>[]>
}

export async function openTestBackend(dataDir: string, options: Partial<BackendOptions> = {}): Promise<TestBackend> {
  const notes: PayloadOf<'data.changed'>[] = []
  const logged: string[] = []
  const backend = await openBackend({
    dataDir,
    mayConnect: true,
    osCipher: null,
    held: null,
    hold: () => {},
    timers: systemTimers,
    randomToken: () => randomBytes(16).toString('base64url'),
    publish: (note) => void notes.push(note),
    log: (line) => void logged.push(line),
    onDeath: (thrown) => {
      throw thrown
    },
    ...options,
  })
  const call = (channel: BackendChannel, input: unknown) => answer(backend.handlers, channel, input, (line) => void logged.push(line))
  const test: TestBackend = {
    backend,
    notes,
    logged,
    async ask<K extends BackendChannel>(channel: K, input: SentTo<K>) {
      const envelope = await call(channel, input)
      if (!envelope.ok) throw new Error(`${channel} was refused: ${envelope.error.code}, ${envelope.error.message}`)
      return contract[channel].output.parse(envelope.value) as OutputOf<K>
    },
    async refusal(channel, input) {
      const envelope = await call(channel, input)
      if (envelope.ok) throw new Error(`${channel} was not refused`)
      return envelope.error
    },
    async rows(sql) {
      const { open } = await test.ask('profiles.list', {})
      const reader = openReader(join(open?.folder ?? '', databaseFile))
      try {
        return reader.prepare<[], Record<string, unknown>>(sql).all()
      } finally {
        reader.close()
      }
    },
  }
  return test
}

/** What the connect form sends, on a free port. */
export function aConnection(given: Partial<SentTo<'profiles.connect'>> = {}): SentTo<'profiles.connect'> {
  const { name, appKey, baseUrl } = anApp()
  return { name: 'Shop', keeping: 'ask', app: { name, mode: 'AXB', appKey, secret, baseUrl }, receiver: { port: 0 }, ...given }
}
