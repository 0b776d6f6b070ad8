import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createObserver } from '../../../../../electron/ingest/observe.ts'
import type { PlatformApp } from '../../../../../shared/domain/platform-app.ts'
import { dayMs, minuteMs, secondMs } from '../../../../../shared/domain/time.ts'
import { AppError } from '../../../../../shared/errors.ts'
import { aBinding } from '../../../../builders/bindings.ts'
import { knowX, openTestPoller, xOf, type TestPoller } from '../../../../builders/test-poller.ts'
import { openTestStore, type TestStore } from '../../../../builders/test-store.ts'
import { makeFakePlatformApi, type FakePlatformApi } from '../../../../support/fake-platform-api.ts'
import { makeManualTime, type ManualTime } from '../../../../support/manual-time.ts'

let store: TestStore
let time: ManualTime
let api: FakePlatformApi
let test: TestPoller

const open = async (app: Partial<PlatformApp> = {}) => {
  store = openTestStore({ app })
  test = await openTestPoller(store, () => api, { time })
}
const rows = (sql: string) => store.writer.prepare<[], Record<string, unknown>>(sql).all()
const runs = () => rows('SELECT outcome, asked, bindings, differences, firstRead, failures FROM poll_runs ORDER BY id')
const state = () => test.poller.list()[0]

beforeEach(() => {
  time = makeManualTime(1_000_000)
  api = makeFakePlatformApi(time.clock)
})
afterEach(async () => {
  await test.poller.stop()
  store.close()
})

describe('a run', () => {
  it('finds what was made, changed and removed, and is counted', async () => {
    await open()
    knowX(store, 1)
    const on = (bindingId: string, maxMinutes = 0) => [bindingId, aBinding({ bindingId, xNumber: xOf(1), maxMinutes })] as const
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
    expect(api.asked).toEqual([xOf(1), xOf(1), 'removed'])
    expect(runs()).toEqual([
      { outcome: 'done', asked: 1, bindings: 3, differences: 0, firstRead: 3, failures: 0 },
      { outcome: 'done', asked: 1, bindings: 3, differences: 3, firstRead: 0, failures: 0 },
    ])
    expect(state()?.last).toMatchObject({ differences: 3, outcome: 'done' })
    expect(test.poller.status()).toMatchObject({ differences: 3, lastAt: state()?.last?.endedAt })
    expect(new Set(test.news)).toEqual(new Set(['bindings', 'status']))
  })

  it('counts what it reads for the first time apart, for the strip too', async () => {
    await open()
    knowX(store, 1)
    api.bindings = new Map([['b-1', aBinding({ xNumber: xOf(1) })]])
    test.poller.run(store.app.id)
    await test.pass(0)
    expect(state()?.last).toMatchObject({ outcome: 'done', bindings: 1, differences: 0, firstRead: 1 })
    expect(test.poller.status().differences).toBe(0)
  })

  it('does not take for gone what only slipped from page to page', async () => {
    await open()
    knowX(store, 1)
    api.bindings = new Map([['b-1', aBinding({ xNumber: xOf(1) })]])
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
    knowX(store, 1, 2)
    api.bindings = new Map([1, 2].map((order) => [`b-${order}`, aBinding({ bindingId: `b-${order}`, xNumber: xOf(order) })]))
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
    expect(rows('SELECT subject FROM binding_readings WHERE readAt > 1000000 + 1000')).toEqual([{ subject: xOf(2) }])
  })

  it('judges no part of a binding of which the platform does not tell all', async () => {
    await open({ mode: 'AXYB' })
    knowX(store, 1)
    const ax = aBinding({ part: 'ax', bNumber: null, xNumber: xOf(1) })
    const yb = aBinding({ part: 'yb', xNumber: xOf(1) })
    const told = { bodies: ['{}'] }
    let value = [ax, yb]
    api.fetchBindingsOfX = async () => ({
      ...told,
      askedAt: time.clock(),
      answeredAt: time.clock(),
      value,
      pages: [{ body: '{}', found: value }],
      complete: value.length === 2,
    })
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
    // Of AXE nobody can tell what others made since: an id is met when it is first called.
    expect(rows('SELECT change FROM binding_history')).toEqual([{ change: 'first-read' }])
    api.bindings.clear()
    for (let run = 0; run < 2; run += 1) {
      test.poller.run(store.app.id)
      await test.pass(minuteMs)
    }
    expect(api.asked).toHaveLength(4)
    expect(rows('SELECT state FROM v_bindings')).toEqual([{ state: 'missing' }])
  })

  it('of AXE asks again for what a run could not tell, however long ago the call was', async () => {
    await open({ mode: 'AXE' })
    const call = store.writer.prepare(
      `INSERT INTO calls (appId, sessionId, mode, bindingId, phase, startedAt, lastEventAt, outcome, hasCdr)
       VALUES (?, ?, 'AXE', ?, 'ended', ?, 0, 'answered', 1)`,
    )
    for (const bindingId of ['b-1', 'b-2']) call.run(store.app.id, bindingId, bindingId, time.clock() - 10 * dayMs)
    api.failures.set('b-1', new AppError('platform-unreachable', 'no answer'))
    test.poller.run(store.app.id)
    await test.pass(minuteMs)
    expect(state()?.last).toMatchObject({ outcome: 'done', asked: 2, failures: 1 })
    api.asked = []
    api.failures.clear()
    test.poller.run(store.app.id)
    await test.pass(minuteMs)
    expect(api.asked).toEqual(['b-1'])
  })

  it('asks for what it read longest ago first', async () => {
    await open()
    knowX(store, 1, 2, 3)
    api.failures.set(xOf(1), new AppError('platform-contract', 'odd', { details: { concerns: 'request' } }))
    store.writer
      .prepare(`INSERT INTO binding_readings VALUES (?, 'x', ?, 5), (?, 'x', ?, 4)`)
      .run(store.app.id, xOf(1), store.app.id, xOf(3))
    test.poller.run(store.app.id)
    await test.pass(0)
    expect(api.asked).toEqual([xOf(2), xOf(3), xOf(1)])
  })
})

describe('wishes of our own while a run goes on', () => {
  it('are never taken for the doing of others', async () => {
    await open()
    knowX(store, 1)
    const observer = createObserver(store.writer)
    const binding = (bindingId: string) => aBinding({ bindingId, xNumber: xOf(1) })
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
