import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { databaseFile } from '../../../electron/profile/profile-folders.ts'
import { openWriter } from '../../../electron/store/connection.ts'
import { eventBody, numbers } from '../../builders/pushes.ts'
import { aConnection, openTestBackend, type TestBackend } from '../../builders/test-backend.ts'
import { push } from '../../support/push-client.ts'
import { tempFolder } from '../../support/temp-folder.ts'

// Processes and threads start slowly where other tests have both cores.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const callin = (session: string) => eventBody('callin', session, Date.now())
const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url))

describe('a connected account', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'maskline-test-'))
  let test: TestBackend
  let url: string
  let id: number
  const app = async () => {
    const [first] = await test.ask('apps.list', {})
    if (first === undefined) throw new Error('there is no app')
    return first
  }

  beforeAll(async () => {
    test = await openTestBackend(dataDir)
    await test.ask('profiles.connect', aConnection())
    const first = await app()
    id = first.id
    url = first.pushUrl ?? ''
  })
  afterAll(async () => {
    await test.backend.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it('receives on the address its app shows', async () => {
    expect((await push(url, callin('s-1'))).status).toBe(200)
    const { rows, total } = await test.ask('live.calls', { filter: {} })
    expect([total, rows[0]?.phase, rows[0]?.caller, rows[0]?.x]).toEqual([1, 'ringing-in', '138****0001', '170****0001'])
    expect((await app()).lastPushAt).not.toBeNull()
  })

  it('takes in what was refused once the secret is put right', async () => {
    const answers = await Promise.all(['s-2', 's-3'].map((session) => push(url, callin(session), { secret: 'next-secret' })))
    expect(answers.map(({ status }) => status)).toEqual([401, 401])
    expect((await push(url, callin('s-4'), { secret: 'somebody-else' })).status).toBe(401)
    expect(await test.ask('apps.reverify', { id })).toEqual({ accepted: 0, stillRefused: 3 })
    expect(await app()).toMatchObject({ refused: 3, secrets: 1 })

    expect(await test.ask('apps.setSecret', { id, secret: 'next-secret', how: 'add' })).toMatchObject({ refused: 1, secrets: 2 })
    const sessions = await test.rows('SELECT sessionId FROM v_calls ORDER BY sessionId')
    expect(sessions).toEqual([{ sessionId: 's-1' }, { sessionId: 's-2' }, { sessionId: 's-3' }])
    expect(await test.ask('apps.reverify', { id })).toEqual({ accepted: 0, stillRefused: 1 })
    const again = await push(url, callin('s-2'), { secret: 'next-secret' })
    expect(again.status).toBe(200)
  })

  it('tries every signature a refused push came with', async () => {
    const body = JSON.stringify(callin('s-5'))
    await push(url, body, { secret: 'nobody' })
    await push(url, body, { secret: 'third-secret' })
    await push(url, body, { secret: 'nobody-either' })
    await test.ask('apps.setSecret', { id, secret: 'third-secret', how: 'add' })
    expect(await test.rows(`SELECT sessionId FROM v_calls WHERE sessionId = 's-5'`)).toHaveLength(1)
    await test.ask('apps.setSecret', { id, secret: 'test-secret', how: 'replace' })
    expect((await push(url, callin('s-6'))).status).toBe(200)
  })

  it('does not let in another body under a caught signature when the secret is put right', async () => {
    const caught = { secret: 'fourth-secret', nonce: 'caught' }
    await push(url, callin('s-true'), caught)
    await push(url, callin('s-forged'), caught)
    await test.ask('apps.setSecret', { id, secret: 'fourth-secret', how: 'add' })
    expect(await test.rows(`SELECT sessionId FROM v_calls WHERE sessionId IN ('s-true', 's-forged')`)).toEqual([{ sessionId: 's-true' }])
    expect((await push(url, callin('s-forged-later'), caught)).status).toBe(401)
    await test.ask('apps.setSecret', { id, secret: 'test-secret', how: 'replace' })
  })

  it('tells of changes, each note with a greater revision', async () => {
    const before = test.notes.length
    await push(url, callin('s-7'))
    for (let waited = 0; test.notes.length === before && waited < 2_000; waited += 10)
      await new Promise((resolve) => setTimeout(resolve, 10))
    expect(test.notes.slice(before).flatMap(({ topics }) => topics)).toContain('calls')
    const revisions = test.notes.map(({ revision }) => revision)
    expect(revisions).toEqual(revisions.map((_, index) => index + 1))
  })

  it('says what became of pushes', async () => {
    await push(url, { hello: 'world' })
    const status = await test.ask('status.get', {})
    expect(status).toMatchObject({ receiver: { state: 'listening', error: null }, database: { state: 'ok', waiting: 0 }, simulator: null })
    expect(status.today.refused).toBeGreaterThanOrEqual(6)
    expect(status.today.quarantined).toBe(1)
    const problems = await test.ask('deliveries.problems', {})
    expect(problems[0]).toMatchObject({ appName: 'shop', kind: 'unknown', verdict: 'quarantined', reason: 'unknown-shape' })
  })

  it('explains a taken port, offers a free one and goes on as it was', async () => {
    const other = createServer()
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo
    const refusal = await test.refusal('receiver.update', { port })
    expect(refusal).toMatchObject({ code: 'conflict', details: { reason: 'port-taken', port } })
    const freePort = Number(refusal.details?.['freePort'])
    expect(freePort).toBeGreaterThan(port)
    expect((await push(url, callin('s-8'))).status).toBe(200)
    expect(await test.ask('receiver.get', {})).toMatchObject({ state: 'listening', settings: { port: 0 } })
    const moved = await test.ask('receiver.update', { port: freePort })
    expect(moved).toMatchObject({ state: 'listening', url: `http://127.0.0.1:${freePort}` })
    expect((await push((await app()).pushUrl ?? '', callin('s-9'))).status).toBe(200)
    expect(await test.ask('receiver.update', { port: freePort, publicUrl: 'http://10.0.0.1' })).toMatchObject({ state: 'listening' })
    await test.ask('receiver.update', { port: 0 })
    url = (await app()).pushUrl ?? ''
  })

  it('moves once at a time, and the last move stands', async () => {
    const before = (await app()).pushUrl ?? ''
    const moves = ['http://10.0.0.1', 'http://10.0.0.2', 'http://10.0.0.3'].map((publicUrl) =>
      test.ask('receiver.update', { port: 0, publicUrl }),
    )
    const urls = (await Promise.all(moves)).map(({ url: each }) => each)
    expect(await test.ask('receiver.get', {})).toMatchObject({ url: urls.at(-1), settings: { publicUrl: 'http://10.0.0.3' } })
    await test.ask('receiver.update', { port: 0 })
    for (const gone of [before, ...urls]) await expect(push(gone ?? '', callin('s-1'))).rejects.toThrow('fetch failed')
    url = (await app()).pushUrl ?? ''
  })

  it('explains a certificate that cannot be used', async () => {
    const bad = join(dataDir, 'bad.pem')
    writeFileSync(bad, 'no certificate')
    const tls = (certFile: string, keyFile: string) => ({ port: 0, tls: { certFile, keyFile } })
    expect(await test.refusal('receiver.update', tls(join(dataDir, 'none.pem'), bad))).toMatchObject({
      code: 'invalid-input',
      details: { reason: 'tls-file', path: 'tls.certFile' },
    })
    expect(await test.refusal('receiver.update', tls(bad, fixture('loopback-key.pem')))).toMatchObject({
      code: 'invalid-input',
      details: { reason: 'tls-pem' },
    })
    const { port } = new URL((await test.ask('receiver.get', {})).url ?? '')
    expect(await test.refusal('receiver.update', { ...tls(bad, bad), port: Number(port) })).toMatchObject({
      details: { reason: 'tls-pem' },
    })
    expect((await push(url, callin('s-10'))).status).toBe(200)
    const moved = await test.ask('receiver.update', tls(fixture('loopback-cert.pem'), fixture('loopback-key.pem')))
    expect(moved.url).toMatch(/^https:/)
    await test.ask('receiver.update', { port: 0 })
    url = (await app()).pushUrl ?? ''
  })

  it('shows the address people must paste when it is another than its own', async () => {
    await test.ask('receiver.update', { port: 0, publicUrl: 'https://hooks.example.com/in/' })
    expect((await app()).pushUrl).toMatch(/^https:\/\/hooks\.example\.com\/in\/push\/[\w-]{20,}$/)
    await test.ask('receiver.update', { port: 0 })
  })

  it('knows an app key once', async () => {
    const another = { name: 'two', mode: 'AXB' as const, appKey: 'k-two', secret: 's-two', baseUrl: 'http://127.0.0.1' }
    const added = await test.ask('apps.add', another)
    expect(added).toMatchObject({ name: 'two', signature: 'required', secrets: 1, refused: 0 })
    expect(await test.refusal('apps.add', another)).toMatchObject({ code: 'conflict', details: { reason: 'app-key-known' } })
    expect(await test.ask('apps.update', { id: added.id, name: 'Zwei', signature: 'observed' })).toMatchObject({
      name: 'Zwei',
      signature: 'observed',
    })
    expect(await test.refusal('apps.update', { id: 999, name: 'x' })).toMatchObject({ code: 'not-found' })
    expect((await push(added.pushUrl ?? '', callin('s-1'), { appKey: 'k-two', secret: 'nonsense' })).status).toBeGreaterThanOrEqual(200)
  })

  it('leaves a line for every command, and for none of the questions', async () => {
    const lines = await test.rows('SELECT DISTINCT channel, outcome FROM audit_log ORDER BY channel, outcome')
    expect(lines).toEqual([
      { channel: 'apps.add', outcome: 'conflict' },
      { channel: 'apps.add', outcome: 'ok' },
      { channel: 'apps.reverify', outcome: 'ok' },
      { channel: 'apps.setSecret', outcome: 'ok' },
      { channel: 'apps.update', outcome: 'not-found' },
      { channel: 'apps.update', outcome: 'ok' },
      { channel: 'profiles.connect', outcome: 'ok' },
      { channel: 'receiver.update', outcome: 'conflict' },
      { channel: 'receiver.update', outcome: 'invalid-input' },
      { channel: 'receiver.update', outcome: 'ok' },
    ])
  })

  it('logs no phone number', () => {
    expect(test.logged.join('\n')).not.toContain(numbers.a.slice(3))
  })
})

