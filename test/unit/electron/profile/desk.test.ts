import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createDesk, type Desk, type DeskOptions } from '../../../../electron/profile/desk.ts'
import { createProfile, databaseFile, listProfiles } from '../../../../electron/profile/profile-folders.ts'
import { systemTimers } from '../../../../electron/profile/timers.ts'
import { openWriter } from '../../../../electron/store/connection.ts'
import { lockProfile } from '../../../../electron/store/profile-lock.ts'
import { ConnectAccount } from '../../../../shared/ipc/system.ts'
import { eventBody } from '../../../builders/pushes.ts'
import { aConnection } from '../../../builders/test-backend.ts'
import { push } from '../../../support/push-client.ts'
import { tempFolder } from '../../../support/temp-folder.ts'

// Processes and threads start slowly where other tests have both cores.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

interface OpenDesk {
  desk: Desk
  root: string
  opened: (string | null)[]
  demos: string[]
}

function openDesk(options: Partial<DeskOptions> = {}): OpenDesk {
  const root = options.root ?? join(tempFolder(), 'profiles')
  const opened: (string | null)[] = []
  const demos: string[] = []
  let tokens = 0
  const desk = createDesk({
    root,
    mayConnect: true,
    osCipher: null,
    held: null,
    hold: () => {},
    timers: { ...systemTimers, now: () => 1_000 + tokens },
    randomToken: () => `token${(tokens += 1)}xyz`,
    news: () => {},
    log: () => {},
    onDeath: (thrown) => {
      throw thrown
    },
    onOpened: (id) => void opened.push(id),
    startDemo: async ({ profile }) => {
      demos.push(`start ${profile.id}`)
      const state = { running: true, speed: 1, callsPerSecond: 1 }
      return { state: () => state, stop: async () => void demos.push(`stop ${profile.id}`) }
    },
    ...options,
  })
  onTestFinished(() => desk.close())
  return { desk, root, opened, demos }
}
const connection = (given: Parameters<typeof aConnection>[0] = {}) => ConnectAccount.parse(aConnection(given))

describe('one profile at a time', () => {
  it('is open, and opening another closes it first', async () => {
    const { desk, root, opened, demos } = openDesk()
    const first = await desk.connect(connection({ name: 'First' }))
    expect(desk.current()).toBe(first)
    expect(() => lockProfile(join(root, first.profile.id))).toThrow('open in another')
    await desk.openDemo()
    lockProfile(join(root, first.profile.id))()
    expect(desk.view()).toMatchObject({ open: { id: 'demo', kind: 'demo' }, profiles: [{ name: 'First' }, { name: 'Demo' }] })
    await desk.open(first.profile.id)
    expect(demos).toEqual(['start demo', 'stop demo'])
    expect(opened).toEqual([first.profile.id, 'demo', first.profile.id])
  })

  it('stands after several were wished for at once: the last one', async () => {
    const { desk, root } = openDesk()
    const first = await desk.connect(connection({ name: 'First' }))
    const second = await desk.connect(connection({ name: 'Second' }))
    await Promise.all([desk.open(first.profile.id), desk.openDemo(), desk.open(second.profile.id), desk.open(first.profile.id)])
    expect(desk.opened().profile.name).toBe('First')
    lockProfile(join(root, second.profile.id))()
    lockProfile(join(root, 'demo'))()
  })

  it('stays open when it is opened once more', async () => {
    const { desk, demos } = openDesk()
    const first = await desk.openDemo()
    expect(await desk.openDemo()).toBe(first)
    expect(demos).toEqual(['start demo'])
  })

  it('is none before and after', async () => {
    const { desk } = openDesk()
    expect(() => desk.opened()).toThrow(expect.objectContaining({ code: 'conflict', details: { reason: 'no-profile' } }))
    await expect(desk.open('nobody')).rejects.toMatchObject({ code: 'not-found' })
    await desk.openDemo()
    await desk.close()
    expect(desk.current()).toBeNull()
    expect(desk.demo()).toBeNull()
  })
})

