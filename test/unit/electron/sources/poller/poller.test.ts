import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PlatformApi } from '../../../../../electron/platform/platform-api.ts'
import type { PlatformApp } from '../../../../../shared/domain/platform-app.ts'
import { hourMs, minuteMs, secondMs } from '../../../../../shared/domain/time.ts'
import { AppError } from '../../../../../shared/errors.ts'
import { aBinding } from '../../../../builders/bindings.ts'
import { knowX, openTestPoller, pollSettings, xOf, type TestPoller } from '../../../../builders/test-poller.ts'
import { openTestStore, type TestStore } from '../../../../builders/test-store.ts'
import { makeFakePlatformApi, type FakePlatformApi } from '../../../../support/fake-platform-api.ts'
import { makeManualTime, type ManualTime } from '../../../../support/manual-time.ts'

/** The first run begins within this. */
const startMs = 20 * secondMs

let store: TestStore
let time: ManualTime
let api: FakePlatformApi
let test: TestPoller
let apiOf: (app: PlatformApp) => PlatformApi | null

const open = async (app: Partial<PlatformApp> = {}) => {
  store = openTestStore({ app })
  test = await openTestPoller(store, (one) => apiOf(one), { time })
}
const rows = (sql: string) => store.writer.prepare<[], Record<string, unknown>>(sql).all()
const runs = () => rows('SELECT outcome, asked, bindings, differences, failures FROM poll_runs ORDER BY id')
const state = () => test.poller.list()[0]

beforeEach(() => {
  time = makeManualTime(1_000_000)
  api = makeFakePlatformApi(time.clock)
  apiOf = () => api
})
afterEach(async () => {
  await test.poller.stop()
  store.close()
})

describe('the schedule', () => {
  it('begins some seconds after opening and goes on at its interval', async () => {
    await open(pollSettings({ pollEveryMinutes: 60 }))
    knowX(store, 1)
    expect(state()).toMatchObject({ state: 'waiting', last: null })
    expect(state()?.nextAt).toBeGreaterThan(time.clock() + 5 * secondMs)
    await test.pass(4 * secondMs)
    expect(api.asked).toEqual([])
    await test.pass(startMs)
    expect(api.asked).toEqual([xOf(1)])
    expect(state()).toMatchObject({ state: 'waiting', last: { outcome: 'done', asked: 1 } })
    await test.pass(50 * minuteMs)
    expect(api.asked).toHaveLength(1)
    await test.pass(11 * minuteMs)
    expect(api.asked).toHaveLength(2)
    expect(test.poller.status()).toMatchObject({ state: 'waiting', differences: 0, nextAt: state()?.nextAt })
  })

  it('spreads the questions, over half the interval at most', async () => {
    await open(pollSettings({ pollEveryMinutes: 60 }))
    knowX(store, 1, 2, 3, 4, 5, 6, 7, 8)
    await test.pass(startMs)
    const first = api.asked.length
    expect(first).toBeLessThan(8)
    await test.pass(2 * secondMs)
    expect(api.asked).toHaveLength(first + 1)
    expect(state()).toMatchObject({ state: 'running', progress: { done: first + 1, of: 8 } })

    store.writer.exec('DELETE FROM x_numbers')
    await test.pass(minuteMs)
    knowX(store, ...Array.from({ length: 900 }, (_, order) => order))
    test.apps[0] = { ...store.app, ...pollSettings({ pollEveryMinutes: 1 }) }
    test.poller.refresh()
    api.asked = []
    await test.pass(startMs)
    await test.pass(30 * secondMs)
    expect(new Set(api.asked).size).toBe(900)
  })

  it('can be switched off and on again', async () => {
    await open(pollSettings({ pollEveryMinutes: 0 }))
    knowX(store, 1)
    await test.pass(hourMs)
    expect(api.asked).toEqual([])
    expect(state()).toMatchObject({ state: 'off', nextAt: null })
    expect(test.poller.status().state).toBe('off')
    test.apps[0] = { ...store.app, ...pollSettings({ pollEveryMinutes: 1 }) }
    test.poller.refresh()
    await test.pass(startMs)
    expect(api.asked).toEqual([xOf(1)])
  })

  it('waits for the secret, and begins anew with another client', async () => {
    apiOf = () => null
    await open()
    knowX(store, 1, 2)
    await test.pass(hourMs)
    expect(state()?.state).toBe('no-secret')
    expect(() => test.poller.run(store.app.id)).toThrow(expect.objectContaining({ code: 'credentials' }))
    apiOf = () => api
    test.poller.refresh()
    let open1 = () => {}
    api.gate = new Promise((resolve) => (open1 = resolve))
    await test.pass(startMs)
    expect(state()?.state).toBe('running')
    const other = makeFakePlatformApi(time.clock)
    apiOf = () => other
    test.poller.refresh()
    await test.pass(0)
    expect(state()).toMatchObject({ state: 'waiting', last: { outcome: 'cancelled' } })
    await test.pass(startMs)
    expect(other.asked).toHaveLength(2)
    open1()
  })

  it('has nothing to do in X mode', async () => {
    await open({ mode: 'X' })
    knowX(store, 1)
    await test.pass(hourMs)
    expect([api.asked, state()?.state]).toEqual([[], 'no-bindings'])
    expect(() => test.poller.run(store.app.id)).toThrow(expect.objectContaining({ code: 'conflict' }))
    expect(() => test.poller.run(99)).toThrow(expect.objectContaining({ code: 'not-found' }))
    test.poller.runAll()
    expect(state()?.state).toBe('no-bindings')
  })

  it('begins at once when somebody asks, without gaps, and hurries one that is under way', async () => {
    await open(pollSettings({ pollEveryMinutes: 60 }))
    knowX(store, 1, 2, 3)
    test.poller.run(store.app.id)
    await test.pass(0)
    expect(api.asked).toHaveLength(3)
    api.asked = []
    await test.pass(57 * minuteMs + secondMs)
    expect([state()?.state, api.asked.length]).toEqual(['running', 1])
    test.poller.runAll()
    await test.pass(2 * secondMs)
    expect([state()?.state, api.asked.length]).toEqual(['waiting', 3])
    expect(runs()).toHaveLength(2)
  })
})

