import { describe, expect, it } from 'vitest'
import { endPollRun, listLastPollRuns } from '../../../../electron/store/poll-runs.ts'
import { listStandingOfX, listXNumbersToRead } from '../../../../electron/store/bindings.ts'
import type { Binding } from '../../../../shared/domain/binding.ts'
import { hourMs, minuteMs } from '../../../../shared/domain/time.ts'
import { aBinding } from '../../../builders/bindings.ts'
import { observedX, one, page, xRead } from '../../../builders/observations.ts'
import { nothingObserved, testObserver } from '../../../builders/test-observer.ts'

const on = testObserver()
const { rows, states, history } = on

describe('what is read back', () => {
  it('is known from then on, with the page it stands on, its X and a line in its history', () => {
    const observed = on.observer.observe([page([aBinding(), aBinding({ bindingId: 'b-2', bNumber: '+8613900000003' })], hourMs)])
    expect(observed).toEqual({ changes: 0, firstRead: 2, xNumbers: 1 })
    expect(states()).toEqual(['b-1', 'b-2'].map((bindingId) => ({ bindingId, state: 'active', source: 'poll' })))
    expect(history()).toEqual(
      ['b-1', 'b-2'].map((bindingId) => ({ bindingId, change: 'first-read', source: 'poll', body: `page of ${hourMs}` })),
    )
    expect(rows('SELECT source, operation, at FROM source_records')).toEqual([
      { source: 'poll', operation: 'bindings-of-x', at: hourMs + 10 },
    ])
    expect(listXNumbersToRead(on.store.writer, on.store.app.id)).toEqual([observedX])
  })

  it('was made elsewhere only where its X was read to the end without it', () => {
    const [one, two, three] = ['b-1', 'b-2', 'b-3'].map((bindingId) => aBinding({ bindingId }))
    const told = (...found: (Binding | undefined)[]) => found.flatMap((binding) => binding ?? [])
    on.observer.observe([page(told(one), hourMs)])
    // What was cut off has not been read to the end.
    expect(on.observer.observe([page(told(one, two), 2 * hourMs), xRead(2 * hourMs)])).toMatchObject({ changes: 0, firstRead: 1 })
    expect(on.observer.observe([page(told(one, two, three), 3 * hourMs)])).toMatchObject({ changes: 1, firstRead: 0 })
    expect(history().map(({ change: what }) => what)).toEqual(['first-read', 'first-read', 'found'])
    expect(rows('SELECT differences, firstRead FROM poll_runs')).toEqual([{ differences: 1, firstRead: 2 }])
  })

  it('and was asked for by its id is judged by when the X that it is told with was read', () => {
    expect(on.observer.observe([one('b-1', [aBinding()], hourMs)])).toMatchObject({ changes: 0, firstRead: 1 })
    on.observer.observe([xRead(2 * hourMs)])
    expect(on.observer.observe([one('b-2', [aBinding({ bindingId: 'b-2' })], 3 * hourMs)])).toMatchObject({ changes: 1, firstRead: 0 })
  })

  it('changes nothing when it comes again', () => {
    on.observer.observe([page([aBinding()], hourMs), xRead(hourMs)])
    const changes = () => on.store.writer.prepare('SELECT total_changes()').pluck().get()
    const before = changes()
    expect(on.observer.observe([page([aBinding()], 2 * hourMs)])).toEqual(nothingObserved)
    expect(changes()).toBe(before)
    on.observer.observe([xRead(2 * hourMs)])
    expect(rows('SELECT confirmedAt FROM v_bindings')).toEqual([{ confirmedAt: 2 * hourMs }])
  })

  it('tells which settings were changed elsewhere', () => {
    on.observer.observe([page([aBinding()], hourMs)])
    on.observer.observe([page([aBinding({ maxMinutes: 30, recorded: true })], 2 * hourMs)])
    expect(history().slice(1)).toEqual([
      {
        bindingId: 'b-1',
        change: 'changed-elsewhere',
        source: 'poll',
        body: `page of ${2 * hourMs}`,
        fields: { maxMinutes: [0, 30], recorded: [false, true] },
      },
    ])
    expect(rows('SELECT maxMinutes, recorded FROM v_bindings')).toEqual([{ maxMinutes: 30, recorded: 1 }])
  })

  it('is gone only when it was asked for by itself: a page says nothing of what stands on others', () => {
    on.observer.observe([page([aBinding()], hourMs)])
    expect(on.observer.observe([page([], 2 * hourMs)])).toEqual(nothingObserved)
    expect(listStandingOfX(on.store.writer, on.store.app.id, observedX)).toMatchObject([{ bindingId: 'b-1' }])
    expect(on.observer.observe([one('b-1', [], 2 * hourMs)])).toEqual({ ...nothingObserved, changes: 1 })
    expect(states()).toEqual([{ bindingId: 'b-1', state: 'missing', source: 'poll' }])
    expect(history().at(-1)).toMatchObject({ change: 'removed-elsewhere', body: `one of ${2 * hourMs}` })
    expect(listStandingOfX(on.store.writer, on.store.app.id, observedX)).toEqual([])
    expect(on.observer.observe([one('b-1', [], 3 * hourMs)])).toEqual(nothingObserved)
  })

  it('has expired when its time must be over, by when its X was read without it', () => {
    on.observer.observe([xRead(0)])
    on.observer.observe([page([aBinding({ durationSeconds: 3_600 })], minuteMs)])
    on.observer.observe([xRead(minuteMs)])
    on.observer.observe([one('b-1', [], hourMs + 2 * minuteMs)])
    expect(states()).toEqual([{ bindingId: 'b-1', state: 'expired', source: 'poll' }])
  })

  it('comes back', () => {
    on.observer.observe([page([aBinding()], hourMs), one('b-1', [], 2 * hourMs)])
    on.observer.observe([page([aBinding()], 3 * hourMs)])
    expect(states()).toEqual([{ bindingId: 'b-1', state: 'active', source: 'poll' }])
    expect(history().map(({ change: what }) => what)).toEqual(['first-read', 'removed-elsewhere', 'back'])
  })

  it('of AXYB is judged part by part', () => {
    const ax = aBinding({ part: 'ax', bNumber: null })
    const yb = (bNumber: string) => aBinding({ part: 'yb', bNumber, yNumber: '+8617000000009' })
    on.observer.observe([one('b-1', [ax, yb('+8613900000003'), yb('+8613900000004')], hourMs)])
    on.observer.observe([one('b-1', [ax, yb('+8613900000004')], 2 * hourMs)])
    expect(rows('SELECT part, bNumber, state FROM v_bindings ORDER BY part, bNumber')).toEqual([
      { part: 'ax', bNumber: null, state: 'active' },
      { part: 'yb', bNumber: '+8613900000003', state: 'missing' },
      { part: 'yb', bNumber: '+8613900000004', state: 'active' },
    ])
  })

  it('and was never known leaves only a note that it was asked for', () => {
    expect(on.observer.observe([one('b-9', [], hourMs)])).toEqual(nothingObserved)
    expect(rows('SELECT kind, subject, readAt FROM binding_readings')).toEqual([{ kind: 'binding', subject: 'b-9', readAt: hourMs }])
    expect(states()).toEqual([])
  })

  it('counts for its run as it is applied, all of one call or nothing', () => {
    const broken = { ...aBinding({ bindingId: 'b-2' }), mode: undefined, more: Symbol('no text') }
    expect(() => on.observer.observe([page([aBinding()], hourMs), page([broken as never], hourMs)])).toThrow()
    expect(states()).toEqual([])
    on.observer.observe([page([aBinding()], hourMs)])
    endPollRun(on.store.writer, {
      runId: 1,
      endedAt: 9,
      outcome: 'failed',
      asked: 3,
      bindings: 1,
      failures: 1,
      error: { code: 'storage', message: 'm' },
    })
    expect(listLastPollRuns(on.store.writer)).toEqual([
      {
        appId: on.store.app.id,
        run: {
          startedAt: 0,
          endedAt: 9,
          outcome: 'failed',
          asked: 3,
          bindings: 1,
          differences: 0,
          firstRead: 1,
          failures: 1,
          error: { code: 'storage', message: 'm' },
        },
      },
    ])
  })

  it('puts an X that another app had with the app that the platform lists it for', () => {
    on.store.writer.prepare('INSERT INTO x_numbers (number, appId, evidenceAt) VALUES (?, 7, 0)').run(observedX)
    expect(on.observer.observe([page([aBinding()], 40 * hourMs)])).toEqual({ changes: 0, firstRead: 1, xNumbers: 1 })
    expect(rows('SELECT number, appId FROM x_numbers')).toEqual([{ number: observedX, appId: on.store.app.id }])
  })
})
