import { describe, expect, it, onTestFinished } from 'vitest'
import { callDetail } from '../../../../electron/projections/call-detail.ts'
import { callList } from '../../../../electron/projections/call-list.ts'
import { liveCalls } from '../../../../electron/projections/live-calls.ts'
import { liveFeed } from '../../../../electron/projections/live-feed.ts'
import type { Mode } from '../../../../shared/domain/platform-app.ts'
import { maskText } from '../../../../shared/domain/phone-number.ts'
import { minuteMs, toPlatformTime } from '../../../../shared/domain/time.ts'
import { CallDetail, CallPage, FeedRow, LiveCalls, LiveFilter } from '../../../../shared/ipc/live.ts'
import { aBinding } from '../../../builders/bindings.ts'
import { eventBody, monday, numbers } from '../../../builders/pushes.ts'
import { readBack } from '../../../builders/read-back.ts'
import { tellCdr } from '../../../builders/told-calls.ts'
import { openTestStore, type TestStore } from '../../../builders/test-store.ts'

const now = monday + minuteMs
const { a, b, x } = numbers
const y = '+8617100000002'

function openStore(mode: Mode): TestStore {
  const store = openTestStore({ app: { mode } })
  onTestFinished(() => store.close())
  return store
}

type EventType = Parameters<typeof eventBody>[0]
const tell = (store: TestStore, type: EventType, session: string, info: Readonly<Record<string, unknown>> = {}) =>
  store.take(JSON.stringify(eventBody(type, session, monday, info)), { receivedAt: monday + 300 })

const live = (store: TestStore, filter: Partial<LiveFilter> = {}) =>
  LiveCalls.parse(liveCalls(store.writer, { filter: LiveFilter.parse(filter), offset: 0, limit: 60, now }))
const listed = (store: TestStore) =>
  CallPage.parse(callList(store.writer, { scope: { kind: 'started', from: 0, to: now, outcome: null }, after: null, limit: 100, now })).rows
const detail = (store: TestStore, id: number) => CallDetail.parse(callDetail(store.writer, { id, now }))
const feed = (store: TestStore) => liveFeed(store.writer, { limit: 50 }).map((row) => FeedRow.parse(row))

describe('a call of AXE', () => {
  const dial = (store: TestStore, digits: string) => {
    tell(store, 'callin', 's', { caller: b })
    const { timestamp, sessionId } = { timestamp: toPlatformTime(monday), sessionId: 's' }
    const collected = { eventType: 'collectInfo', statusInfo: { timestamp, sessionId, digitInfo: digits } }
    store.take(JSON.stringify(collected), { receivedAt: monday + 400 })
  }

  it('shows the extension from when it is typed, and is found by it', () => {
    const store = openStore('AXE')
    dial(store, '0123')
    expect(live(store).rows).toMatchObject([{ mode: 'AXE', extension: '0123', y: null, decision: null }])
    expect(live(store, { digits: '0123' }).total).toBe(1)
    expect(live(store, { digits: '0124' }).total).toBe(0)
    expect(listed(store)).toMatchObject([{ extension: '0123' }])
    expect(feed(store)[0]).toMatchObject({ type: 'collectInfo', digits: '0123' })
    expect(detail(store, 1)).toMatchObject({
      extension: '0123',
      ladder: [
        { type: 'callin', leg: 1, digits: null },
        { type: 'collectInfo', leg: 1, digits: '0123' },
      ],
    })
  })

  it('masks a phone number that was typed in its place, wherever it shows', () => {
    const store = openStore('AXE')
    dial(store, '13900000002')
    expect(live(store).rows[0]?.extension).toBe('139****0002')
    for (const shown of [live(store), listed(store), detail(store, 1), feed(store)]) {
      expect(maskText(JSON.stringify(shown))).toBe(JSON.stringify(shown))
    }
  })
})