it('opens the profile again at the next start, with its settings, and waits for its secrets', async () => {
  const dataDir = tempFolder()
  const first = await openTestBackend(dataDir)
  const { id } = await first.ask('profiles.connect', aConnection())
  await first.ask('receiver.update', { port: 0, publicUrl: 'https://hooks.example.com' })
  await first.backend.close()
  const second = await openTestBackend(dataDir)
  onTestFinished(() => second.backend.close())
  const { open, profiles } = await second.ask('profiles.list', {})
  expect([open?.id, open?.locked, profiles.length]).toEqual([id, 'secrets', 1])
  const receiver = await second.ask('receiver.get', {})
  expect(receiver.settings.publicUrl).toBe('https://hooks.example.com')
  const [app] = await second.ask('apps.list', {})
  const url = `${receiver.url}${new URL(app?.pushUrl ?? '').pathname}`
  expect((await push(url, callin('s-1'))).status).toBe(503)
  await second.ask('profiles.unlock', { with: 'secrets', secrets: [{ appId: app?.id ?? 0, secret: 'test-secret' }] })
  expect((await push(url, callin('s-1'))).status).toBe(200)
  expect((await second.ask('profiles.list', {})).open?.locked).toBeNull()
})

it('remembers a profile that was closed by hand as closed', async () => {
  const dataDir = tempFolder()
  const first = await openTestBackend(dataDir)
  await first.ask('profiles.connect', aConnection())
  await first.ask('profiles.close', {})
  await first.backend.close()
  const second = await openTestBackend(dataDir)
  onTestFinished(() => second.backend.close())
  expect(await second.ask('profiles.list', {})).toMatchObject({ open: null, profiles: [{ name: 'Shop', kind: 'real' }] })
})

