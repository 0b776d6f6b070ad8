import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createObserver } from '../../../../../electron/ingest/observe.ts'
import type { PlatformApi } from '../../../../../electron/platform/platform-api.ts'
import { ApiSettings, type PlatformApp } from '../../../../../shared/domain/platform-app.ts'
import { hourMs, minuteMs, secondMs } from '../../../../../shared/domain/time.ts'
import { AppError } from '../../../../../shared/errors.ts'
import { aBinding } from '../../../../builders/bindings.ts'
import { openTestPoller, type TestPoller } from '../../../../builders/test-poller.ts'
import { openTestStore, type TestStore } from '../../../../builders/test-store.ts'
import { makeFakePlatformApi, type FakePlatformApi } from '../../../../support/fake-platform-api.ts'
import { makeManualTime, type ManualTime } from '../../../../support/manual-time.ts'

const x = (order: number) => `+8617000000${String(order).padStart(3, '0')}`
/** The first run begins after this much of it. */
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
const knowX = (...orders: number[]) => {
  for (const order of orders) store.writer.prepare('INSERT INTO x_numbers (number, appId) VALUES (?, ?)').run(x(order), store.app.id)
}
const settings = (given: Partial<ApiSettings>): Pick<PlatformApp, 'api'> => ({ api: ApiSettings.parse({ concurrency: 1, ...given }) })
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
    await open(settings({ pollEveryMinutes: 60 }))
    knowX(1)
    expect(state()).toMatchObject({ state: 'waiting', last: null })
    expect(state()?.nextAt).toBeGreaterThan(time.clock() + 5 * secondMs)
    await test.pass(4 * secondMs)
    expect(api.asked).toEqual([])
    await test.pass(startMs)
    expect(api.asked).toEqual([x(1)])
    expect(state()).toMatchObject({ state: 'waiting', last: { outcome: 'done', asked: 1 } })
    await test.pass(50 * minuteMs)
    expect(api.asked).toHaveLength(1)
    await test.pass(11 * minuteMs)
    expect(api.asked).toHaveLength(2)
    expect(test.poller.status()).toMatchObject({ state: 'waiting', differences: 0, nextAt: state()?.nextAt })
  })

  it('spreads the questions, over half the interval at most', async () => {
    await open(settings({ pollEveryMinutes: 60 }))
    knowX(1, 2, 3, 4, 5, 6, 7, 8)
    await test.pass(startMs)
    const first = api.asked.length
    expect(first).toBeLessThan(8)
    await test.pass(2 * secondMs)
    expect(api.asked).toHaveLength(first + 1)
    expect(state()).toMatchObject({ state: 'running', progress: { done: first + 1, of: 8 } })

    store.writer.exec('DELETE FROM x_numbers')
    await test.pass(minuteMs)
    knowX(...Array.from({ length: 900 }, (_, order) => order))
    test.apps[0] = { ...store.app, ...settings({ pollEveryMinutes: 1 }) }
    test.poller.refresh()
    api.asked = []
    await test.pass(startMs)
    await test.pass(30 * secondMs)
    expect(new Set(api.asked).size).toBe(900)
  })

  it('can be switched off and on again', async () => {
    await open(settings({ pollEveryMinutes: 0 }))
    knowX(1)
    await test.pass(hourMs)
    expect(api.asked).toEqual([])
    expect(state()).toMatchObject({ state: 'off', nextAt: null })
    expect(test.poller.status().state).toBe('off')
    test.apps[0] = { ...store.app, ...settings({ pollEveryMinutes: 1 }) }
    test.poller.refresh()
    await test.pass(startMs)
    expect(api.asked).toEqual([x(1)])
  })

  it('waits for the secret, and begins anew with another client', async () => {
    apiOf = () => null
    await open()
    knowX(1, 2)
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
    knowX(1)
    await test.pass(hourMs)
    expect([api.asked, state()?.state]).toEqual([[], 'no-bindings'])
    expect(() => test.poller.run(store.app.id)).toThrow(expect.objectContaining({ code: 'conflict' }))
    expect(() => test.poller.run(99)).toThrow(expect.objectContaining({ code: 'not-found' }))
    test.poller.runAll()
    expect(state()?.state).toBe('no-bindings')
  })
})

