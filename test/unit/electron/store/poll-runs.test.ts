import { expect, it } from 'vitest'
import { closeOpenPollRuns, endPollRun, insertPollRun, listLastPollRuns, maxPollRuns } from '../../../../electron/store/poll-runs.ts'
import { migratedTo } from '../../../builders/migrated-to.ts'

it('keeps the newest runs of each app', () => {
  const writer = migratedTo(70)
  insertPollRun(writer, { appId: 2, startedAt: 1 })
  for (let startedAt = 1; startedAt <= maxPollRuns + 3; startedAt += 1) insertPollRun(writer, { appId: 1, startedAt })
  const kept = writer.prepare('SELECT appId, count(*) AS runs, min(startedAt) AS oldest FROM poll_runs GROUP BY appId').all()
  expect(kept).toEqual([
    { appId: 1, runs: maxPollRuns, oldest: 4 },
    { appId: 2, runs: 1, oldest: 1 },
  ])
})

it('closes runs that were left open, and only those', () => {
  const writer = migratedTo(70)
  const over = insertPollRun(writer, { appId: 1, startedAt: 1 })
  endPollRun(writer, { runId: over, endedAt: 2, outcome: 'done', asked: 1, bindings: 1, failures: 0, error: null })
  insertPollRun(writer, { appId: 2, startedAt: 3 })
  closeOpenPollRuns(writer, 9)
  const lasts = listLastPollRuns(writer).map(({ appId, run }) => ({ appId, endedAt: run.endedAt, outcome: run.outcome }))
  expect(lasts).toEqual([
    { appId: 1, endedAt: 2, outcome: 'done' },
    { appId: 2, endedAt: 9, outcome: 'cancelled' },
  ])
})
