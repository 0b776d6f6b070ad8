import { createObserver, type Observed } from '../../electron/ingest/observe.ts'
import { insertPollRun } from '../../electron/store/poll-runs.ts'
import type { Binding } from '../../shared/domain/binding.ts'
import { monday } from './pushes.ts'
import type { TestStore } from './test-store.ts'

/** Takes in what a poll of the store's app found on an X, asked 100 ms before it was answered. */
export function readBack(
  { writer, app }: Pick<TestStore, 'writer' | 'app'>,
  { xNumber, found, answeredAt = monday }: { xNumber: string; found: readonly Binding[]; answeredAt?: number },
): Observed {
  const askedAt = answeredAt - 100
  const runId = insertPollRun(writer, { appId: app.id, startedAt: askedAt })
  const about = { appId: app.id, mode: app.mode, askedAt, answeredAt, body: '{}' }
  return createObserver(writer).observe([
    { ...about, source: 'poll', operation: 'bindings-of-x', runId, xNumber, found: [...found] },
    { source: 'poll', operation: 'x-read', appId: app.id, xNumber, askedAt },
  ])
}