describe('a profile that cannot be opened', () => {
  it('leaves the other open, unlocked and receiving, and says that something happened', async () => {
    const topics: string[] = []
    const { desk, root, opened } = openDesk({ news: (...given) => void topics.push(...given) })
    const first = await desk.connect(connection({ name: 'First' }))
    createProfile(join(root, 'broken'), { id: 'broken', name: 'Broken', kind: 'real', keeping: 'ask', createdAt: 0 })
    writeFileSync(join(root, 'broken', databaseFile), 'no database at all, but long enough to be read as one'.repeat(100))
    createProfile(join(root, 'used'), { id: 'used', name: 'Used', kind: 'real', keeping: 'ask', createdAt: 0 })
    onTestFinished(lockProfile(join(root, 'used')))
    for (const [id, code] of [
      ['broken', 'storage'],
      ['used', 'conflict'],
    ] as const) {
      topics.length = 0
      await expect(desk.open(id)).rejects.toMatchObject({ code })
      expect(topics).toContain('profile')
      expect(desk.current()).toBe(first)
    }
    expect([first.reception.state().state, first.view().locked, opened]).toEqual(['listening', null, [first.profile.id]])
    expect((await push(first.pushUrl(first.apps.get(1)) ?? '', eventBody('callin', 's-1', Date.now()))).status).toBe(200)
  })

  it('is the one just connected: it goes, and the other stays', async () => {
    const { desk, root } = openDesk({ osCipher: { encrypt: async () => null, decrypt: async () => null } })
    const first = await desk.connect(connection({ name: 'First' }))
    await expect(desk.connect(connection({ name: 'Second', keeping: 'os' }))).rejects.toMatchObject({ code: 'credentials' })
    expect([desk.current(), first.reception.state().state, readdirSync(root)]).toEqual([first, 'listening', [first.profile.id]])
  })

  it('leaves its port to the next: the same one can be listened on by the other profile', async () => {
    const { desk } = openDesk()
    const first = await desk.connect(connection({ name: 'First' }))
    const port = Number(new URL(first.reception.state().url ?? '').port)
    const second = await desk.connect(connection({ name: 'Second', receiver: { port } }))
    expect(second.reception.state()).toMatchObject({ state: 'listening', settings: { port } })
  })
})

describe('unlocking', () => {
  it('takes in what was refused for want of the right secret', async () => {
    const logged: string[] = []
    const { desk } = openDesk({ log: (line) => void logged.push(line) })
    const first = await desk.connect(connection())
    const app = first.apps.get(1)
    const answer = await push(first.pushUrl(app) ?? '', eventBody('callin', 's-1', Date.now()), { secret: 'next-secret' })
    expect([answer.status, (await first.appRow(app)).refused]).toEqual([401, 1])
    await desk.unlock({ with: 'secrets', secrets: [{ appId: app.id, secret: 'next-secret' }] })
    expect((await first.appRow(app)).refused).toBe(0)
    expect(logged).toEqual(['1 pushes refused before were taken in'])
  })
})

describe('what unlocked a profile', () => {
  it.each(['ask', 'passphrase'] as const)('outlives a crash (%s), but not the closing by hand', async (keeping) => {
    let held: DeskOptions['held'] = null
    const hold = (next: DeskOptions['held']) => void (held = next)
    const crashed = openDesk({ hold })
    const given = keeping === 'ask' ? {} : { passphrase: 'correct horse' }
    const { profile } = await crashed.desk.connect(connection({ keeping, ...given }))
    const atCrash: DeskOptions['held'] = held
    expect(atCrash).toMatchObject({ profileId: profile.id })
    await crashed.desk.close()
    expect(held).toBeNull()

    const { desk } = openDesk({ root: crashed.root, held: atCrash, hold })
    const opened = await desk.open(profile.id)
    expect([opened.view().locked, opened.apps.secretsOf(1)]).toEqual([null, ['test-secret']])
    await opened.apps.setSecret(1, 'newer', 'replace')
    await desk.openDemo()
    expect(held).toBeNull()
    expect((await desk.open(profile.id)).view().locked).not.toBeNull()
  })
})

it('still holds what unlocked the open profile when another cannot be connected', async () => {
  let held: DeskOptions['held'] = null
  const tokens = ['first-id', 'first-path', 'second-id']
  const randomToken = () => tokens.shift() ?? expect.fail('no more tokens')
  const { desk, root } = openDesk({ randomToken, hold: (next) => void (held = next) })
  const { profile } = await desk.connect(connection({ name: 'First' }))
  await expect(desk.connect(connection({ name: 'Second' }))).rejects.toThrow('no more tokens')
  expect([readdirSync(root), desk.current()?.profile.id]).toEqual([[profile.id], profile.id])
  expect(held).toMatchObject({ profileId: profile.id })
})

