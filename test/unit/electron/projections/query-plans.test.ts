import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { liveCalls, phaseCounts } from '../../../../electron/projections/live-calls.ts'
import { deliveryDay, problems } from '../../../../electron/projections/deliveries.ts'
import type { Reader } from '../../../../electron/store/connection.ts'
import { countRefusals, listRefusals } from '../../../../electron/store/deliveries.ts'
import { LiveFilter } from '../../../../shared/ipc/live.ts'
import { openTestStore, type TestStore } from '../../../builders/test-store.ts'

/** What is read while somebody watches must not grow with what has been kept: no plan may scan a table of the past. */

let store: TestStore
beforeEach(() => {
  store = openTestStore()
})
afterEach(() => store.close())

function plansOf(ask: (reader: Reader) => unknown): string[] {
  const plans: string[] = []
  const reader: Reader = {
    close: () => store.writer,
    pragma: store.writer.pragma.bind(store.writer),
    prepare: ((sql: string) => {
      const statement = store.writer.prepare(sql)
      const explain = (...params: unknown[]) =>
        plans.push(
          ...store.writer
            .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
            .all(...params)
            .map(({ detail }) => detail),
        )
      const { all, get } = statement
      statement.all = (...params: unknown[]) => (explain(...params), all.apply(statement, params))
      statement.get = (...params: unknown[]) => (explain(...params), get.apply(statement, params))
      return statement
    }) as Reader['prepare'],
  }
  ask(reader)
  return plans
}

const scans = (ask: (reader: Reader) => unknown) =>
  plansOf(ask).filter((plan) => /^SCAN (c|d|calls|deliveries|call_events|cdrs)$/.test(plan))

describe('plans of what is read again and again', () => {
  it.each([
    ['live calls', (reader: Reader) => liveCalls(reader, { filter: LiveFilter.parse({}), offset: 0, limit: 60, now: 0 })],
    [
      'overdue calls',
      (reader: Reader) => liveCalls(reader, { filter: LiveFilter.parse({ phases: ['overdue'] }), offset: 0, limit: 60, now: 0 }),
    ],
    ['calls per phase', (reader: Reader) => phaseCounts(reader, 0)],
    ['kept refusals', (reader: Reader) => [countRefusals(reader, 1), listRefusals(reader, 1, 0, 10)]],
    ['problems', (reader: Reader) => problems(reader, { limit: 50 })],
    ['pushes of the day', (reader: Reader) => deliveryDay(reader, { now: 0 })],
  ])('%s come from an index', (_, ask) => {
    expect(plansOf(ask).length).toBeGreaterThan(0)
    expect(scans(ask)).toEqual([])
  })
})
