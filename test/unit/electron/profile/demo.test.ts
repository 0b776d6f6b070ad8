import { setTimeout as sleep } from 'node:timers/promises'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { aConnection, openTestBackend, type TestBackend } from '../../../builders/test-backend.ts'

// Processes and threads start slowly where other tests have both cores.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

async function until(what: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 50_000; waited += 50) {
    if (await what()) return
    await sleep(50)
  }
  throw new Error('it did not come about in time')
}

describe('the demo', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'maskline-test-'))
  let test: TestBackend
  beforeAll(async () => {
    test = await openTestBackend(dataDir, { mayConnect: false })
    await test.ask('profiles.startDemo', {})
  })
  afterAll(async () => {
    await test.backend.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it('shows live calls, by pushes through the real receiver', async () => {
    await until(async () => (await test.ask('live.calls', { filter: {} })).total > 0)
    const status = await test.ask('status.get', {})
    expect(status).toMatchObject({ receiver: { state: 'listening' }, simulator: { running: true, speed: 1 } })
    expect(status.today.refused).toBe(0)
    expect(await test.rows(`SELECT DISTINCT signature, verdict FROM deliveries`)).toEqual([{ signature: 'valid', verdict: 'accepted' }])
  })

  it('is a profile of its own that says what it is', async () => {
    const { open, profiles } = await test.ask('profiles.list', {})
    expect([open?.id, open?.kind, open?.locked, profiles.length]).toEqual(['demo', 'demo', null, 1])
  })

  it('lets nobody put an account into it or move it', async () => {
    const { app } = aConnection()
    const refused = { code: 'restricted', details: { reason: 'demo' } }
    expect(await test.refusal('apps.add', app)).toMatchObject(refused)
    expect(await test.refusal('apps.update', { id: 1, name: 'x' })).toMatchObject(refused)
    expect(await test.refusal('apps.setSecret', { id: 1, secret: 's', how: 'add' })).toMatchObject(refused)
    expect(await test.refusal('receiver.update', { port: 0 })).toMatchObject(refused)
  })

  it('has an app of each mode, and calls of every one of them in its past', async () => {
    await until(async () => (await test.rows('SELECT DISTINCT mode FROM v_calls')).length === 5)
    expect((await test.ask('apps.list', {})).map(({ mode }) => mode).sort()).toEqual(['AX', 'AXB', 'AXE', 'AXYB', 'X'])
    await until(async () => (await test.rows('SELECT 1 FROM v_number_status LIMIT 1')).length > 0)
    expect(await test.rows(`SELECT DISTINCT verdict FROM deliveries`)).toEqual([{ verdict: 'accepted' }])
  })

  it('has the calls of X mode connected and addressed texts forwarded', async () => {
    const [app] = (await test.ask('apps.list', {})).filter(({ mode }) => mode === 'X')
    expect(app?.answers).toMatchObject({ call: 'connect', sms: 'forward' })
  })

  it('has bindings to read back', async () => {
    const axb = (await test.ask('poller.list', {})).find(({ mode }) => mode === 'AXB')
    expect(axb?.state).toMatch(/^(waiting|running)$/)
    await until(async () => (await test.rows(`SELECT 1 FROM v_bindings WHERE source = 'poll' LIMIT 1`)).length > 0)
  })

  it('goes on where it was when it is opened again, and repeats nothing', async () => {
    await test.ask('profiles.close', {})
    const { id } = await test.ask('profiles.startDemo', {})
    await until(async () => (await test.ask('live.calls', { filter: {} })).total > 0)
    expect(id).toBe('demo')
    expect(await test.rows('SELECT 1 FROM v_call_events GROUP BY sessionId, type HAVING count(*) > 1')).toEqual([])
    expect(await test.rows('SELECT appKey FROM platform_apps')).toHaveLength(5)
  })

  it('stops when its profile is closed', async () => {
    await test.ask('profiles.close', {})
    expect(await test.refusal('status.get', {})).toMatchObject({ code: 'conflict', details: { reason: 'no-profile' } })
  })
})