describe('a run', () => {
  it('begins at once when somebody asks, without gaps, and hurries one that is under way', async () => {
    await open(settings({ pollEveryMinutes: 60 }))
    knowX(1, 2, 3)
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

  it('finds what was made, changed and removed, and is counted', async () => {
    await open()
    knowX(1)
    const on = (bindingId: string, maxMinutes = 0) => [bindingId, aBinding({ bindingId, xNumber: x(1), maxMinutes })] as const
    api.bindings = new Map([on('kept'), on('changed'), on('removed')])
    test.poller.run(store.app.id)
    await test.pass(0)
    api.bindings = new Map([on('kept'), on('changed', 30), on('made')])
    await test.pass(minuteMs)
    test.news.length = 0
    test.poller.run(store.app.id)
    await test.pass(secondMs)
    expect(rows('SELECT bindingId, state FROM v_bindings ORDER BY bindingId')).toEqual([
      { bindingId: 'changed', state: 'active' },
      { bindingId: 'kept', state: 'active' },
      { bindingId: 'made', state: 'active' },
      { bindingId: 'removed', state: 'missing' },
    ])
    expect(api.asked).toEqual([x(1), x(1), 'removed'])
    expect(runs()).toEqual([
      { outcome: 'done', asked: 1, bindings: 3, differences: 3, failures: 0 },
      { outcome: 'done', asked: 1, bindings: 3, differences: 3, failures: 0 },
    ])
    expect(state()?.last).toMatchObject({ differences: 3, outcome: 'done' })
    expect(test.poller.status()).toMatchObject({ differences: 3, lastAt: state()?.last?.endedAt })
    expect(new Set(test.news)).toEqual(new Set(['bindings', 'status']))
  })

  it('does not take for gone what only slipped from page to page', async () => {
    await open()
    knowX(1)
    api.bindings = new Map([['b-1', aBinding({ xNumber: x(1) })]])
    test.poller.run(store.app.id)
    await test.pass(0)
    const { fetchBindingsOfX } = api
    api.fetchBindingsOfX = async (number, options) => ({ ...(await fetchBindingsOfX(number, options)), value: [] })
    await test.pass(minuteMs)
    test.poller.run(store.app.id)
    await test.pass(0)
    expect(api.asked.at(-1)).toBe('b-1')
    expect(rows('SELECT state FROM v_bindings')).toEqual([{ state: 'active' }])
    expect(runs()[1]).toMatchObject({ outcome: 'done', differences: 0 })
  })

  it('does not judge an X of which a question failed, and goes on with the others', async () => {
    await open()
    knowX(1, 2)
    api.bindings = new Map([1, 2].map((order) => [`b-${order}`, aBinding({ bindingId: `b-${order}`, xNumber: x(order) })]))
    test.poller.run(store.app.id)
    await test.pass(0)
    api.bindings.clear()
    const details = { concerns: 'request', outcome: 'refused' }
    api.failures.set('b-1', new AppError('platform-rejected', 'no', { platformCode: '1012001', details }))
    await test.pass(minuteMs)
    test.poller.run(store.app.id)
    await test.pass(0)
    expect(rows('SELECT bindingId, state FROM v_bindings ORDER BY bindingId')).toEqual([
      { bindingId: 'b-1', state: 'active' },
      { bindingId: 'b-2', state: 'missing' },
    ])
    expect(state()?.last).toMatchObject({ outcome: 'done', failures: 1, error: { code: 'platform-rejected', platformCode: '1012001' } })
    expect(rows('SELECT subject FROM binding_readings WHERE readAt > 1000000 + 1000')).toEqual([{ subject: x(2) }])
  })

  it('judges no part of a binding of which the platform does not tell all', async () => {
    await open({ mode: 'AXYB' })
    knowX(1)
    const ax = aBinding({ part: 'ax', bNumber: null, xNumber: x(1) })
    const yb = aBinding({ part: 'yb', xNumber: x(1) })
    const told = { bodies: ['{}'], complete: true }
    let value = [ax, yb]
    api.fetchBindingsOfX = async () => ({ ...told, askedAt: time.clock(), answeredAt: time.clock(), value, complete: value.length === 2 })
    api.fetchBinding = api.fetchBindingsOfX
    test.poller.run(store.app.id)
    await test.pass(minuteMs)
    value = [ax]
    test.poller.run(store.app.id)
    await test.pass(0)
    expect(rows('SELECT part, state FROM v_bindings ORDER BY part')).toEqual([
      { part: 'ax', state: 'active' },
      { part: 'yb', state: 'active' },
    ])
  })

  it('of AXE asks for each binding that stands or that calls tell of, and for one that is not there only once', async () => {
    await open({ mode: 'AXE' })
    const call = store.writer.prepare(
      `INSERT INTO calls (appId, sessionId, mode, bindingId, phase, startedAt, lastEventAt, outcome, hasCdr)
       VALUES (?, ?, 'AXE', ?, 'ended', ?, 0, 'answered', 1)`,
    )
    for (const [session, bindingId] of ['b-1', 'b-1', 'b-2'].entries()) call.run(store.app.id, String(session), bindingId, time.clock())
    api.bindings = new Map([['b-1', aBinding({ bNumber: null, extension: '0007' })]])
    test.poller.run(store.app.id)
    await test.pass(minuteMs)
    expect(api.asked).toEqual(['b-1', 'b-2'])
    expect(rows('SELECT bindingId, extension, state, confirmedAt FROM v_bindings')).toEqual([
      { bindingId: 'b-1', extension: '0007', state: 'active', confirmedAt: 1_000_000 },
    ])
    test.poller.run(store.app.id)
    await test.pass(minuteMs)
    expect(api.asked).toEqual(['b-1', 'b-2', 'b-1'])
    expect(rows('SELECT confirmedAt FROM v_bindings')).toEqual([{ confirmedAt: 1_000_000 + minuteMs }])
    api.bindings.clear()
    for (let run = 0; run < 2; run += 1) {
      test.poller.run(store.app.id)
      await test.pass(minuteMs)
    }
    expect(api.asked).toHaveLength(4)
    expect(rows('SELECT state FROM v_bindings')).toEqual([{ state: 'missing' }])
  })

  it('asks for what it read longest ago first', async () => {
    await open()
    knowX(1, 2, 3)
    api.failures.set(x(1), new AppError('platform-contract', 'odd', { details: { concerns: 'request' } }))
    store.writer.prepare(`INSERT INTO binding_readings VALUES (?, 'x', ?, 5), (?, 'x', ?, 4)`).run(store.app.id, x(1), store.app.id, x(3))
    test.poller.run(store.app.id)
    await test.pass(0)
    expect(api.asked).toEqual([x(2), x(3), x(1)])
  })
})

describe('a run that cannot go on', () => {
  it('ends at once when it is cancelled, though no answer comes', async () => {
    await open()
    knowX(1, 2)
    api.gate = new Promise(() => {})
    test.poller.run(store.app.id)
    await test.pass(0)
    test.poller.cancel(store.app.id)
    await test.pass(0)
    expect(runs()).toEqual([{ outcome: 'cancelled', asked: 0, bindings: 0, differences: 0, failures: 0 }])
    expect(state()).toMatchObject({ state: 'waiting', last: { outcome: 'cancelled', error: null } })
  })

  it('ends at once when the profile closes, and asks nothing more', async () => {
    await open(settings({}))
    knowX(1, 2)
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
    await open(settings({ pollEveryMinutes: 5 }))
    knowX(1, 2)
    const shutOut = new AppError('restricted', 'shut out', { platformCode: '1020176', details: { concerns: 'app' } })
    api.failures.set(x(1), shutOut)
    const until = time.clock() + 30 * minuteMs
    api.state = { state: 'idle', lastOkAt: null, error: null, until: null }
    test.poller.run(store.app.id)
    api.state = { state: 'blocked', lastOkAt: null, error: shutOut, until }
    await test.pass(minuteMs)
    expect(state()).toMatchObject({ state: 'blocked', until, last: { outcome: 'failed', error: { platformCode: '1020176' } } })
    expect(state()?.nextAt).toBeGreaterThanOrEqual(until)
    expect(() => test.poller.run(store.app.id)).toThrow(expect.objectContaining({ code: 'restricted' }))
    await test.pass(28 * minuteMs)
    expect(api.asked).toEqual([x(1)])
    expect(test.poller.status().state).toBe('failing')
    expect(test.logged).toEqual([`reading back app ${store.app.id} failed: restricted shut out`])
  })

  it('does not try a wrong secret at every turn', async () => {
    await open(settings({ pollEveryMinutes: 1 }))
    knowX(1)
    api.failures.set(x(1), new AppError('credentials', 'wrong', { details: { concerns: 'app' } }))
    await test.pass(startMs)
    await test.pass(29 * minuteMs)
    expect(api.asked).toHaveLength(1)
    await test.pass(2 * minuteMs)
    expect(api.asked).toHaveLength(2)
  })

  it('gives up after three failures in a row, and comes again before a long interval is over', async () => {
    await open(settings({ pollEveryMinutes: 1_440 }))
    knowX(1, 2, 3, 4, 5)
    for (const order of [1, 2, 3, 4, 5]) api.failures.set(x(order), new AppError('platform-unreachable', 'no way'))
    test.poller.run(store.app.id)
    await test.pass(0)
    expect(api.asked).toHaveLength(3)
    expect(state()?.last).toMatchObject({ outcome: 'failed', failures: 3, error: { code: 'platform-unreachable' } })
    await test.pass(10 * minuteMs + 10 * secondMs)
    expect(api.asked).toHaveLength(6)
  })

  it('fails where the database cannot be written, and says so', async () => {
    store = openTestStore({ app: settings({}) })
    const observe = () => Promise.reject(new AppError('storage', 'the disk is full'))
    test = await openTestPoller(store, apiOf, { time, observe })
    knowX(1, 2)
    api.bindings = new Map([['b-1', aBinding({ xNumber: x(1) })]])
    test.poller.run(store.app.id)
    await test.pass(0)
    expect(state()?.last).toMatchObject({ outcome: 'failed', error: { code: 'storage' } })
    expect(api.asked).toHaveLength(1)
  })
})

describe('wishes of our own while a run goes on', () => {
  it('are never taken for the doing of others', async () => {
    await open()
    knowX(1)
    const observer = createObserver(store.writer)
    const binding = (bindingId: string) => aBinding({ bindingId, xNumber: x(1) })
    const told = (askedAt: number) => ({
      source: 'command' as const,
      appId: store.app.id,
      mode: 'AXB' as const,
      askedAt,
      answeredAt: time.clock(),
      body: '{}',
    })
    api.bindings = new Map(['a', 'b'].map((id) => [id, binding(id)]))
    test.poller.run(store.app.id)
    await test.pass(minuteMs)

    // The listing is asked for, then we unbind one and bind another, whose answers are taken in before the listing's.
    let letGo = () => {}
    api.gate = new Promise((resolve) => (letGo = resolve))
    test.poller.run(store.app.id)
    await test.pass(10)
    observer.observe([{ ...told(time.clock() - 5), operation: 'unbind', bindingId: 'a', bNumber: null }])
    observer.observe([{ ...told(time.clock() - 5), operation: 'bind', bound: binding('c') }])
    letGo()
    await test.pass(minuteMs)
    // Asked after the wish left, answered before its reply was taken in.
    api.bindings = new Map(['b', 'c', 'd'].map((id) => [id, binding(id)]))
    const wishedAt = time.clock() - 5
    test.poller.run(store.app.id)
    await test.pass(minuteMs)
    observer.observe([{ ...told(wishedAt), operation: 'bind', bound: binding('d') }])

    expect(rows('SELECT bindingId, state, source FROM v_bindings ORDER BY bindingId')).toEqual([
      { bindingId: 'a', state: 'unbound', source: 'poll' },
      { bindingId: 'b', state: 'active', source: 'poll' },
      { bindingId: 'c', state: 'active', source: 'command' },
      { bindingId: 'd', state: 'active', source: 'command' },
    ])
    expect(rows(`SELECT change FROM binding_history WHERE source = 'poll' AND at > 1000000 + 60000`)).toEqual([])
  })
})
