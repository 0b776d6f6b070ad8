import { afterEach, describe, expect, it } from 'vitest'
import { createApi } from '../../../../renderer/api.ts'
import { createAppStore } from '../../../../renderer/store/app-store.ts'
import { startSync } from '../../../../renderer/store/sync.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { Channel, OutputOf } from '../../../../shared/ipc/contract.ts'
import type { Topic } from '../../../../shared/ipc/system.ts'
import { createFakeBackend } from '../../../support/page/fake-backend.ts'
import { fakeDefaults } from '../../../support/page/fake-data.ts'
import { createPageClock } from '../../../support/page-clock.ts'

let stop = () => {}
afterEach(() => stop())

async function startPage(profile: 'none' | 'demo' = 'demo') {
  const clock = createPageClock()
  const backend = createFakeBackend({ ...fakeDefaults, profile, live: 8, now: clock.now() })
  const api = createApi(backend.bridge)
  const store = createAppStore(api, clock)
  stop = startSync(api, store, clock)
  await clock.pass(5)
  const reads = (channel: Channel) => backend.sent.filter((one) => one.channel === channel).length
  const note = (...topics: Topic[]) => backend.notify('data.changed', { topics, revision: 1 })
  return { clock, backend, store, reads, note }
}

/** An answer that waits until the test lets it go. */
function gate<T>() {
  const waiting: ((value: T) => void)[] = []
  return { answer: () => new Promise<T>((resolve) => waiting.push(resolve)), open: (value: T) => waiting.shift()?.(value) }
}

describe('sync', () => {
  it('reads what is in sight and nothing of a page that is not', async () => {
    const { reads } = await startPage()
    expect(reads('live.calls')).toBe(1)
    expect(reads('receiver.get')).toBe(0)
    expect(reads('calls.get')).toBe(0)
  })

  it('asks nothing of a profile while none is open', async () => {
    const { reads, note, clock } = await startPage('none')
    note('calls', 'status')
    await clock.pass(60_000)
    expect(reads('live.calls') + reads('status.get') + reads('apps.list')).toBe(0)
  })

  it('keeps one read in flight and reads once more for all notes that came meanwhile', async () => {
    const { clock, backend, reads, note } = await startPage()
    const slow = gate<OutputOf<'live.calls'>>()
    const value = {
      rows: [],
      offset: 0,
      total: 0,
      counts: { 'ringing-in': 0, routing: 0, ringing: 0, talking: 0, overdue: 0 },
      xNumbers: [],
    }
    backend.answer('live.calls', slow.answer)
    for (let times = 0; times < 20; times++) {
      note('calls')
      await clock.pass(50)
    }
    expect(reads('live.calls')).toBe(2)
    slow.open(value)
    await clock.pass(5)
    expect(reads('live.calls')).toBe(3)
  })

  it('reads the table at each note but figures at most once a second', async () => {
    const { clock, reads, note } = await startPage()
    for (let times = 0; times < 40; times++) {
      note('calls')
      await clock.pass(50)
    }
    expect(reads('live.calls')).toBe(41)
    expect(reads('live.cards')).toBeLessThanOrEqual(3)
    expect(reads('live.minutes')).toBe(1)
  })

  it('keeps the last good value and its age when a read fails, and tries again', async () => {
    const { clock, backend, store, note } = await startPage()
    const { value: good, readAt } = store.getState().data.cards
    backend.answer('live.cards', () => {
      throw new AppError('storage', 'the disk is gone')
    })
    await clock.pass(2_000)
    note('calls')
    await clock.pass(5)
    expect(store.getState().data.cards).toMatchObject({ value: good, readAt, error: { code: 'storage' } })
    backend.answer('live.cards', () => ({ ...(good as OutputOf<'live.cards'>), at: 1 }))
    await clock.pass(30_000)
    expect(store.getState().data.cards).toMatchObject({ value: { at: 1 }, error: null })
  })

  it('reads at once when the filter changes', async () => {
    const { clock, store, backend } = await startPage()
    store.getState().setFilter({ digits: '1234' })
    await clock.pass(1)
    expect(backend.sent.filter(({ channel }) => channel === 'live.calls').at(-1)?.input).toMatchObject({
      filter: { digits: '1234' },
      offset: 0,
    })
  })

  it('never shows one call under the name of another', async () => {
    const { clock, store, backend } = await startPage()
    const [first, second] = backend.world.live
    store.getState().open({ kind: 'call', id: first?.id ?? 0 })
    await clock.pass(5)
    expect(store.getState().data.call.value?.id).toBe(first?.id)
    const slow = gate<OutputOf<'calls.get'>>()
    backend.answer('calls.get', slow.answer)
    store.getState().open({ kind: 'call', id: second?.id ?? 0 })
    await clock.pass(5)
    expect(store.getState().data.call.value).toBeNull()
  })

  it('hands unchanged rows on as the same objects', async () => {
    const { clock, store, backend, note } = await startPage()
    const before = store.getState().data.calls.value?.rows ?? []
    const moved = backend.world.live[2]
    if (moved) moved.phase = 'talking'
    note('calls')
    await clock.pass(5)
    const after = store.getState().data.calls.value?.rows ?? []
    expect(after[0]).toBe(before[0])
    expect(after[1]).toBe(before[1])
  })

  it('reads everything again when the backend is back, and shows the old values until then', async () => {
    const { clock, backend, store, reads } = await startPage()
    const shell = store.getState().data.shell.value as OutputOf<'shell.state'>
    backend.notify('shell.stateChanged', { ...shell, backend: { ...shell.backend, state: 'restarting' } })
    expect(store.getState().data.calls.value).not.toBeNull()
    const [calls, profiles] = [reads('live.calls'), reads('profiles.list')]
    backend.notify('shell.stateChanged', { ...shell, backend: { ...shell.backend, state: 'running', restarts: 1 } })
    await clock.pass(2_000)
    expect(reads('live.calls')).toBeGreaterThan(calls)
    expect(reads('profiles.list')).toBeGreaterThan(profiles)
  })

  it('forgets what belongs to a profile when another one is opened', async () => {
    const { clock, store } = await startPage()
    store.getState().setFilter({ digits: '99' })
    const opening = store.getState().openProfile('p2')
    await clock.pass(0)
    await opening
    expect(store.getState().filter.digits).toBe('')
    expect(store.getState().data.profiles.value?.open?.id).toBe('p2')
  })
})