describe('a run that cannot go on', () => {
  it('ends at once when it is cancelled, though no answer comes', async () => {
    await open()
    knowX(store, 1, 2)
    api.gate = new Promise(() => {})
    test.poller.run(store.app.id)
    await test.pass(0)
    test.poller.cancel(store.app.id)
    await test.pass(0)
    expect(runs()).toEqual([{ outcome: 'cancelled', asked: 0, bindings: 0, differences: 0, failures: 0 }])
    expect(state()).toMatchObject({ state: 'waiting', last: { outcome: 'cancelled', error: null } })
  })

  it('is followed by the one somebody wished for meanwhile, and by none that was cancelled too', async () => {
    await open(pollSettings({ pollEveryMinutes: 0 }))
    knowX(store, 1)
    api.gate = new Promise(() => {})
    test.poller.run(store.app.id)
    await test.pass(0)
    test.poller.cancel(store.app.id)
    test.poller.run(store.app.id)
    await test.pass(0)
    expect([state()?.state, api.asked.length]).toEqual(['running', 2])
    test.poller.cancel(store.app.id)
    test.poller.run(store.app.id)
    test.poller.cancel(store.app.id)
    await test.pass(0)
    expect([state()?.state, api.asked.length]).toEqual(['off', 2])
    expect(runs()).toMatchObject([{ outcome: 'cancelled' }, { outcome: 'cancelled' }])
  })

  it('because its settings changed is done over the new client, where somebody waits for it', async () => {
    await open(pollSettings({ pollEveryMinutes: 0 }))
    knowX(store, 1)
    const old = makeFakePlatformApi(time.clock)
    old.gate = new Promise(() => {})
    for (const wishFirst of [true, false]) {
      api.asked = []
      apiOf = () => old
      test.poller.refresh()
      test.poller.run(store.app.id)
      await test.pass(0)
      if (wishFirst) test.poller.run(store.app.id)
      apiOf = () => api
      test.poller.refresh()
      if (!wishFirst) test.poller.run(store.app.id)
      await test.pass(0)
      expect([state()?.state, api.asked.length]).toEqual(['off', 1])
    }
    expect(runs().map(({ outcome }) => outcome)).toEqual(['cancelled', 'done', 'cancelled', 'done'])
  })

  it('ends at once when the profile closes, and asks nothing more', async () => {
    await open(pollSettings({}))
    knowX(store, 1, 2)
    api.gate = new Promise(() => {})
    test.poller.run(store.app.id)
    await test.pass(0)
    await test.poller.stop()
    await test.pass(hourMs)
    expect(api.asked).toHaveLength(1)
    expect(runs()).toMatchObject([{ outcome: 'cancelled' }])
  })

  it('is marked at the next start when a crash left it open', async () => {
    await open()
    store.writer.prepare('INSERT INTO poll_runs (appId, startedAt) VALUES (?, 5)').run(store.app.id)
    const again = await openTestPoller(store, apiOf, { time })
    expect(again.poller.list()[0]?.last).toMatchObject({ startedAt: 5, endedAt: time.clock(), outcome: 'cancelled' })
    await again.poller.stop()
  })

  it('leaves a platform that shut us out alone until it may be called again', async () => {
    await open(pollSettings({ pollEveryMinutes: 5 }))
    knowX(store, 1, 2)
    const shutOut = new AppError('restricted', 'shut out', { platformCode: '1020176', details: { concerns: 'app' } })
    api.failures.set(xOf(1), shutOut)
    const until = time.clock() + 30 * minuteMs
    api.state = { state: 'idle', lastOkAt: null, error: null, until: null }
    test.poller.run(store.app.id)
    api.state = { state: 'blocked', lastOkAt: null, error: shutOut, until }
    await test.pass(minuteMs)
    expect(state()).toMatchObject({ state: 'blocked', until, last: { outcome: 'failed', error: { platformCode: '1020176' } } })
    expect(state()?.nextAt).toBeGreaterThanOrEqual(until)
    expect(() => test.poller.run(store.app.id)).toThrow(expect.objectContaining({ code: 'restricted' }))
    await test.pass(28 * minuteMs)
    expect(api.asked).toEqual([xOf(1)])
    expect(test.poller.status().state).toBe('failing')
    expect(test.logged).toEqual([`reading back app ${store.app.id} failed: restricted shut out`])
  })

  it('does not try a wrong secret at every turn', async () => {
    await open(pollSettings({ pollEveryMinutes: 1 }))
    knowX(store, 1)
    api.failures.set(xOf(1), new AppError('credentials', 'wrong', { details: { concerns: 'app' } }))
    await test.pass(startMs)
    await test.pass(29 * minuteMs)
    expect(api.asked).toHaveLength(1)
    await test.pass(2 * minuteMs)
    expect(api.asked).toHaveLength(2)
    // Somebody put it right, for the same client: it reads secrets anew for each request.
    api.failures.clear()
    test.poller.refresh()
    await test.pass(startMs)
    expect(state()?.last).toMatchObject({ outcome: 'done' })
  })

  it('gives up after three failures in a row, and comes again before a long interval is over', async () => {
    await open(pollSettings({ pollEveryMinutes: 1_440 }))
    knowX(store, 1, 2, 3, 4, 5)
    for (const order of [1, 2, 3, 4, 5]) api.failures.set(xOf(order), new AppError('platform-unreachable', 'no way'))
    test.poller.run(store.app.id)
    await test.pass(0)
    expect(api.asked).toHaveLength(3)
    expect(state()?.last).toMatchObject({ outcome: 'failed', failures: 3, error: { code: 'platform-unreachable' } })
    await test.pass(10 * minuteMs + 10 * secondMs)
    expect(api.asked).toHaveLength(6)
  })

  it('fails where the database cannot be written, and says so', async () => {
    store = openTestStore({ app: pollSettings({}) })
    const observe = () => Promise.reject(new AppError('storage', 'the disk is full'))
    test = await openTestPoller(store, apiOf, { time, observe })
    knowX(store, 1, 2)
    api.bindings = new Map([['b-1', aBinding({ xNumber: xOf(1) })]])
    test.poller.run(store.app.id)
    await test.pass(0)
    expect(state()?.last).toMatchObject({ outcome: 'failed', error: { code: 'storage' } })
    expect(api.asked).toHaveLength(1)
  })
})
