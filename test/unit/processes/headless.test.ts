import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openReader } from '../../../electron/store/connection.ts'
import { anApp, secret } from '../../builders/platform-app.ts'
import { eventBody, numbers } from '../../builders/pushes.ts'
import { headlessConfig, runHeadless, startHeadless, type Headless } from '../../support/headless.ts'
import { push } from '../../support/push-client.ts'
import { tempFolder } from '../../support/temp-folder.ts'

// Processes and threads start slowly where other tests have both cores.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const callin = (session: string) => eventBody('callin', session, Date.now())
async function started(folder: string, config?: unknown): Promise<Headless> {
  const headless = await startHeadless(folder, config)
  onTestFinished(() => void headless.end('SIGKILL').catch(() => {}))
  return headless
}
function sessionsIn(file: string): unknown[] {
  const reader = openReader(file)
  try {
    return reader.prepare('SELECT sessionId FROM v_calls ORDER BY sessionId').pluck().all()
  } finally {
    reader.close()
  }
}

describe('headless', () => {
  it('says in one line that it is ready, and ends cleanly with everything on disk', async () => {
    const folder = tempFolder()
    const { ready, url, child, stdout, stderr, end } = await started(folder)
    expect(Object.keys(ready)).toEqual(['receiver', 'database', 'pid', 'urls'])
    expect(ready.receiver).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(ready.database).toBe(join(folder, 'profile', 'maskline.db'))
    expect(ready.pid).toBe(child.pid)
    expect(ready.urls).toEqual([{ appKey: 'k-test', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/push\/[\w-]{20,}$/) }])
    const sessions = Array.from({ length: 30 }, (_, index) => `s-${String(index).padStart(2, '0')}`)
    const answers = await Promise.all(sessions.map((session) => push(url, callin(session))))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await end('SIGTERM')).toBe(0)
    expect(stdout().split('\n')).toHaveLength(2)
    expect(stderr()).toBe('')
    expect(existsSync(`${ready.database}-wal`)).toBe(false)
    expect(sessionsIn(ready.database)).toEqual(sessions)
  })

  it('finds its data and its addresses again at the next start', async () => {
    const folder = tempFolder()
    const first = await started(folder)
    await push(first.url, callin('s-1'))
    await first.end()
    const second = await started(folder)
    expect(new URL(second.url).pathname).toBe(new URL(first.url).pathname)
    await push(second.url, callin('s-2'))
    await second.end('SIGINT')
    expect(sessionsIn(second.ready.database)).toEqual(['s-1', 's-2'])
    const reader = openReader(second.ready.database)
    expect(reader.prepare('SELECT mark FROM run_marks ORDER BY id').pluck().all()).toEqual(['start', 'stop', 'start', 'stop'])
    reader.close()
  })

  it('takes in what was refused before its secret was put right', async () => {
    const folder = tempFolder()
    const { name, mode, baseUrl } = anApp()
    const config = (appSecret: string) => headlessConfig({ apps: [{ name, mode, appKey: 'k-test', appSecret, baseUrl }] })
    const first = await started(folder, config('mistyped'))
    expect((await push(first.url, callin('s-1'))).status).toBe(401)
    await first.end()
    const second = await started(folder, config(secret))
    await vi.waitFor(() => expect(second.stderr()).toContain('1 pushes refused before were taken in'), { timeout: 20_000 })
    await second.end()
    expect(sessionsIn(second.ready.database)).toEqual(['s-1'])
  })

  it.runIf(process.platform !== 'win32')('keeps folder and files for their owner', async () => {
    const folder = tempFolder()
    const before = process.umask(0)
    const { url, ready } = await started(folder)
    process.umask(before)
    await push(url, callin('s-1'))
    const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)
    const profile = join(ready.database, '..')
    expect(modeOf(profile)).toBe('700')
    expect(readdirSync(profile).map((name) => `${name} ${modeOf(join(profile, name))}`)).toEqual(
      readdirSync(profile).map((name) => `${name} 600`),
    )
  })

  it('holds to its config: apps, secrets while rotating, signature policy', async () => {
    const { name, mode, baseUrl } = anApp()
    const apps = [
      { name, mode, appKey: 'k-one', appSecret: ['new', 'old'], baseUrl },
      { name: 'lax', mode, appKey: 'k-two', appSecret: 's', baseUrl, signature: 'observed' },
    ]
    const { ready } = await started(tempFolder(), headlessConfig({ apps }))
    const [one = '', two = ''] = ready.urls.map(({ url }) => url)
    expect((await push(one, callin('s-1'), { appKey: 'k-one', secret: 'new' })).status).toBe(200)
    expect((await push(one, callin('s-2'), { appKey: 'k-one', secret: 'old' })).status).toBe(200)
    expect((await push(one, callin('s-3'), { appKey: 'k-one', secret: 'other' })).status).toBe(401)
    expect((await push(two, callin('s-4'), { appKey: 'k-two', secret: 'other' })).status).toBe(200)
  })

  it('answers questions of the platform as its config says, at each start anew', async () => {
    const folder = tempFolder()
    const { name, baseUrl } = anApp()
    const app = { name, mode: 'X', appKey: 'k-test', appSecret: secret, baseUrl }
    const answers = { call: { operation: 'connect', calleeNumber: '13900000002' }, sms: 'forward' }
    const asked = (session: string) => eventBody('callin', session, Date.now(), { notifyMode: 'Block' })
    const first = await started(folder, headlessConfig({ apps: [{ ...app, answers }] }))
    expect(JSON.parse((await push(first.url, asked('s-1'))).text)).toEqual({ operation: 'connect', connectInfo: { calleeNum: numbers.b } })
    await first.end()
    const second = await started(folder, headlessConfig({ apps: [app] }))
    expect(JSON.parse((await push(second.url, asked('s-2'))).text)).toEqual({ operation: 'close', closeInfo: {} })
    await second.end()
    const reader = openReader(second.ready.database)
    expect(reader.prepare('SELECT decision FROM v_calls ORDER BY sessionId').pluck().all()).toEqual(['connect', 'close'])
    reader.close()
  })

  it('ends while pushes are under way without breaking its word', async () => {
    const { url, ready, end } = await started(tempFolder())
    const sessions = Array.from({ length: 200 }, (_, index) => `s-${index}`)
    const pushes = sessions.map(async (session) => {
      const answer = await push(url, callin(session)).catch(() => null)
      return { session, status: answer?.status }
    })
    await Promise.race(pushes)
    expect(await end()).toBe(0)
    const answered = (await Promise.all(pushes)).filter(({ status }) => status === 200).map(({ session }) => session)
    expect(answered.length).toBeGreaterThan(0)
    expect(answered.filter((session) => !sessionsIn(ready.database).includes(session))).toEqual([])
  })
})