describe('a call of AXYB', () => {
  /** As it is read back: X belongs to A, Y to B (api.md §6). */
  const bind = (store: TestStore) => {
    const ax = aBinding({ bindingId: 'ax-1', part: 'ax', xNumber: x, aNumber: a, bNumber: null })
    const yb = aBinding({ bindingId: 'ax-1', part: 'yb', xNumber: x, aNumber: a, bNumber: b, yNumber: y })
    readBack(store, { xNumber: x, found: [ax, yb] })
  }
  const known = { xNumber: x, yNumber: y }
  const bound = { subscriptionId: 'ax-1' }
  const bCallsA = { leg1: { caller: b, called: x, ...bound }, leg2: { caller: y, called: a, ...bound } }
  const aCallsB = { leg1: { caller: a, called: y, ...bound }, leg2: { caller: x, called: b, ...bound } }
  const shown = { x: '170****0001', y: '171****0002' }

  it('shows the number that was dialled as X, the one that is shown as Y, where nothing tells better', () => {
    const store = openStore('AXYB')
    tell(store, 'callin', 's', bCallsA.leg1)
    expect(live(store).rows).toMatchObject([{ caller: '139****0002', x: shown.x, y: null, callee: '–' }])
    tell(store, 'callout', 's', bCallsA.leg2)
    expect(live(store).rows).toMatchObject([{ caller: '139****0002', ...shown, callee: '138****0001' }])
    tell(store, 'callin', 'other way', aCallsB.leg1)
    tell(store, 'callout', 'other way', aCallsB.leg2)
    expect(live(store).rows[0]).toMatchObject({ caller: '138****0001', x: shown.y, y: shown.x, callee: '139****0002' })
  })

  it.each([
    ['B dials X', bCallsA, { caller: '139****0002', callee: '138****0001' }],
    ['A dials Y', aCallsB, { caller: '138****0001', callee: '139****0002' }],
  ])('has X and Y as its binding says when %s', (_, { leg1, leg2 }, parties) => {
    const store = openStore('AXYB')
    bind(store)
    tell(store, 'callin', 's', leg1)
    tell(store, 'callout', 's', leg2)
    expect(live(store).rows).toMatchObject([{ ...shown, ...parties }])
    expect(listed(store)).toMatchObject([{ ...shown, ...parties }])
    expect(detail(store, 1)).toMatchObject({ ...shown, ...parties, like: { sameX: 1 } })
    expect(feed(store)).toMatchObject([
      { x: shown.x, ...parties },
      { x: shown.x, ...parties },
    ])
  })

  it('knows X by its binding as soon as A has dialled Y', () => {
    const store = openStore('AXYB')
    bind(store)
    tell(store, 'callin', 's', aCallsB.leg1)
    expect(live(store).rows).toMatchObject([shown])
  })

  it('is not changed by the binding of another app or another id, nor by one that fits neither number', () => {
    const store = openStore('AXYB')
    bind(store)
    store.writer.exec(`UPDATE bindings SET appId = 2`)
    tell(store, 'callin', 's', aCallsB.leg1)
    tell(store, 'callout', 's', aCallsB.leg2)
    const asDialled = { x: shown.y, y: shown.x }
    expect(live(store).rows).toMatchObject([asDialled])
    store.writer.exec(`UPDATE bindings SET appId = 1, bindingKey = 'ax-2' WHERE part = 'ax'`)
    expect(live(store).rows).toMatchObject([asDialled])
    store.writer.exec(`UPDATE bindings SET bindingKey = 'ax-1', xNumber = '+8616500000003' WHERE part = 'ax'`)
    expect(live(store).rows).toMatchObject([asDialled])
  })

  it('is found by either number, and offers both', () => {
    const store = openStore('AXYB')
    bind(store)
    tell(store, 'callin', 'one way', bCallsA.leg1)
    tell(store, 'callout', 'one way', bCallsA.leg2)
    tell(store, 'callin', 'other way', aCallsB.leg1)
    const add = store.writer.prepare('INSERT OR IGNORE INTO x_numbers (number, appId) VALUES (?, 1)')
    for (const number of Object.values(known)) add.run(number)
    const { xNumbers } = live(store)
    expect(xNumbers.map((each) => each.x).toSorted()).toEqual([shown.x, shown.y])
    for (const { id } of xNumbers) expect(live(store, { xId: id }).total).toBe(2)
    for (const number of Object.values(known)) expect(live(store, { digits: number.slice(-8) }).total).toBe(2)
  })

  it('has the city of X, not of the number that was dialled', () => {
    const store = openStore('AXYB')
    bind(store)
    tell(store, 'callin', 's', aCallsB.leg1)
    const place = store.writer.prepare(
      `INSERT INTO x_numbers (number, appId, areaCode) VALUES (?, 1, ?) ON CONFLICT (number) DO UPDATE SET areaCode = excluded.areaCode`,
    )
    place.run(x, '0755')
    place.run(y, '010')
    for (const row of [live(store).rows[0], listed(store)[0], detail(store, 1)]) expect(row).toMatchObject({ ...shown, areaCode: '0755' })
  })

  it('counts calls over the same X whichever number was dialled', () => {
    const store = openStore('AXYB')
    bind(store)
    tell(store, 'callin', 'one way', bCallsA.leg1)
    tell(store, 'callin', 'other way', aCallsB.leg1)
    expect([detail(store, 1).like.sameX, detail(store, 2).like.sameX]).toEqual([2, 2])
    const page = callList(store.writer, { scope: { kind: 'like', callId: 2, by: 'x' }, after: null, limit: 10, now })
    expect(page.total).toBe(2)
    expect(page.rows.map(({ id }) => id).toSorted()).toEqual([1, 2])
  })

  it('has both numbers from its CDR', () => {
    const store = openStore('AXYB')
    tellCdr(store, 's', monday, { bindNum: x, callerNum: a, calleeNum: y, fwdDisplayNum: x, fwdDstNum: b, subscriptionId: 'ax-1' })
    expect(listed(store)).toMatchObject([{ ...shown, caller: '138****0001', callee: '139****0002' }])
    bind(store)
    expect(listed(store)).toMatchObject([shown])
  })
})

describe('the city of X', () => {
  it('is the one of the number table, else of a CDR', () => {
    const store = openStore('AXB')
    tell(store, 'callin', 's')
    tellCdr(store, 't', monday, { areaCode: '0755' })
    expect(live(store).rows).toMatchObject([{ areaCode: '0755' }])
    store.writer.exec(`UPDATE x_numbers SET importedAreaCode = '020', importedAt = 1`)
    for (const row of [live(store).rows[0], listed(store)[0], detail(store, 1), detail(store, 2)]) expect(row?.areaCode).toBe('020')
  })
})