describe('a disk that takes no marks', () => {
  it('neither keeps a profile closed nor leaves it locked', async () => {
    const logged: string[] = []
    const { desk, root } = openDesk({ log: (line) => void logged.push(line) })
    const { profile } = await desk.connect(connection())
    await desk.close()
    const writer = openWriter(join(root, profile.id, databaseFile))
    writer.exec(`CREATE TRIGGER full BEFORE INSERT ON run_marks BEGIN SELECT RAISE(FAIL, 'full'); END`)
    writer.close()
    const opened = await desk.open(profile.id)
    expect(opened.reception.state().state).toBe('listening')
    await desk.close()
    lockProfile(join(root, profile.id))()
    expect(logged).toEqual([expect.stringContaining('"start" could not be kept'), expect.stringContaining('"stop" could not be kept')])
  })
})

describe('connecting an account', () => {
  it('shows a taken port as the receiver’s state and keeps what was asked for', async () => {
    const other = createServer()
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo
    const { desk } = openDesk()
    const opened = await desk.connect(connection({ receiver: { port } }))
    expect(opened.reception.state()).toMatchObject({
      state: 'failed',
      url: null,
      settings: { port },
      error: { code: 'conflict', details: { reason: 'port-taken', port, freePort: expect.any(Number) } },
    })
    expect(opened.apps.list()).toHaveLength(1)
  })

  it('leaves nothing behind where the OS does not keep the secrets', async () => {
    const { desk, root } = openDesk({ osCipher: { encrypt: async () => null, decrypt: async () => null } })
    await expect(desk.connect(connection({ keeping: 'os' }))).rejects.toMatchObject({ details: { reason: 'os-store-failed' } })
    expect([desk.current(), readdirSync(root)]).toEqual([null, []])
  })

  it('is refused where the OS keeps none at all', async () => {
    const { desk } = openDesk()
    await expect(desk.connect(connection({ keeping: 'os' }))).rejects.toMatchObject({ details: { reason: 'no-os-store' } })
  })

  it('is locked at the next start until the passphrase comes', async () => {
    const { desk } = openDesk()
    const { profile } = await desk.connect(connection({ keeping: 'passphrase', passphrase: 'correct horse' }))
    expect(desk.view().open?.locked).toBeNull()
    await desk.close()
    await desk.open(profile.id)
    expect(desk.view().open?.locked).toBe('passphrase')
    await expect(desk.unlock({ with: 'passphrase', passphrase: 'wrong horse' })).rejects.toMatchObject({ code: 'credentials' })
    const unlocked = await desk.unlock({ with: 'passphrase', passphrase: 'correct horse' })
    expect([unlocked.view().locked, unlocked.apps.secretsOf(1)]).toEqual([null, ['test-secret']])
  })

  it.each([
    ['Shop East 7', /^shop-east-7-token/],
    ['东区店', /^account-token/],
    ['13800000001', /^account-token/],
  ])('called %s makes a folder of a safe name', async (name, expected) => {
    const { desk, root } = openDesk()
    const { profile } = await desk.connect(connection({ name }))
    expect(profile.id).toMatch(expected)
    expect(readdirSync(root)).toEqual([profile.id])
    expect(profile.name).toBe(name)
  })
})

describe('a stand-in runtime', () => {
  it('opens no real account, however it came to be', async () => {
    const { desk, root } = openDesk({ mayConnect: false })
    createProfile(join(root, 'real'), { id: 'real', name: 'Real', kind: 'real', keeping: 'ask', createdAt: 0 })
    for (const wish of [() => desk.open('real'), () => desk.connect(connection())]) {
      await expect(wish()).rejects.toMatchObject({ code: 'restricted', details: { reason: 'stand-in' } })
    }
    await desk.openDemo()
    expect(desk.view().open?.kind).toBe('demo')
  })
})

describe('the list of profiles', () => {
  it('passes over folders that are none', () => {
    const root = tempFolder()
    createProfile(join(root, 'b'), { id: 'b', name: 'B', kind: 'real', keeping: 'ask', createdAt: 2 })
    createProfile(join(root, 'a'), { id: 'a', name: 'A', kind: 'demo', keeping: 'ask', createdAt: 1 })
    createProfile(join(root, 'somebody-else'), { id: '', name: 'x', kind: 'real', keeping: 'ask', createdAt: Number.NaN })
    expect(listProfiles(root).map(({ id }) => id)).toEqual(['a', 'b'])
    expect(listProfiles(join(root, 'nowhere'))).toEqual([])
  })
})
