import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bindingHistory } from '../../../../electron/projections/binding-history.ts'
import { callDetail } from '../../../../electron/projections/call-detail.ts'
import { callList } from '../../../../electron/projections/call-list.ts'
import { liveCalls, phaseCounts } from '../../../../electron/projections/live-calls.ts'
import { liveCards } from '../../../../electron/projections/live-cards.ts'
import { liveFeed } from '../../../../electron/projections/live-feed.ts'
import { deliveryDay, problems } from '../../../../electron/projections/deliveries.ts'
import type { Reader } from '../../../../electron/store/connection.ts'
import { countRefusals, listRefusals } from '../../../../electron/store/deliveries.ts'
import { LiveFilter, type CallScope } from '../../../../shared/ipc/live.ts'
import { monday } from '../../../builders/pushes.ts'
import { tellEvents } from '../../../builders/told-calls.ts'
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

// What grows without end, by name and by the names the questions give it. Apps do not, nor do the X numbers of an account.
const growing = ['call_events', 'calls', 'c', 'cdrs', 'deliveries', 'd', 'sms', 'number_statuses', 'bindings', 'b', 'binding_history']
const scans = (ask: (reader: Reader) => unknown) => plansOf(ask).filter((plan) => new RegExp(`^SCAN (${growing.join('|')})\\b`).test(plan))

const list = (scope: CallScope) => (reader: Reader) => callList(reader, { scope, after: '[1,1]', limit: 100, now: 0 })
const history =
  (asked: { appId: number | null; elsewhere: boolean }) =>
  (reader: Reader): unknown =>
    bindingHistory(reader, { ...asked, before: null, limit: 50 })

describe('plans of what is read again and again', () => {
  it.each([
    ['live calls', (reader: Reader) => liveCalls(reader, { filter: LiveFilter.parse({}), offset: 0, limit: 60, now: 0 })],
    [
      'overdue calls',
      (reader: Reader) => liveCalls(reader, { filter: LiveFilter.parse({ phases: ['overdue'] }), offset: 0, limit: 60, now: 0 }),
    ],
    [
      'live calls searched for',
      (reader: Reader) =>
        liveCalls(reader, { filter: LiveFilter.parse({ xId: 1, digits: '0755', mode: 'AXYB' }), offset: 0, limit: 60, now: 0 }),
    ],
    ['calls of a day', list({ kind: 'started', from: 0, to: 1, outcome: null })],
    ['calls like one', list({ kind: 'like', callId: 1, by: 'x' })],
    [
      'ladders of calls',
      (reader: Reader) => {
        tellEvents(store, 's', monday, 'disconnect')
        callDetail(reader, { id: 1, now: 0 })
      },
    ],
    ['histories of bindings', history({ appId: null, elsewhere: false })],
    ['those of an app', history({ appId: 1, elsewhere: false })],
    ['calls per phase', (reader: Reader) => phaseCounts(reader, 0)],
    ['kept refusals', (reader: Reader) => [countRefusals(reader, 1), listRefusals(reader, 1, 0, 10)]],
    ['problems', (reader: Reader) => problems(reader, { limit: 50 })],
    ['pushes of the day', (reader: Reader) => deliveryDay(reader, { now: 0 })],
  ])('%s come from an index', (_, ask) => {
    expect(plansOf(ask).length).toBeGreaterThan(0)
    expect(scans(ask)).toEqual([])
  })

  it.each([null, 1])('what others did to bindings comes from an index that holds nothing else (app %s)', (appId) => {
    expect(plansOf(history({ appId, elsewhere: true })).filter((plan) => plan.startsWith('SEARCH binding_history'))).toEqual([
      expect.stringContaining(`binding_history_elsewhere${appId === null ? ' ' : '_by_app '}`),
    ])
  })

  it('texts of a day are counted in an index', () => {
    expect(plansOf((reader) => liveCards(reader, { now: 0 })).filter((plan) => / sms\b/.test(plan))).toEqual([
      expect.stringMatching(/^SEARCH sms USING COVERING INDEX sms_by_time/),
    ])
  })

  it('the feed walks each table from its end no further than asked, and sorts only what it found', () => {
    const plans = plansOf((reader) => liveFeed(reader, { limit: 50 }))
    const tables = ['call_events', 'cdrs', 'sms', 'number_statuses']
    // A scan in the order of the ids that stops at the limit: there is no sorting before the last step.
    expect(plans.filter((plan) => tables.includes(plan.replace('SCAN ', '')))).toEqual(tables.map((table) => `SCAN ${table}`))
    expect(plans.filter((plan) => plan.includes('TEMP B-TREE'))).toEqual([plans.at(-1)])
    expect(plans.filter((plan) => /^SCAN (c|calls|bindings)\b/.test(plan))).toEqual([])
  })
})
