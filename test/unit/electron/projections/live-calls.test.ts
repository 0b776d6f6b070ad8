import { afterAll, describe, expect, it } from 'vitest'
import { digitsPatterns, liveCalls } from '../../../../electron/projections/live-calls.ts'
import { insertPlatformApp } from '../../../../electron/store/platform-apps.ts'
import { maskText } from '../../../../shared/domain/phone-number.ts'
import { dayMs, minuteMs } from '../../../../shared/domain/time.ts'
import { LiveCalls, LiveFilter } from '../../../../shared/ipc/live.ts'
import { anApp } from '../../../builders/platform-app.ts'
import { eventBody, monday } from '../../../builders/pushes.ts'
import { tellCdr, tellEvents } from '../../../builders/told-calls.ts'
import { openTestStore } from '../../../builders/test-store.ts'

const now = monday + 60_000
const store = openTestStore()
afterAll(() => store.close())

const landline = { caller: '+8675528000010', called: '+8617000000002' }
tellEvents(store, 'in', now - 5_000, 'callin')
tellEvents(store, 'routing', now - 10_000, 'callout')
tellEvents(store, 'ringing', now - 20_000, 'alerting', { subscriptionId: 'b-7' })
tellEvents(store, 'talking', now - 50_000, 'answer')
store.take(JSON.stringify(eventBody('callin', 'landline', now - 15_000, landline)), { receivedAt: now })
tellCdr(store, 'placed', now - 200_000, { bindNum: landline.called, areaCode: '0755' })
tellEvents(store, 'over', now - 90_000, 'disconnect')
tellEvents(store, 'lost ringing', now - 11 * minuteMs, 'alerting')
tellEvents(store, 'lost talking', now - 25 * 60 * minuteMs, 'answer')
tellEvents(store, 'long talking', now - dayMs + minuteMs, 'answer')

/** A call of another app, of another mode. */
const other = insertPlatformApp(store.writer, anApp({ name: 'other', mode: 'AX', appKey: 'k-other', pathToken: 'token-of-other' }))
const foreign = store.judge(JSON.stringify(eventBody('callin', 'foreign', now - 1_000)), { receivedAt: now })
store.ingest.group([{ ...foreign, appId: other.id, appKey: other.appKey, mode: other.mode, identity: 'of the other app' }])

const ask = (filter: Partial<LiveFilter> = {}, offset = 0, limit = 60) =>
  LiveCalls.parse(liveCalls(store.writer, { filter: LiveFilter.parse(filter), offset, limit, now }))
const sessionOf = (id: number) => store.writer.prepare<[number], string>('SELECT sessionId FROM calls WHERE id = ?').pluck().get(id)
const sessions = (filter: Partial<LiveFilter> = {}) => ask(filter).rows.map(({ id }) => sessionOf(id))

describe('the calls in progress', () => {
  it('are all that are live, newest first, without those whose end was lost', () => {
    expect(sessions()).toEqual(['foreign', 'in', 'routing', 'landline', 'ringing', 'talking', 'long talking'])
    expect(ask()).toMatchObject({ total: 7, offset: 0 })
  })

  it('are counted by phase whatever the filter', () => {
    const counts = { 'ringing-in': 3, routing: 1, ringing: 1, talking: 2, overdue: 2 }
    expect(ask().counts).toEqual(counts)
    expect(ask({ digits: '999999' })).toMatchObject({ total: 0, rows: [], counts })
  })

  it.each([
    [['ringing-in'], ['foreign', 'in', 'landline']],
    [['talking'], ['talking', 'long talking']],
    [['overdue'], ['lost ringing', 'lost talking']],
    [
      ['ringing', 'overdue'],
      ['ringing', 'lost ringing', 'lost talking'],
    ],
  ] as const)('filtered by %j are %j', (phases, expected) => {
    expect(sessions({ phases: [...phases] })).toEqual(expected)
  })

  it('are filtered by mode, app and X', () => {
    expect(sessions({ mode: 'AX' })).toEqual(['foreign'])
    expect(sessions({ appId: other.id })).toEqual(['foreign'])
    expect(sessions({ appId: store.app.id, phases: ['ringing-in'] })).toEqual(['in', 'landline'])
    const x = ask().xNumbers.find((each) => each.x === '170****0002')
    expect(sessions({ xId: x?.id ?? 0 })).toEqual(['landline'])
    expect(sessions({ xId: 999 })).toEqual([])
  })

  it.each([
    ['0755', ['landline']],
    ['075528000010', ['landline']],
    ['0755-2800 0010', ['landline']],
    ['28000010', ['landline']],
    ['+86 170 0000 0002', ['landline']],
    ['139 0000 0002', ['routing', 'ringing', 'talking', 'long talking']],
    ['0002', ['routing', 'landline', 'ringing', 'talking', 'long talking']],
    ['00010', ['landline']],
    ['0010', ['landline']],
    ['0086755', ['landline']],
    ['0138', ['foreign', 'in', 'routing', 'ringing', 'talking', 'long talking']],
    ['123123', []],
  ])('searched for %s are %j', (digits, expected) => {
    expect(sessions({ digits })).toEqual(expected)
  })

  it('show masked numbers, city of X, binding and since when', () => {
    const [row] = ask({ digits: '0755' }).rows
    expect(row).toMatchObject({ caller: '0755****0010', x: '170****0002', callee: '–', areaCode: '0755', appName: 'shop', overdue: false })
    expect(row).toMatchObject({ phaseAt: now - 15_000, startedAt: now - 15_000, answeredAt: null })
    const [ringing] = ask({ phases: ['ringing'] }).rows
    expect(ringing).toMatchObject({ bindingId: 'b-7', phaseAt: now - 17_000, startedAt: now - 20_000 })
    expect(maskText(JSON.stringify(ask()))).toBe(JSON.stringify(ask()))
  })
})

describe('a window of them', () => {
  it('goes over every row once', () => {
    const ids = [0, 2, 4, 6].flatMap((offset) =>
      ask({}, offset, 2)
        .rows.slice(offset === 6 ? 1 : 0)
        .map(({ id }) => id),
    )
    expect(ids).toEqual(ask().rows.map(({ id }) => id))
  })

  it('beyond the end is the last there is, and says where it begins', () => {
    const last = ask({}, 1_000, 3)
    expect([last.offset, last.rows.length, last.total]).toEqual([4, 3, 7])
    expect(ask({ digits: '123123' }, 1_000, 3)).toMatchObject({ offset: 0, rows: [], total: 0 })
  })
})

describe('digitsPatterns', () => {
  it.each([
    ['', []],
    [' - ', []],
    ['0', ['%0%']],
    ['00', ['%00%']],
    ['0001', ['%0001%']],
    ['0755', ['%0755%', '+86755%']],
    ['+86138', ['%86138%']],
    ['008613800000001', ['%008613800000001%', '+8613800000001%']],
  ])('reads %j as %j', (typed, patterns) => {
    expect(digitsPatterns(typed)).toEqual(patterns)
  })
})
