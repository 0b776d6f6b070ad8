import { afterAll, describe, expect, it } from 'vitest'
import { deliveryDay, lastPushes, latenessMs, problems } from '../../../../electron/projections/deliveries.ts'
import { dayMs } from '../../../../shared/domain/time.ts'
import { ProblemRow } from '../../../../shared/ipc/system.ts'
import { eventBody, feeBody, feeRecord, monday } from '../../../builders/pushes.ts'
import { tellEvents } from '../../../builders/told-calls.ts'
import { openTestStore } from '../../../builders/test-store.ts'

const now = monday + 3_600_000
const store = openTestStore()
afterAll(() => store.close())
const tell = (body: object, coming: { secret?: string; signedAt?: number } = {}) =>
  store.take(JSON.stringify(body), { receivedAt: now, ...coming })

tellEvents(store, 's', monday, 'answer')
const late = JSON.stringify(eventBody('disconnect', 's', monday + 68_000))
for (const minutes of [4, 9, 14]) store.take(late, { receivedAt: monday + minutes * 60_000 })
tell({ hello: 'world' })
tell({ eventType: 'numStatus', numInfo: [] })
tell({ appKey: 'k-test', smsEvent: { smsIdentifier: 't', notificationMode: 'Ask' } })
tell(feeBody([feeRecord('s-9', monday), {}]))
tell(feeBody(Array.from({ length: 51 }, (_, index) => feeRecord(`many-${index}`, monday))))
tell({ eventType: 'hold', statusInfo: { sessionId: 's', timestamp: '2026-03-02 02:00:00' } }, { signedAt: now - dayMs })
tell({ hello: 'again' }, { secret: 'wrong' })

describe('what came of pushes', () => {
  it('is counted since midnight', () => {
    expect(deliveryDay(store.writer, { now })).toEqual({ pushes: 14, duplicates: 2, refused: 1, quarantined: 5, unsupported: 0 })
    expect(deliveryDay(store.writer, { now: now + dayMs })).toMatchObject({ pushes: 0, duplicates: 0 })
    expect(lastPushes(store.writer)).toEqual([{ appId: 1, lastAt: now }])
  })

  it('is listed where it is a problem, of every kind, newest first; more entries than documented are none', () => {
    const rows = problems(store.writer, { limit: 10 }).map((row) => ProblemRow.parse(row))
    expect(rows.map(({ kind, verdict, reason }) => [kind, verdict, reason])).toEqual([
      ['unknown', 'refused', 'signature-wrong'],
      ['call-event', 'stale', 'created-too-old'],
      ['cdr', 'partial', 'invalid-fields'],
      ['sms', 'quarantined', 'unknown-event-type'],
      ['number-status', 'quarantined', 'invalid-fields'],
      ['unknown', 'quarantined', 'unknown-shape'],
    ])
    expect(problems(store.writer, { limit: 2 }).map(({ verdict }) => verdict)).toEqual(['refused', 'stale'])
  })

  it('is late by the median of the newest events', () => {
    // Four were 300 ms late, one far more.
    expect(latenessMs(store.writer)).toBe(300)
    const empty = openTestStore()
    expect(latenessMs(empty.writer)).toBeNull()
    empty.close()
  })
})
