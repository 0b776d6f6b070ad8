import { afterEach, describe, expect, it } from 'vitest'
import { createIngest } from '../../../../electron/ingest/ingest.ts'
import { isStorageFailure } from '../../../../electron/store/connection.ts'
import { maxCreatedAgeMs } from '../../../../shared/domain/delivery.ts'
import { eventBody, feeBody, feeRecord, monday, numbers, smsBody } from '../../../builders/pushes.ts'
import { factsIn, openTestStore, type TestStore } from '../../../builders/test-store.ts'

let store: TestStore
afterEach(() => store.close())

const callin = (session: string, info: Readonly<Record<string, unknown>> = {}) => JSON.stringify(eventBody('callin', session, monday, info))
const now = { receivedAt: monday + 300 }
const rows = (sql: string) => store.writer.prepare<[], Record<string, unknown>>(sql).all()
const value = (sql: string) => store.writer.prepare<[], unknown>(sql).pluck().get()
const sessions = () => rows('SELECT sessionId FROM v_calls ORDER BY sessionId').map((row) => row['sessionId'])

/** A database that cannot take what belongs to one call: as a bug of ours or a broken index would make it. */
function refuse(session: string, table: 'calls' | 'cdrs') {
  const found = table === 'calls' ? `NEW.sessionId = '${session}'` : `NEW.icid = 'icid-${session}'`
  store.writer.exec(`CREATE TRIGGER refusal BEFORE INSERT ON ${table} WHEN ${found} BEGIN SELECT RAISE(ABORT, 'refused'); END`)
}

