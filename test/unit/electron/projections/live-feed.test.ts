import { describe, expect, it, onTestFinished } from 'vitest'
import { liveFeed } from '../../../../electron/projections/live-feed.ts'
import type { Mode } from '../../../../shared/domain/platform-app.ts'
import { maskText } from '../../../../shared/domain/phone-number.ts'
import { FeedRow } from '../../../../shared/ipc/live.ts'
import { eventBody, monday, numbers } from '../../../builders/pushes.ts'
import { tellCdr, tellEvents } from '../../../builders/told-calls.ts'
import { openTestStore, type TestStore } from '../../../builders/test-store.ts'

function openStore(mode: Mode = 'AXB'): TestStore {
  const store = openTestStore({ app: { mode } })
  onTestFinished(() => store.close())
  return store
}

const { a, b, x } = numbers
const feedOf = (store: TestStore, limit = 50) => liveFeed(store.writer, { limit }).map((row) => FeedRow.parse(row))
const tell = (store: TestStore, body: object, receivedAt: number) => store.take(JSON.stringify(body), { receivedAt })
const sms = (smsIdentifier: string, given: object) => ({
  appKey: 'k-test',
  smsEvent: { smsIdentifier, calling: a, virtualNumber: x, timeStamp: '2026-03-02T02:00:00.500Z', ...given },
})
const statuses = (...numInfo: object[]) => ({ eventType: 'numStatus', numInfo })

describe('the feed', () => {
  it('has what came of every kind in the order in which it came, newest first', () => {
    const store = openStore()
    tellEvents(store, 's', monday, 'disconnect')
    tell(store, statuses({ number: x, status: '9' }), monday + 4_000)
    tell(store, sms('t', { notificationMode: 'Notify', called: b }), monday + 20_000)
    tellCdr(store, 's', monday)
    const feed = feedOf(store)
    expect(feed.map(({ type }) => type)).toEqual(['cdr', 'disconnect', 'sms', 'answer', 'number-status', 'alerting', 'callout', 'callin'])
    expect(feed.map(({ receivedAt }) => receivedAt)).toEqual(feed.map(({ receivedAt }) => receivedAt).toSorted((one, other) => other - one))
    expect(new Set(feed.map(({ type, id }) => `${type} ${id}`)).size).toBe(feed.length)
    expect(maskText(JSON.stringify(feed))).toBe(JSON.stringify(feed))
  })

  it('tells of events and CDRs who they are about and how they ended', () => {
    const store = openStore()
    tellEvents(store, 's', monday, 'disconnect', { stateCode: 8101 })
    tellCdr(store, 's', monday, { ulFailReason: 7503 })
    const of = { callId: 1, caller: '138****0001', x: '170****0001', callee: '139****0002' }
    const none = { digits: null, decision: null, notification: null, numberStatus: null, numberStatusCode: null, numberCause: null }
    const [cdr, disconnect] = feedOf(store)
    expect(cdr).toEqual({ id: 1, type: 'cdr', ...of, ...none, at: monday + 68_000, receivedAt: monday + 70_000, stateCode: 7503 })
    expect(disconnect).toMatchObject({ type: 'disconnect', ...of, ...none, at: monday + 68_000, stateCode: 8101 })
  })

  it('tells what X mode was answered', () => {
    const store = openStore('X')
    tell(store, eventBody('callin', 's', monday, { notifyMode: 'Block' }), monday)
    expect(feedOf(store)).toMatchObject([{ type: 'callin', decision: 'close' }])
  })

  it('tells of texts what was decided, and whom they went to', () => {
    const store = openStore('X')
    tell(store, sms('t', { notificationMode: 'Block' }), monday + 1_000)
    tell(store, sms('t', { notificationMode: 'Notify', called: b, timeStamp: '' }), monday + 2_000)
    const shown = { type: 'sms', callId: null, caller: '138****0001', x: '170****0001', stateCode: null }
    expect(feedOf(store)).toMatchObject([
      // It names no time: then it is when it came.
      { ...shown, callee: '139****0002', notification: 'Notify', decision: null, at: monday + 2_000 },
      { ...shown, callee: '–', notification: 'Block', decision: 'discard', at: monday + 500 },
    ])
  })

  it('tells of number statuses what they say, codes nobody documents as they came, the last entry of a push first', () => {
    const store = openStore()
    const entries = [
      { number: x, status: '10', cause: '2' },
      { number: '+8617000000002', status: '77', cause: '88' },
    ]
    tell(store, statuses(...entries), monday)
    const shown = { type: 'number-status', callId: null, caller: '–', callee: '–', at: monday, receivedAt: monday }
    expect(feedOf(store)).toMatchObject([
      { ...shown, x: '170****0002', numberStatus: 'unknown', numberStatusCode: '77', numberCause: '88' },
      { ...shown, x: '170****0001', numberStatus: 'unavailable', numberStatusCode: '10', numberCause: 'arrears' },
    ])
  })

  it('masks a phone number that stands where a code should', () => {
    const store = openStore()
    tell(store, statuses({ number: x, status: '13800000001', cause: '13900000002' }), monday)
    expect(feedOf(store)).toMatchObject([{ numberStatusCode: '138****0001', numberCause: '139****0002' }])
  })

  it.each([1, 3, 7])('holds no more than the newest %i', (limit) => {
    const store = openStore()
    tellEvents(store, 's', monday, 'disconnect')
    for (let index = 0; index < 5; index += 1) {
      tell(store, sms(`t-${index}`, { notificationMode: 'Notify', called: b }), monday + index * 700)
      tell(store, statuses({ number: x, status: '5' }), monday + index * 900)
    }
    tellCdr(store, 's', monday)
    expect(feedOf(store, limit)).toEqual(feedOf(store).slice(0, limit))
  })
})
