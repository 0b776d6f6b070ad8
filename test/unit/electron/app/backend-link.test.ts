import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backoffMs, linkBackend, patienceMs, quitPatienceMs } from '../../../../electron/app/backend-link.ts'
import type { BackendProcess, BackendState } from '../../../../electron/app/backend-link.ts'
import type { FromBackend, ToBackend } from '../../../../electron/ipc/backend-messages.ts'

/** A hosted process played by the test. */
class PlayedProcess implements BackendProcess {
  readonly sent: ToBackend[] = []
  killed = false
  private message: (message: FromBackend) => void = () => {}
  private exit: (code: number | null) => void = () => {}

  send = (message: ToBackend) => void this.sent.push(message)
  onMessage = (listener: (message: FromBackend) => void) => void (this.message = listener)
  onExit = (listener: (code: number | null) => void) => void (this.exit = listener)
  kill = () => {
    this.killed = true
    this.exit(null)
  }

  says(message: FromBackend) {
    this.message(message)
  }

  ends(code = 1) {
    this.exit(code)
  }

  calls() {
    return this.sent.filter((message) => message.type === 'call')
  }
}

function open() {
  const processes: PlayedProcess[] = []
  const states: BackendState[] = []
  const news: unknown[] = []
  const link = linkBackend({
    launch: () => {
      const started = new PlayedProcess()
      processes.push(started)
      return started
    },
    start: { type: 'start', dataDir: 'folder', mayConnect: true, osKeeping: true, systemProxy: { http: null, https: null } },
    cipher: { available: () => true, encrypt: async (text) => `~${text}`, decrypt: async () => null },
    log: () => {},
    now: () => Date.now(),
    onNews: (message) => news.push(message),
    onState: (state) => states.push(state),
  })
  const latest = () => processes.at(-1) ?? expect.fail('nothing was launched')
  return { link, processes, states, news, latest }
}

const gone = { ok: false, error: { code: 'cancelled', details: { reason: 'backend-gone' } } }

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

it('gives the next backend what the crashed one wanted held, until it is forgotten', () => {
  const { latest, processes } = open()
  const held = { profileId: 'shop', text: 'correct horse' }
  expect(latest().sent[0]).toMatchObject({ type: 'start', held: null })
  for (const [index, next] of [held, null].entries()) {
    latest().says({ type: 'hold', held: next })
    latest().ends()
    vi.advanceTimersByTime(10_000)
    expect(processes).toHaveLength(index + 2)
    expect(latest().sent[0]).toMatchObject({ type: 'start', held: next })
  }
})

it('gives the backend that runs, and those after it, the proxy that the OS names', async () => {
  const { link, latest, processes } = open()
  expect(latest().sent[0]).toMatchObject({ type: 'start', systemProxy: { http: null, https: null } })
  const proxy = { http: null, https: 'http://office:8080' }
  link.systemProxy(proxy)
  expect(latest().sent.at(-1)).toEqual({ type: 'system-proxy', proxy })
  latest().ends()
  // While there is none it is kept for the next.
  const other = { http: 'http://other:1', https: null }
  link.systemProxy(other)
  await vi.advanceTimersByTimeAsync(backoffMs(1))
  expect(processes).toHaveLength(2)
  expect(latest().sent).toMatchObject([{ type: 'start', systemProxy: other }])
})

describe('calls', () => {
  it('wait for a backend that is starting and are matched to their answers', async () => {
    const { link, latest } = open()
    const first = link.call('settings.get', {})
    const second = link.call('apps.list', {})
    expect(latest().sent).toMatchObject([{ type: 'start', dataDir: 'folder' }])
    latest().says({ type: 'ready' })
    const [one, two] = latest().calls()
    latest().says({ type: 'answer', id: two?.id ?? 0, envelope: { ok: true, value: 'two' } })
    latest().says({ type: 'answer', id: one?.id ?? 0, envelope: { ok: true, value: 'one' } })
    expect(await Promise.all([first, second])).toEqual([
      { ok: true, value: 'one' },
      { ok: true, value: 'two' },
    ])
  })

  it('do not wait for ever', async () => {
    const { link, latest } = open()
    const waiting = link.call('settings.get', {})
    await vi.advanceTimersByTimeAsync(patienceMs)
    expect(await waiting).toMatchObject(gone)
    latest().says({ type: 'ready' })
    expect(latest().calls()).toEqual([])
  })

  it('in flight are answered when the backend crashes, and later ones go to the next', async () => {
    const { link, latest, processes } = open()
    latest().says({ type: 'ready' })
    const lost = link.call('settings.get', {})
    latest().ends(139)
    expect(await lost).toMatchObject(gone)
    const held = link.call('settings.get', {})
    await vi.advanceTimersByTimeAsync(backoffMs(1))
    expect(processes).toHaveLength(2)
    latest().says({ type: 'ready' })
    latest().says({ type: 'answer', id: latest().calls()[0]?.id ?? 0, envelope: { ok: true, value: 1 } })
    expect(await held).toEqual({ ok: true, value: 1 })
  })
})