describe('a delivery that cannot be applied', () => {
  it('is quarantined alone, with the reason; its neighbours are taken in', () => {
    store = openTestStore()
    refuse('s-3', 'calls')
    const group = ['s-1', 's-2', 's-3', 's-4', 's-5'].map((session) => store.judge(callin(session), now))
    const ingested = store.ingest.group(group)
    expect(ingested.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted', 'quarantined', 'accepted', 'accepted'])
    expect(ingested[2]).toMatchObject({ reason: 'apply-failed', changed: [] })
    expect(sessions()).toEqual(['s-1', 's-2', 's-4', 's-5'])
    expect(rows(`SELECT verdict, reason, copies FROM v_deliveries WHERE verdict <> 'accepted'`)).toEqual([
      { verdict: 'quarantined', reason: 'apply-failed', copies: 1 },
    ])
    expect(rows('SELECT position, reason, detail FROM quarantined_records')).toEqual([
      { position: 0, reason: 'apply-failed', detail: 'SqliteError' },
    ])
  })

  it('leaves nothing of itself behind: a list of CDRs is undone whole', () => {
    store = openTestStore()
    refuse('s-2', 'cdrs')
    const list = JSON.stringify(feeBody(['s-1', 's-2', 's-3'].map((session) => feeRecord(session, monday))))
    expect(store.take(list, now)).toMatchObject({ verdict: 'quarantined', reason: 'apply-failed' })
    expect(factsIn(store.writer)).toEqual({ calls: [], details: [], events: [], cdrs: [], sms: [], xNumbers: [] })
  })

  it('does not spoil what is remembered of a call it shares with its neighbours', () => {
    store = openTestStore()
    refuse('s-1', 'cdrs')
    const texts = [
      callin('s-1'),
      JSON.stringify(feeBody([feeRecord('s-1', monday)])),
      JSON.stringify(eventBody('answer', 's-1', monday + 8_000)),
    ]
    const ingested = store.ingest.group(texts.map((text) => store.judge(text, now)))
    expect(ingested.map(({ verdict }) => verdict)).toEqual(['accepted', 'quarantined', 'accepted'])
    store.take(JSON.stringify(eventBody('disconnect', 's-1', monday + 9_000, { stateCode: 0 })), now)
    expect(rows('SELECT phase, answeredAt, outcome FROM v_calls')).toEqual([
      { phase: 'ended', answeredAt: monday + 8_000, outcome: 'answered' },
    ])
  })
})

describe('a database that cannot be written', () => {
  it.each([
    ['is full', 'max_page_count = 1', 'max_page_count = 1073741823'],
    ['takes no writes', 'query_only = 1', 'query_only = 0'],
  ])('that %s stores nothing of the group, and everything once it can again', (_, breaks, mends) => {
    store = openTestStore()
    store.take(callin('s-0'), now)
    const before = factsIn(store.writer)
    const long = 'x'.repeat(200_000)
    const group = ['s-1', 's-2', 's-3'].map((session) => store.judge(callin(session, { userData: long }), now))
    store.writer.pragma(breaks)
    let thrown: unknown = null
    try {
      store.ingest.group(group)
    } catch (failure) {
      thrown = failure
    }
    expect(isStorageFailure(thrown)).toBe(true)
    store.writer.pragma(mends)
    expect(factsIn(store.writer)).toEqual(before)
    expect(value('SELECT count(*) FROM deliveries')).toBe(1)
    expect(store.ingest.group(group).map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted', 'accepted'])
    expect(sessions()).toEqual(['s-0', 's-1', 's-2', 's-3'])
  })
})

describe('a group', () => {
  it('holds no more deliveries than the limit', () => {
    store = openTestStore({ limits: { deliveries: 2, ms: 1_000 } })
    const waiting = ['s-1', 's-2', 's-3'].map((session) => store.judge(callin(session), now))
    expect(store.ingest.group(waiting)).toHaveLength(2)
    expect(sessions()).toEqual(['s-1', 's-2'])
    expect(store.ingest.group(waiting.slice(2))).toHaveLength(1)
  })

  it('ends when its time is over, but always takes one', () => {
    store = openTestStore()
    let ms = 0
    const ingest = createIngest(store.writer, () => (ms += 5), { deliveries: 512, ms: 8 })
    const waiting = ['s-1', 's-2', 's-3', 's-4'].map((session) => store.judge(callin(session), now))
    expect(ingest.group(waiting)).toHaveLength(2)
    const hurried = createIngest(store.writer, () => (ms += 1_000), { deliveries: 512, ms: 8 })
    expect(hurried.group(waiting.slice(2))).toHaveLength(1)
  })
})

describe('verdicts', () => {
  it('counts doubles and lets them change nothing', () => {
    store = openTestStore()
    expect(store.take(callin('s-1'), now)).toMatchObject({ verdict: 'accepted', changed: ['numbers', 'calls'] })
    expect(store.take(callin('s-1'), { receivedAt: monday + 60_000 })).toMatchObject({ verdict: 'duplicate', changed: [] })
    expect(store.take(callin('s-1'), { receivedAt: monday + 240_000 })).toMatchObject({ verdict: 'duplicate', changed: [] })
    expect(rows('SELECT verdict, copies, receivedAt FROM v_deliveries')).toEqual([
      { verdict: 'accepted', copies: 3, receivedAt: now.receivedAt },
    ])
  })

  it('calls the same facts in another body a duplicate', () => {
    store = openTestStore()
    const record = feeRecord('s-1', monday)
    store.take(JSON.stringify(feeBody([record])), now)
    expect(store.take(JSON.stringify({ ...feeBody([record]), novelty: 1 }), now).verdict).toBe('duplicate')
    expect(store.take(JSON.stringify(feeBody([record, feeRecord('s-2', monday)])), now).verdict).toBe('accepted')
    expect(sessions()).toEqual(['s-1', 's-2'])
  })

  it('takes the good records of a list and names the bad one', () => {
    store = openTestStore()
    const bad = { ...feeRecord('s-2', monday), ulFailReason: 'soon' }
    const foreign = feeRecord('s-3', monday, { appKey: 'k-other' })
    const list = [feeRecord('s-1', monday), bad, foreign, feeRecord('s-4', monday)]
    expect(store.take(JSON.stringify(feeBody(list)), now)).toMatchObject({ verdict: 'partial', reason: 'invalid-fields' })
    expect(sessions()).toEqual(['s-1', 's-4'])
    expect(rows('SELECT position, reason FROM quarantined_records')).toEqual([
      { position: 1, reason: 'invalid-fields' },
      { position: 2, reason: 'other-app' },
    ])
    expect(JSON.stringify(rows('SELECT detail FROM quarantined_records'))).not.toContain('soon')
  })

  it('notes the first hundred bad records of a list, the others in one line, and takes in each good one at its place', () => {
    store = openTestStore()
    const list = [...Array.from({ length: 1_500 }, () => 1), { number: numbers.x, status: '5' }, 1]
    expect(store.take(JSON.stringify({ eventType: 'numStatus', numInfo: list }), now)).toMatchObject({
      verdict: 'partial',
      reason: 'invalid-fields',
    })
    expect(rows('SELECT position, status FROM number_statuses')).toEqual([{ position: 1_500, status: 'normal' }])
    expect(rows('SELECT position FROM quarantined_records ORDER BY id').map(({ position }) => position)).toEqual(
      Array.from({ length: 101 }, (_, index) => index),
    )
    expect(value('SELECT detail FROM quarantined_records WHERE position = 100')).toBe('one of 1401 more records that make no facts')
  })

  it('holds a stale push back and takes it in when it comes freshly signed', () => {
    store = openTestStore()
    const late = monday + maxCreatedAgeMs + 1_000
    expect(store.take(callin('s-1'), { receivedAt: late, signedAt: monday })).toMatchObject({ verdict: 'stale', reason: 'created-too-old' })
    expect(sessions()).toEqual([])
    expect(store.take(callin('s-1'), { receivedAt: late + 60_000 })).toMatchObject({ verdict: 'accepted', changed: ['numbers', 'calls'] })
    expect(sessions()).toEqual(['s-1'])
    expect(rows('SELECT verdict, reason, copies FROM v_deliveries')).toEqual([{ verdict: 'accepted', reason: null, copies: 2 }])
  })

  it('takes in what an earlier version could not read when it comes again', () => {
    store = openTestStore()
    const texts = [callin('s-1'), JSON.stringify(smsBody('m-1', 'Notify', monday))]
    const unread = texts.map((text) => ({ ...store.judge(text, now), verdict: 'unsupported' as const, facts: [] }))
    expect(store.ingest.group(unread).map(({ verdict }) => verdict)).toEqual(['unsupported', 'unsupported'])
    expect(texts.map((text) => store.take(text, { receivedAt: monday + 60_000 }).verdict)).toEqual(['accepted', 'accepted'])
    expect(sessions()).toEqual(['s-1'])
    expect(rows('SELECT verdict, copies FROM v_deliveries')).toEqual(texts.map(() => ({ verdict: 'accepted', copies: 2 })))
    expect(texts.map((text) => store.take(text, { receivedAt: monday + 120_000 }).verdict)).toEqual(['duplicate', 'duplicate'])
  })

  it('judges a stale push anew whatever comes of it', () => {
    store = openTestStore()
    const late = { receivedAt: monday + maxCreatedAgeMs + 1_000 }
    const partly = JSON.stringify(feeBody([feeRecord('s-1', monday), { sessionId: 's-2', ulFailReason: 'soon' }]))
    const sms = JSON.stringify(smsBody('m-1', 'Notify', monday))
    refuse('s-9', 'calls')
    for (const text of [partly, sms, callin('s-9')]) expect(store.take(text, { ...late, signedAt: monday }).verdict).toBe('stale')
    expect([partly, sms, callin('s-9')].map((text) => store.take(text, late).verdict)).toEqual(['partial', 'accepted', 'quarantined'])
    expect(rows('SELECT verdict, copies FROM v_deliveries ORDER BY id')).toEqual([
      { verdict: 'partial', copies: 2 },
      { verdict: 'accepted', copies: 2 },
      { verdict: 'quarantined', copies: 2 },
    ])
    expect(rows('SELECT deliveryId, position FROM quarantined_records')).toEqual([
      { deliveryId: 1, position: 1 },
      { deliveryId: 3, position: 0 },
    ])
  })

  it('adds up the pushes of a day by verdict', () => {
    store = openTestStore()
    for (const session of ['s-1', 's-1', 's-2']) store.take(callin(session), now)
    store.take(callin('s-3'), { ...now, secret: 'wrong' })
    expect(rows('SELECT verdict, pushes, lastAt FROM delivery_days ORDER BY verdict')).toEqual([
      { verdict: 'accepted', pushes: 2, lastAt: now.receivedAt },
      { verdict: 'duplicate', pushes: 1, lastAt: now.receivedAt },
      { verdict: 'refused', pushes: 1, lastAt: now.receivedAt },
    ])
  })
})

describe('a refused delivery judged anew', () => {
  it('is taken in at the time it first came', () => {
    store = openTestStore()
    const refused = store.take(callin('s-1'), { ...now, secret: 'wrong' })
    expect(refused.verdict).toBe('refused')
    expect(store.ingest.rejudge(refused.deliveryId, store.judge(callin('s-1'), now))).toMatchObject({
      verdict: 'accepted',
      changed: ['numbers', 'calls'],
    })
    expect(rows('SELECT verdict, reason, copies, receivedAt FROM v_deliveries')).toEqual([
      { verdict: 'accepted', reason: null, copies: 1, receivedAt: now.receivedAt },
    ])
  })

  it('is one more copy of the same push where that has been taken in meanwhile', () => {
    store = openTestStore()
    const refused = store.take(callin('s-1'), { ...now, secret: 'wrong' })
    store.take(callin('s-1'), now)
    expect(store.ingest.rejudge(refused.deliveryId, store.judge(callin('s-1'), now)).verdict).toBe('duplicate')
    expect(rows('SELECT verdict, copies FROM v_deliveries')).toEqual([{ verdict: 'accepted', copies: 2 }])
    expect(value('SELECT count(*) FROM v_call_events')).toBe(1)
  })

  it('stays what it is when it is judged anew twice', () => {
    store = openTestStore()
    const refused = store.take(callin('s-1'), { ...now, secret: 'wrong' })
    const judge = () => store.ingest.rejudge(refused.deliveryId, store.judge(callin('s-1'), now))
    expect(judge()).toMatchObject({ verdict: 'accepted', changed: ['numbers', 'calls'] })
    expect(judge()).toMatchObject({ verdict: 'accepted', changed: [] })
    expect(rows('SELECT verdict, copies FROM v_deliveries')).toEqual([{ verdict: 'accepted', copies: 1 }])
  })

  it('brings in what was held back as stale meanwhile', () => {
    store = openTestStore()
    const refused = store.take(callin('s-1'), { ...now, secret: 'wrong' })
    store.take(callin('s-1'), { receivedAt: monday + maxCreatedAgeMs + 1_000, signedAt: monday })
    expect(store.ingest.rejudge(refused.deliveryId, store.judge(callin('s-1'), now))).toMatchObject({
      verdict: 'accepted',
      changed: ['numbers', 'calls'],
    })
    expect(rows('SELECT verdict, copies FROM v_deliveries')).toEqual([{ verdict: 'accepted', copies: 2 }])
    expect(sessions()).toEqual(['s-1'])
  })

  it('is quarantined with the reason where it cannot be applied', () => {
    store = openTestStore()
    refuse('s-1', 'calls')
    const refused = store.take(callin('s-1'), { ...now, secret: 'wrong' })
    const judged = store.ingest.rejudge(refused.deliveryId, store.judge(callin('s-1'), now))
    expect(judged).toMatchObject({ deliveryId: refused.deliveryId, verdict: 'quarantined', reason: 'apply-failed' })
    expect(rows('SELECT verdict, reason FROM v_deliveries')).toEqual([{ verdict: 'quarantined', reason: 'apply-failed' }])
  })
})
