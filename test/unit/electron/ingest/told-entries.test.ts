import { afterEach, beforeEach, expect, it } from 'vitest'
import { createObserver } from '../../../../electron/ingest/observe.ts'
import { insertPollRun } from '../../../../electron/store/poll-runs.ts'
import type { Binding } from '../../../../shared/domain/binding.ts'
import { hourMs } from '../../../../shared/domain/time.ts'
import { aBinding } from '../../../builders/bindings.ts'
import { openTestStore, type TestStore } from '../../../builders/test-store.ts'

const xNumber = '+8617000000001'
let store: TestStore
beforeEach(() => {
  store = openTestStore()
})
afterEach(() => store.close())

const take = (found: Binding[], askedAt: number, body: string) => {
  const runId = insertPollRun(store.writer, { appId: store.app.id, startedAt: askedAt })
  const about = { source: 'poll', appId: store.app.id, mode: 'AXB', runId, askedAt } as const
  createObserver(store.writer).observe([
    { ...about, operation: 'bindings-of-x', xNumber, found, body, answeredAt: askedAt + 10 },
    { ...about, operation: 'x-read', xNumber },
  ])
}
const records = () => store.writer.prepare<[], string>('SELECT body FROM source_records ORDER BY id').pluck().all()
const lines = () =>
  store.writer
    .prepare('SELECT h.change, r.body FROM binding_history h JOIN source_records r ON r.id = h.recordId ORDER BY h.id')
    .raw()
    .all()

it('are what is kept of a page, of those that changed something', () => {
  const entryOf = ({ bindingId, userData }: Binding) => ({ id: bindingId, x: xNumber, userData, unknown: [1] })
  const page = (found: Binding[], askedAt: number) =>
    take(found, askedAt, JSON.stringify({ code: '0', list: found.map(entryOf), none: null }, null, 1))
  const [one, two] = [aBinding(), aBinding({ bindingId: 'b-2', bNumber: '+8613900000003' })]
  const later = { ...two, userData: 'later' }
  page([one, two], hourMs)
  page([one, later], 2 * hourMs)
  page([one, later], 3 * hourMs)
  expect(lines()).toEqual([
    ['first-read', JSON.stringify(entryOf(one))],
    ['first-read', JSON.stringify(entryOf(two))],
    ['changed-elsewhere', JSON.stringify(entryOf(later))],
  ])
  expect(records()).toHaveLength(3)
})

it('of AXYB are all of a binding, kept once for all its parts', () => {
  const entries = ['+8613900000002', '+8613900000003'].map((b) => ({ id: 'b-1', b }))
  const found = [aBinding({ part: 'ax', bNumber: null }), aBinding({ part: 'yb' })]
  take(found, hourMs, JSON.stringify({ list: [...entries, { id: 'b-2' }] }))
  expect(records()).toEqual([entries.map((entry) => JSON.stringify(entry)).join('\n')])
  expect(lines()).toHaveLength(2)
})

it('that cannot be told apart are kept as the whole page, once', () => {
  for (const [order, body] of ['no JSON', '[]', '{"list":[{"id":"other"}]}'].entries()) {
    const ids = [`b-${order}-1`, `b-${order}-2`]
    const found = ids.map((bindingId) => aBinding({ bindingId }))
    take(found, (order + 1) * hourMs, body)
    expect(records()).toHaveLength(order + 1)
    expect(records().at(-1)).toBe(body)
  }
})