it('lets one program at a time have a profile', async () => {
  const dataDir = tempFolder()
  const first = await openTestBackend(dataDir)
  const { id } = await first.ask('profiles.connect', aConnection())
  const second = await openTestBackend(dataDir)
  expect((await second.ask('profiles.list', {})).open).toBeNull()
  expect(second.logged.join('\n')).toContain('not reopened')
  expect(await second.refusal('profiles.open', { id })).toMatchObject({ code: 'conflict', details: { reason: 'profile-in-use' } })
  await first.backend.close()
  expect(await second.ask('profiles.open', { id })).toMatchObject({ id })
  await second.backend.close()
})

it('connects no account in a stand-in runtime', async () => {
  const test = await openTestBackend(tempFolder(), { mayConnect: false })
  expect(await test.refusal('profiles.connect', aConnection())).toMatchObject({ code: 'restricted', details: { reason: 'stand-in' } })
  expect((await test.ask('profiles.list', {})).profiles).toEqual([])
  await test.backend.close()
})

it('does what it was told where the audit log takes no line', async () => {
  const test = await openTestBackend(tempFolder())
  onTestFinished(() => test.backend.close())
  const { folder } = await test.ask('profiles.connect', aConnection())
  const writer = openWriter(join(folder, databaseFile))
  writer.exec(`CREATE TRIGGER full BEFORE INSERT ON audit_log BEGIN SELECT RAISE(FAIL, 'full'); END`)
  writer.close()
  expect(await test.ask('apps.update', { id: 1, name: 'Still' })).toMatchObject({ name: 'Still' })
  expect(await test.refusal('apps.update', { id: 999, name: 'x' })).toMatchObject({ code: 'not-found' })
  expect(test.logged).toHaveLength(2)
})
