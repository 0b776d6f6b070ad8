import { describe, expect, it, onTestFinished } from 'vitest'
import { createObserver } from '../../../../electron/ingest/observe.ts'
import { insertPollRun } from '../../../../electron/store/poll-runs.ts'
import type { Mode } from '../../../../shared/domain/platform-app.ts'
import { aBinding } from '../../../builders/bindings.ts'
import { monday, numbers } from '../../../builders/pushes.ts'
import { readBack } from '../../../builders/read-back.ts'
import { openTestStore, type TestStore } from '../../../builders/test-store.ts'

/** What the platform answers, as the documented view shows it (docs/database.md). */

const { a, b, x } = numbers
const appKey = 'k-test'

function openStore(mode: Mode): TestStore {
  const store = openTestStore({ app: { mode } })
  onTestFinished(() => store.close())
  return store
}
const rows = (store: TestStore, columns: string) =>
  store.writer.prepare<[], Record<string, unknown>>(`SELECT ${columns} FROM v_bindings ORDER BY bindingId, part`).all()

describe('v_bindings', () => {
  it('has a binding that was read back, and when the platform last told that it is there', () => {
    const store = openStore('AXB')
    const found = [aBinding({ bindingId: 'b7', durationSeconds: 86_400, maxMinutes: 60, recorded: true, userData: 'order-77' })]
    readBack(store, { xNumber: x, found })
    readBack(store, { xNumber: x, found, answeredAt: monday + 60_000 })
    expect(rows(store, '*')).toEqual([
      {
        bindingId: 'b7',
        appKey,
        mode: 'AXB',
        xNumber: x,
        aNumber: a,
        bNumber: b,
        yNumber: null,
        extension: null,
        state: 'active',
        createdAt: null,
        expiresAt: null,
        source: 'poll',
        firstSeenAt: monday,
        confirmedAt: monday + 59_900,
        endedAt: null,
        callDirection: 'both',
        durationSeconds: 86_400,
        part: null,
        maxMinutes: 60,
        recorded: 1,
        userData: 'order-77',
      },
    ])
  })

  it('has one that was made from here, until when it lives, and that it was unbound', () => {
    const store = openStore('AXB')
    const { observe } = createObserver(store.writer)
    const about = { appId: 1, mode: 'AXB', askedAt: monday - 100, answeredAt: monday, body: '{}', source: 'command' } as const
    observe([{ ...about, operation: 'bind', bound: aBinding({ bindingId: 'b7', durationSeconds: 600 }) }])
    const made = { bindingId: 'b7', source: 'command', createdAt: monday, expiresAt: monday + 600_000 }
    const columns = 'bindingId, source, state, createdAt, expiresAt, endedAt'
    expect(rows(store, columns)).toEqual([{ ...made, state: 'active', endedAt: null }])
    observe([{ ...about, operation: 'unbind', bindingId: 'b7', bNumber: null, askedAt: monday + 900, answeredAt: monday + 1_000 }])
    expect(rows(store, columns)).toEqual([{ ...made, state: 'unbound', endedAt: monday + 1_000 }])
  })

  it.each([
    ['missing', 0],
    ['expired', 600],
  ])('has one the platform has no more as %s when it was made for %i s', (state, durationSeconds) => {
    const store = openStore('AXB')
    readBack(store, { xNumber: x, found: [aBinding({ bindingId: 'b7', durationSeconds })] })
    const later = monday + 3_600_000
    const runId = insertPollRun(store.writer, { appId: 1, startedAt: later })
    const about = { appId: 1, mode: 'AXB', askedAt: later, answeredAt: later + 100, body: '{}' } as const
    createObserver(store.writer).observe([
      { ...about, source: 'poll', operation: 'binding', runId, bindingId: 'b7', found: [], complete: true },
    ])
    expect(rows(store, 'bindingId, state, endedAt')).toEqual([{ bindingId: 'b7', state, endedAt: later + 100 }])
  })

  it('has the parts of AXYB apart, and the extension of AXE', () => {
    const axyb = openStore('AXYB')
    const y = '+8617100000002'
    const ax = aBinding({ bindingId: 'p', part: 'ax', bNumber: null })
    readBack(axyb, { xNumber: x, found: [ax, aBinding({ bindingId: 'p', part: 'yb', yNumber: y })] })
    expect(rows(axyb, 'bindingId, part, xNumber, aNumber, yNumber, bNumber')).toEqual([
      { bindingId: 'p', part: 'ax', xNumber: x, aNumber: a, yNumber: null, bNumber: null },
      { bindingId: 'p', part: 'yb', xNumber: x, aNumber: a, yNumber: y, bNumber: b },
    ])
    const axe = openStore('AXE')
    readBack(axe, { xNumber: x, found: [aBinding({ bindingId: 'e', bNumber: null, extension: '0123' })] })
    expect(rows(axe, 'mode, extension, part')).toEqual([{ mode: 'AXE', extension: '0123', part: null }])
  })

  it('makes known the X numbers it is about', () => {
    const store = openStore('AX')
    readBack(store, { xNumber: x, found: [aBinding({ bNumber: null })] })
    expect(store.writer.prepare('SELECT xNumber, status, statusSince FROM v_x_numbers').all()).toEqual([
      { xNumber: x, status: 'unknown', statusSince: null },
    ])
  })
})
