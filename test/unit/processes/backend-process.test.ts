import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { FromBackend, Held, OsProxy, ToBackend } from '../../../electron/ipc/backend-messages.ts'
import { openReader } from '../../../electron/store/connection.ts'
import { maskText } from '../../../shared/domain/phone-number.ts'
import { contract, type BackendChannel, type OutputOf, type SentTo } from '../../../shared/ipc/contract.ts'
import type { Envelope } from '../../../shared/ipc/envelope.ts'
import { eventBody } from '../../builders/pushes.ts'
import { aConnection } from '../../builders/test-backend.ts'
import { startPlatformServer, success } from '../../support/platform-server.ts'
import { push } from '../../support/push-client.ts'
import { tempFolder } from '../../support/temp-folder.ts'

// Processes and threads start slowly where other tests have both cores.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const entry = fileURLToPath(new URL('../../../electron/backend-process.ts', import.meta.url))

interface Parent {
  child: ChildProcess
  send: (message: ToBackend) => void
  call: (channel: BackendChannel, input: unknown) => Promise<Envelope>
  /** @throws Error where the call is refused */
  ask: <K extends BackendChannel>(channel: K, input: SentTo<K>) => Promise<OutputOf<K>>
  /** Resolves with the next message of a type. */
  next: <T extends FromBackend['type']>(type: T) => Promise<Extract<FromBackend, { type: T }>>
  ended: Promise<unknown[]>
  stderr: () => string
}

/** The parent of a backend, as main is. */
function hostBackend(): Parent {
  // A proxy of whoever runs the tests outranks the one that a test names.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^https?_proxy$/i.test(name)))
  const child = fork(entry, { serialization: 'advanced', silent: true, execArgv: [], env })
  let stderr = ''
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  onTestFinished(() => {
    child.kill('SIGKILL')
    expect(maskText(stderr)).toBe(stderr)
  })
  const send = (message: ToBackend) => void child.send(message)
  const next: Parent['next'] = (type) =>
    new Promise((resolve) => {
      const hear = (message: FromBackend) => {
        if (message.type !== type) return
        child.off('message', hear)
        resolve(message as Extract<FromBackend, { type: typeof type }>)
      }
      child.on('message', hear)
    })
  let lastId = 0
  const call = (channel: BackendChannel, input: unknown) => {
    lastId += 1
    const id = lastId
    const answered = new Promise<Envelope>((resolve) => {
      const hear = (message: FromBackend) => {
        if (message.type !== 'answer' || message.id !== id) return
        child.off('message', hear)
        resolve(message.envelope)
      }
      child.on('message', hear)
    })
    send({ type: 'call', id, channel, input })
    return answered
  }
  const ask: Parent['ask'] = async (channel, input) => {
    const envelope = await call(channel, input)
    if (!envelope.ok) throw new Error(`${channel}: ${envelope.error.code}, ${envelope.error.message}`)
    return contract[channel].output.parse(envelope.value) as OutputOf<typeof channel>
  }
  return { child, send, call, ask, next, ended: once(child, 'exit'), stderr: () => stderr }
}

const straight: OsProxy = { http: null, https: null }

async function started(dataDir: string, osKeeping = false, held: Held | null = null, systemProxy = straight): Promise<Parent> {
  const parent = hostBackend()
  // An OS store that turns the text around.
  parent.child.on('message', (message: FromBackend) => {
    if (message.type === 'cipher') parent.send({ type: 'cipher-answer', id: message.id, data: [...message.data].toReversed().join('') })
  })
  const ready = parent.next('ready')
  parent.send({ type: 'start', dataDir, mayConnect: true, osKeeping, held, systemProxy })
  await ready
  return parent
}