describe('a crashing backend', () => {
  it('is started again later and later, and the state tells the truth', async () => {
    const { link, latest, states, processes } = open()
    for (let crash = 1; crash <= 6; crash += 1) {
      latest().ends()
      await vi.advanceTimersByTimeAsync(backoffMs(crash) - 1)
      expect(processes).toHaveLength(crash)
      await vi.advanceTimersByTimeAsync(1)
      expect(processes).toHaveLength(crash + 1)
    }
    expect(states.map(({ state }) => state)).toEqual([...Array.from({ length: 5 }, () => 'restarting'), 'failed'])
    expect(await link.call('settings.get', {})).toMatchObject(gone)
    latest().says({ type: 'ready' })
    expect(link.state()).toMatchObject({ state: 'running', restarts: 6 })
  })

  it('counts afresh after a healthy while', async () => {
    const { latest, processes } = open()
    for (let crash = 1; crash <= 4; crash += 1) {
      latest().ends()
      await vi.advanceTimersByTimeAsync(backoffMs(crash))
    }
    latest().says({ type: 'ready' })
    await vi.advanceTimersByTimeAsync(61_000)
    latest().ends()
    await vi.advanceTimersByTimeAsync(backoffMs(1))
    expect(processes).toHaveLength(6)
  })

  it('waits at most half a minute', () => {
    expect(backoffMs(1)).toBe(250)
    expect(backoffMs(100)).toBe(30_000)
  })
})

describe('other messages', () => {
  it('carries news, power marks and cipher requests', async () => {
    const { link, latest, news } = open()
    latest().says({ type: 'ready' })
    latest().says({ type: 'news', channel: 'data.changed', payload: { topics: ['calls'], revision: 1 } })
    expect(news).toMatchObject([{ channel: 'data.changed' }])
    link.power('suspend')
    latest().says({ type: 'cipher', id: 9, action: 'encrypt', data: 'text' })
    await vi.advanceTimersByTimeAsync(0)
    expect(latest().sent.slice(-2)).toEqual([
      { type: 'power', mark: 'suspend' },
      { type: 'cipher-answer', id: 9, data: '~text' },
    ])
  })
})

describe('quitting', () => {
  it('asks the backend and waits for its end; nothing is started again', async () => {
    const { link, latest, processes } = open()
    latest().says({ type: 'ready' })
    let done = false
    const quitting = link.quit().then(() => (done = true))
    expect(latest().sent.at(-1)).toEqual({ type: 'quit' })
    latest().says({ type: 'closed' })
    await vi.advanceTimersByTimeAsync(100)
    expect(done).toBe(false)
    latest().ends(0)
    await quitting
    await vi.advanceTimersByTimeAsync(60_000)
    expect(processes).toHaveLength(1)
    expect(await link.call('settings.get', {})).toMatchObject(gone)
  })

  it('does not wait for ever: a backend that hangs is killed', async () => {
    const { link, latest } = open()
    latest().says({ type: 'ready' })
    const quitting = link.quit()
    await vi.advanceTimersByTimeAsync(quitPatienceMs)
    await quitting
    expect(latest().killed).toBe(true)
  })

  it('ends at once between two backends', async () => {
    const { link, latest, processes } = open()
    latest().ends()
    await link.quit()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(processes).toHaveLength(1)
  })
})

it('a restart that was asked for comes at once', async () => {
  const { link, latest, processes } = open()
  latest().says({ type: 'ready' })
  link.restart()
  await vi.advanceTimersByTimeAsync(backoffMs(1))
  expect(processes).toHaveLength(2)
})