describe('a config that cannot work', () => {
  const app = { name: 'shop', mode: 'AXB', appKey: 'k-test', appSecret: secret, baseUrl: 'http://127.0.0.1' }
  it.each([
    ['no JSON', '{"apps":[{"appSecret":"hush-hush"', /^config: is not JSON$/m],
    ['no profile', { apps: [app] }, /^config: profile: /m],
    ['no app', { profile: 'p', apps: [] }, /^config: apps: /m],
    ['a secret with a blank', { profile: 'p', apps: [{ ...app, appSecret: 'hush hush' }] }, /^config: apps\.0\.appSecret/m],
    ['three secrets', { profile: 'p', apps: [{ ...app, appSecret: ['hush-1', 'hush-2', 'hush-3'] }] }, /^config: apps\.0\.appSecret/m],
    ['another mode', { profile: 'p', apps: [{ ...app, mode: 'ABX' }] }, /^config: apps\.0\.mode: /m],
    [
      'a landline to call that is none',
      { profile: 'p', apps: [{ ...app, answers: { call: { operation: 'connect', calleeNumber: '400' } } }] },
      /^config: apps\.0\.answers\.call\.calleeNumber: must be a mobile or landline number/m,
    ],
    ['an answer nobody asks for', { profile: 'p', apps: [{ ...app, answers: { cal: {} } }] }, /^config: apps\.0\.answers: .*"cal"/m],
    ['a word too many', { profile: 'p', apps: [{ ...app, secret: 'hush-hush' }] }, /^config: apps\.0: .*"secret"/m],
    ['the same key twice', { profile: 'p', apps: [app, app] }, /^config: apps: two apps have the same appKey$/m],
    ['a port too high', { profile: 'p', receiver: { port: 65_536 }, apps: [app] }, /^config: receiver\.port: /m],
    ['a number for a name', { profile: 'p', apps: [{ ...app, name: numbers.a, baseUrl: 'nowhere' }] }, /^config: apps\.0\.baseUrl: /m],
  ])('for having %s ends with 2, names the field and keeps its secrets', async (_, config, expected) => {
    const ran = await runHeadless(tempFolder(), config)
    expect(ran).toMatchObject({ code: 2, stdout: '' })
    expect(ran.stderr).toMatch(expected)
    expect(ran.stderr).not.toMatch(/hush|138/)
  })

  it('for its port being taken ends with 2 and offers a free one', async () => {
    const { ready } = await started(tempFolder())
    const port = Number(new URL(ready.receiver).port)
    const ran = await runHeadless(tempFolder(), headlessConfig({ receiver: { port } }))
    expect(ran.code).toBe(2)
    expect(ran.stderr).toMatch(new RegExp(`receiver: port ${port} is taken; port \\d+ is free`))
  })

  it('for its profile being in use ends with 2 and leaves the other alone', async () => {
    const folder = tempFolder()
    const { url, ready } = await started(folder)
    const ran = await runHeadless(folder, headlessConfig())
    expect(ran).toMatchObject({ code: 2, stdout: '' })
    expect(ran.stderr).toContain('the profile is open in another Maskline')
    expect((await push(url, callin('s-1'))).status).toBe(200)
    expect(sessionsIn(ready.database)).toEqual(['s-1'])
  })

  it('for a mode that changed ends with 2', async () => {
    const folder = tempFolder()
    await (await started(folder)).end()
    const ran = await runHeadless(folder, headlessConfig({ apps: [{ ...app, mode: 'AX' }] }))
    expect(ran.code).toBe(2)
    expect(ran.stderr).toContain('a mode never changes')
  })
})
