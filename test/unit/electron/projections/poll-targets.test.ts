import { afterEach, beforeEach, expect, it } from 'vitest'
import { pollTargets, type LastRun } from '../../../../electron/projections/poll-targets.ts'
import { maxTold } from '../../../../electron/store/bindings.ts'
import { dayMs, hourMs } from '../../../../shared/domain/time.ts'
import { monday } from '../../../builders/pushes.ts'
import { openTestStore, type TestStore } from '../../../builders/test-store.ts'

let store: TestStore
beforeEach(() => {
  store = openTestStore({ app: { mode: 'AXE' } })
})
afterEach(() => store.close())

const calls = (count: number, startedAt: number) => {
  const insert = store.writer.prepare(
    `INSERT INTO calls (appId, sessionId, mode, bindingId, phase, startedAt, lastEventAt, outcome, hasCdr)
     VALUES (?, ?, 'AXE', ?, 'ended', ?, 0, 'answered', 1)`,
  )
  for (let call = 0; call < count; call += 1) insert.run(store.app.id, `s-${call}`, `b-${call}`, startedAt + call)
}
const targets = (last: LastRun | null, now = monday) =>
  pollTargets(store.writer, { appId: store.app.id, mode: 'AXE', last, now }).bindingIds
const done = { startedAt: monday, outcome: 'done', asked: 1, failures: 0 } as const

it('look back a month until a run has asked for all, and two days from then on', () => {
  calls(1, monday - 10 * dayMs)
  const later = monday + hourMs
  expect(targets(null)).toEqual(['b-0'])
  for (const last of [
    { ...done, outcome: 'failed' as const },
    { ...done, outcome: 'cancelled' as const },
    { ...done, failures: 1 },
    { ...done, startedAt: later + 1 },
  ])
    expect(targets(last, later)).toEqual(['b-0'])
  expect(targets(done, later)).toEqual([])
})

it('beyond what a run asks for are left to the next one', () => {
  store.writer.transaction(() => calls(maxTold + 5, monday - 10 * dayMs))()
  const first = targets(null)
  expect(first).toHaveLength(maxTold)
  const asked = store.writer.prepare(`INSERT INTO binding_readings (appId, kind, subject, readAt) VALUES (?, 'binding', ?, ?)`)
  store.writer.transaction(() => first.forEach((bindingId) => asked.run(store.app.id, bindingId, monday)))()
  expect(targets({ ...done, asked: first.length }, monday + hourMs)).toHaveLength(5)
})
