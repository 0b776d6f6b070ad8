import { afterEach, beforeEach } from 'vitest'
import { createObserver } from '../../electron/ingest/observe.ts'
import { insertPollRun } from '../../electron/store/poll-runs.ts'
import { openTestStore, type TestStore } from './test-store.ts'

/** An observer on a store of its own for each test, with a run of the poller begun, and what the tables tell. */
export function testObserver() {
  let store: TestStore
  let observer: ReturnType<typeof createObserver>
  beforeEach(() => {
    store = openTestStore()
    observer = createObserver(store.writer)
    insertPollRun(store.writer, { appId: store.app.id, startedAt: 0 })
  })
  afterEach(() => store.close())

  const rows = (sql: string) => store.writer.prepare<[], Record<string, unknown>>(sql).all()
  return {
    get store() {
      return store
    },
    get observer() {
      return observer
    },
    rows,
    states: () => rows('SELECT bindingId, state, source FROM v_bindings ORDER BY bindingId'),
    history: () =>
      rows(`SELECT b.bindingId, h.change, h.source, r.body, h.detail FROM binding_history h JOIN bindings b ON b.id = h.bindingRow
             LEFT JOIN source_records r ON r.id = h.recordId ORDER BY h.id`).map(({ detail, ...line }): Record<string, unknown> =>
        detail === null ? line : { ...line, fields: JSON.parse(String(detail)) },
      ),
  }
}

export const nothingObserved = { changes: 0, firstRead: 0, xNumbers: 0 }