describe('the backend process', () => {
  it('answers calls, tells news, and ends when it is told to', async () => {
    const { ask, call, next, send, ended } = await started(tempFolder())
    const news = next('news')
    expect(await ask('settings.update', { theme: 'dark' })).toMatchObject({ theme: 'dark' })
    expect((await news).payload).toMatchObject({ topics: ['settings'] })
    expect(await call('apps.list', {})).toMatchObject({ ok: false, error: { code: 'conflict' } })
    const closed = next('closed')
    send({ type: 'quit' })
    await closed
    expect(await ended).toEqual([0, null])
  })

  it('has the OS keep secrets through its parent, never in clear', async () => {
    const dataDir = tempFolder()
    const first = await started(dataDir, true)
    const { folder } = await first.ask('profiles.connect', aConnection({ keeping: 'os' }))
    first.send({ type: 'quit' })
    await first.ended
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).not.toContain('test-secret')
    const second = await started(dataDir, true)
    expect(await second.ask('profiles.list', {})).toMatchObject({ open: { locked: null } })
  })

  it('killed, and started again, is not locked where its parent held what unlocked it', async () => {
    const dataDir = tempFolder()
    const first = await started(dataDir)
    const hold = first.next('hold')
    await first.ask('profiles.connect', aConnection({ keeping: 'passphrase', passphrase: 'correct horse' }))
    const { held } = await hold
    first.child.kill('SIGKILL')
    await first.ended
    const second = await started(dataDir, false, held)
    expect(await second.ask('profiles.list', {})).toMatchObject({ open: { id: held?.profileId, locked: null } })
    expect(first.stderr() + second.stderr()).not.toContain('horse')
  })

  it('killed, and started again, has what was answered 200', async () => {
    const dataDir = tempFolder()
    const first = await started(dataDir)
    await first.call('profiles.connect', aConnection({ keeping: 'passphrase', passphrase: 'correct horse' }))
    const [app] = await first.ask('apps.list', {})
    expect((await push(app?.pushUrl ?? '', eventBody('callin', 's-1', Date.now()))).status).toBe(200)
    first.child.kill('SIGKILL')
    await first.ended
    const second = await started(dataDir)
    expect(await second.ask('live.calls', { filter: {} })).toMatchObject({ total: 1 })
    expect(await second.ask('profiles.unlock', { with: 'passphrase', passphrase: 'correct horse' })).toMatchObject({
      locked: null,
    })
  })

  it('notes when the machine sleeps and wakes', async () => {
    const { ask, send } = await started(tempFolder())
    const { folder } = await ask('profiles.connect', aConnection())
    for (const mark of ['suspend', 'resume'] as const) send({ type: 'power', mark })
    // The writer takes one thing after the other.
    await ask('apps.update', { id: 1, name: 'shop' })
    const reader = openReader(join(folder, 'maskline.db'))
    expect(reader.prepare('SELECT mark FROM run_marks ORDER BY id').pluck().all()).toEqual(['start', 'suspend', 'resume'])
    reader.close()
  })

  it('goes to the platform by the proxy that the system names, and by the next when that changes', async () => {
    const [office, home] = [await startPlatformServer(() => ({ json: success })), await startPlatformServer(() => ({ json: success }))]
    onTestFinished(async () => void (await Promise.all([office.stop(), home.stop()])))
    const { ask, send } = await started(tempFolder(), false, null, { http: office.url, https: null })
    const api = { pollEveryMinutes: 0 }
    const { app } = aConnection()
    await ask('profiles.connect', aConnection({ app: { ...app, baseUrl: 'http://platform.example', api } }))
    const file = { name: 'numbers.csv', bytes: new TextEncoder().encode('X\n17000000001') }
    await ask('numbers.importTable', { file, mapping: { number: 0, city: null, app: null, appId: 1 } })
    const read = async () => {
      await ask('poller.run', { appId: 1 })
      while ((await ask('poller.list', {}))[0]?.state === 'running') await sleep(10)
    }
    await read()
    expect([office.requests.length, home.requests.length]).toEqual([1, 0])
    send({ type: 'system-proxy', proxy: { http: home.url, https: null } })
    await read()
    expect([office.requests.length, home.requests.length]).toEqual([1, 1])
  })

  it('ends when its parent goes', async () => {
    const dataDir = tempFolder()
    const { child, call, ended } = await started(dataDir)
    await call('profiles.connect', aConnection())
    child.disconnect()
    expect(await ended).toEqual([0, null])
    expect(existsSync(join(dataDir, 'settings.json'))).toBe(true)
  })

  it('says so when it is asked before it was started', async () => {
    const { call } = hostBackend()
    expect(await call('settings.get', {})).toMatchObject({ ok: false, error: { code: 'internal' } })
  })
})
