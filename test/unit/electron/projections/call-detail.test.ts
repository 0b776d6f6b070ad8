import { afterAll, describe, expect, it } from 'vitest'
import { callDetail } from '../../../../electron/projections/call-detail.ts'
import { liveFeed } from '../../../../electron/projections/live-feed.ts'
import { deliveryDay, lastPushes, latenessMs, problems } from '../../../../electron/projections/deliveries.ts'
import { maskText } from '../../../../shared/domain/phone-number.ts'
import { minuteMs } from '../../../../shared/domain/time.ts'
import { CallDetail, FeedRow } from '../../../../shared/ipc/live.ts'
import { eventBody, feeBody, feeRecord, monday } from '../../../builders/pushes.ts'
import { tellCdr, tellEvents } from '../../../builders/told-calls.ts'
import { openTestStore } from '../../../builders/test-store.ts'

const now = monday + 60 * minuteMs
const store = openTestStore()
afterAll(() => store.close())

const failed = { caller: '+8613800000001', called: '+8617000000001', stateCode: 8014 }
store.take(JSON.stringify(eventBody('callin', 'failed', monday + 1_000)), { receivedAt: monday + 1_200 })
store.take(JSON.stringify(eventBody('disconnect', 'failed', monday + 1_000, failed)), { receivedAt: monday + 1_100 })
const session = '+8613800000001_+8617000000001_4_627e5c1f_1_2_1_0'
tellEvents(store, session, monday, 'disconnect')
const answer = JSON.stringify(eventBody('answer', session, monday + 8_000))
for (const late of [240_000, 540_000]) store.take(answer, { receivedAt: monday + late })
tellCdr(store, session, monday, { areaCode: '0755', userData: 'ask for 13900000002', callRelDirection: 2, recordFlag: 1 })

const idOf = (text: string) => store.writer.prepare<[string], number>('SELECT id FROM calls WHERE sessionId = ?').pluck().get(text) ?? 0
const detail = (text: string) => CallDetail.parse(callDetail(store.writer, { id: idOf(text), now }))

describe('the ladder of a call', () => {
  it('has each event and the CDR in the order of the platform’s clock, with gaps, legs and copies', () => {
    const steps = detail(session).ladder.map(({ type, leg, at, gapMs, copies }) => [type, leg, (at - monday) / 1_000, gapMs, copies])
    expect(steps).toEqual([
      ['callin', 1, 0, null, 1],
      ['callout', 2, 1, 1_000, 1],
      ['alerting', 2, 3, 2_000, 1],
      ['answer', 2, 8, 5_000, 3],
      ['disconnect', 2, 68, 60_000, 1],
      ['cdr', 0, 68, 0, 1],
    ])
  })

  it('puts the end of a call that never got to leg 2 on leg 1, after what came in the same second', () => {
    expect(detail('failed').ladder.map(({ type, leg, stateCode }) => [type, leg, stateCode])).toEqual([
      ['callin', 1, null],
      ['disconnect', 1, 8014],
    ])
  })
})

describe('the detail of a call', () => {
  it('says what is known, masked', () => {
    expect(detail(session)).toMatchObject({
      sessionId: '138****0001_170****0001_4_627e5c1f_1_2_1_0',
      caller: '138****0001',
      x: '170****0001',
      callee: '139****0002',
      phase: 'ended',
      outcome: 'answered',
      talkSeconds: 60,
      pddMs: 2_000,
      areaCode: '0755',
      releaseSide: 'callee',
      recorded: true,
      userData: 'ask for 139****0002',
      hasCdr: true,
      like: { sameX: 2, sameCaller: 2 },
    })
  })

  it('leaves out what is not known', () => {
    expect(detail('failed')).toMatchObject({
      callee: '–',
      talkSeconds: null,
      pddMs: null,
      recorded: null,
      userData: null,
      areaCode: '0755',
    })
  })

  it('is not found where there is no such call', () => {
    expect(() => callDetail(store.writer, { id: 999, now })).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})

describe('the feed', () => {
  it('has events and CDRs as they arrived, newest first, no two with one id', () => {
    const feed = liveFeed(store.writer, { limit: 50 }).map((row) => FeedRow.parse(row))
    expect(feed.map(({ type }) => type)).toEqual(['cdr', 'disconnect', 'answer', 'alerting', 'callout', 'callin', 'disconnect', 'callin'])
    expect(feed.map(({ receivedAt }) => receivedAt)).toEqual(feed.map(({ receivedAt }) => receivedAt).toSorted((a, b) => b - a))
    expect(new Set(feed.map(({ id }) => id)).size).toBe(feed.length)
    expect(maskText(JSON.stringify(feed))).toBe(JSON.stringify(feed))
  })

  it('holds no more than is asked for', () => {
    expect(liveFeed(store.writer, { limit: 3 }).map(({ type }) => type)).toEqual(['cdr', 'disconnect', 'answer'])
  })
})

describe('what came of pushes', () => {
  it('is counted since midnight', () => {
    store.take(JSON.stringify({ hello: 'world' }), { receivedAt: now })
    store.take(JSON.stringify({ eventType: 'numStatus' }), { receivedAt: now })
    store.take(JSON.stringify(feeBody([feeRecord('s-9', monday), {}])), { receivedAt: now })
    store.take(JSON.stringify({ hello: 'again' }), { receivedAt: now, secret: 'wrong' })
    expect(deliveryDay(store.writer, { now })).toEqual({ pushes: 14, duplicates: 2, refused: 1, quarantined: 2, unsupported: 1 })
    expect(deliveryDay(store.writer, { now: now + 24 * 60 * minuteMs })).toMatchObject({ pushes: 0, duplicates: 0 })
    expect(lastPushes(store.writer)).toEqual([{ appId: 1, lastAt: now }])
  })

  it('is listed where it is a problem, newest first', () => {
    expect(problems(store.writer, { limit: 3 }).map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['refused', 'signature-wrong'],
      ['partial', 'invalid-fields'],
      ['unsupported', null],
    ])
  })

  it('is late by the median of the newest events', () => {
    expect(latenessMs(store.writer)).toBe(300)
    const empty = openTestStore()
    expect(latenessMs(empty.writer)).toBeNull()
    empty.close()
  })
})
