import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '../../../../shared/domain/time.ts'
import { aBinding } from '../../../builders/bindings.ts'
import { bind, change, one, page, unbind } from '../../../builders/observations.ts'
import { nothingObserved, testObserver } from '../../../builders/test-observer.ts'

const on = testObserver()
const { rows, states, history } = on

describe('our own wishes', () => {
  const bound = aBinding({ durationSeconds: 3_600, userData: null, callDirection: null })

  it('are known to the moment', () => {
    expect(on.observer.observe([bind(bound, hourMs)])).toEqual({ changes: 1, firstRead: 0, xNumbers: 1 })
    expect(rows('SELECT state, source, createdAt, expiresAt FROM v_bindings')).toEqual([
      { state: 'active', source: 'command', createdAt: hourMs + 10, expiresAt: 2 * hourMs + 10 },
    ])
    on.observer.observe([change(30, 1.5 * hourMs)])
    on.observer.observe([unbind(1.6 * hourMs)])
    expect(history()).toEqual([
      { bindingId: 'b-1', change: 'bound', source: 'command', body: 'bound' },
      { bindingId: 'b-1', change: 'changed', source: 'command', body: 'changed', fields: { maxMinutes: [0, 30] } },
      { bindingId: 'b-1', change: 'unbound', source: 'command', body: 'unbound' },
    ])
    expect(states()).toEqual([{ bindingId: 'b-1', state: 'unbound', source: 'command' }])
  })

  it('are no differences when they are read back', () => {
    on.observer.observe([bind(bound, hourMs)])
    expect(
      on.observer.observe([page([aBinding({ durationSeconds: 3_600, userData: 'u', more: '{"sms":true}' })], hourMs + minuteMs)]),
    ).toMatchObject({
      changes: 0,
    })
    on.observer.observe([change(30, hourMs + 2 * minuteMs)])
    expect(
      on.observer.observe([
        page([aBinding({ durationSeconds: 3_600, userData: 'u', more: '{"sms":true}', maxMinutes: 30 })], hourMs + 3 * minuteMs),
      ]),
    ).toMatchObject({ changes: 0 })
    on.observer.observe([unbind(hourMs + 4 * minuteMs)])
    expect(on.observer.observe([one('b-1', [], hourMs + 5 * minuteMs)])).toMatchObject({ changes: 0 })
  })

  it('outrank an answer that was asked for before they came out', () => {
    on.observer.observe([page([aBinding()], hourMs), unbind(2 * hourMs)])
    expect(on.observer.observe([page([aBinding()], 2 * hourMs + 5)])).toMatchObject({ changes: 0 })
    expect(states()).toMatchObject([{ state: 'unbound' }])
  })

  it('claim what was read back of them before their answer was there', () => {
    on.observer.observe([page([aBinding({ durationSeconds: 3_600, userData: 'u' })], hourMs + 5)])
    expect(history()).toMatchObject([{ change: 'first-read' }])
    on.observer.observe([bind(bound, hourMs)])
    expect(history()).toEqual([{ bindingId: 'b-1', change: 'bound', source: 'command', body: 'bound' }])
    expect(rows('SELECT source, createdAt, userData FROM v_bindings')).toEqual([
      { source: 'command', createdAt: hourMs + 10, userData: 'u' },
    ])

    on.observer.observe([page([aBinding({ durationSeconds: 3_600, userData: 'v', maxMinutes: 30 })], 1.5 * hourMs + 5)])
    on.observer.observe([change(30, 1.5 * hourMs)])
    expect(history().slice(1)).toEqual([
      {
        bindingId: 'b-1',
        change: 'changed-elsewhere',
        source: 'poll',
        body: `page of ${1.5 * hourMs + 5}`,
        fields: { userData: ['u', 'v'] },
      },
      { bindingId: 'b-1', change: 'changed', source: 'command', body: 'changed', fields: { maxMinutes: [0, 30] } },
    ])

    on.observer.observe([one('b-1', [], 1.6 * hourMs + 5)])
    on.observer.observe([unbind(1.6 * hourMs)])
    expect(history().slice(3)).toEqual([{ bindingId: 'b-1', change: 'unbound', source: 'command', body: 'unbound' }])
    expect(states()).toEqual([{ bindingId: 'b-1', state: 'unbound', source: 'command' }])
  })

  it('leave alone what was found before they were made', () => {
    on.observer.observe([page([aBinding()], hourMs)])
    on.observer.observe([page([aBinding({ maxMinutes: 30 })], 2 * hourMs)])
    on.observer.observe([change(60, 3 * hourMs)])
    expect(history().map(({ change: what }) => what)).toEqual(['first-read', 'changed-elsewhere', 'changed'])
  })

  it('of AXYB end one YB part or all of it', () => {
    const ax = aBinding({ part: 'ax', bNumber: null })
    const yb = (bNumber: string) => aBinding({ part: 'yb', bNumber })
    on.observer.observe([bind(ax, 0), bind(yb('+8613900000003'), 1), bind(yb('+8613900000004'), 2)])
    expect(on.observer.observe([unbind(hourMs, '+8613900000003')]).changes).toBe(1)
    expect(on.observer.observe([unbind(2 * hourMs)]).changes).toBe(2)
    expect(on.observer.observe([unbind(3 * hourMs)]).changes).toBe(0)
  })

  it('about a binding that nobody knows wait for the next reading', () => {
    expect(on.observer.observe([change(30, hourMs), unbind(hourMs)])).toEqual(nothingObserved)
    expect(rows('SELECT 1 FROM source_records')).toEqual([])
  })

  it('of AXYB to bind the same B again make a binding anew, also after a clock was set back', () => {
    const yb = (yNumber: string) => aBinding({ part: 'yb', yNumber })
    const [first, second, third] = ['+8617000000008', '+8617000000009', '+8617000000010'] as const
    on.observer.observe([bind(yb(first), 2 * hourMs), unbind(3 * hourMs)])
    expect(on.observer.observe([bind(yb(second), 4 * hourMs)])).toMatchObject({ changes: 1 })
    expect(rows('SELECT yNumber, state, createdAt FROM v_bindings')).toEqual([
      { yNumber: second, state: 'active', createdAt: 4 * hourMs + 10 },
    ])
    expect(on.observer.observe([unbind(5 * hourMs), bind(yb(third), hourMs)])).toMatchObject({ changes: 2 })
    expect(rows('SELECT yNumber, state FROM v_bindings')).toEqual([{ yNumber: third, state: 'active' }])
    expect(history().map(({ change: what }) => what)).toEqual(['bound', 'unbound', 'bound', 'unbound', 'bound'])
  })

  it('claim that something is back, too', () => {
    on.observer.observe([bind(bound, hourMs), unbind(2 * hourMs)])
    on.observer.observe([page([aBinding({ userData: 'u' })], 3 * hourMs + 5), bind(bound, 3 * hourMs)])
    expect(history().map(({ change: what, source }) => [what, source])).toEqual(
      ['bound', 'unbound', 'bound'].map((what) => [what, 'command']),
    )
    expect(rows('SELECT userData FROM v_bindings')).toEqual([{ userData: 'u' }])
  })

  it('are not taken in twice', () => {
    on.observer.observe([bind(bound, hourMs)])
    expect(on.observer.observe([bind(bound, hourMs)])).toEqual(nothingObserved)
    on.observer.observe([unbind(2 * hourMs)])
    expect(on.observer.observe([bind(bound, hourMs)])).toEqual(nothingObserved)
  })
})
