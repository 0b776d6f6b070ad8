import { describe, expect, it, onTestFinished } from 'vitest'
import { callList } from '../../../../electron/projections/call-list.ts'
import { liveCards } from '../../../../electron/projections/live-cards.ts'
import { liveMinutes } from '../../../../electron/projections/live-minutes.ts'
import { dayMs, hourMs, minuteMs, startOfAccountDay, toPlatformTime } from '../../../../shared/domain/time.ts'
import { LiveCards, LiveMinute, type CallScope } from '../../../../shared/ipc/live.ts'
import { monday } from '../../../builders/pushes.ts'
import { tellCdr, tellEvents, tellFailure } from '../../../builders/told-calls.ts'
import { openTestStore, type TestStore } from '../../../builders/test-store.ts'

/** 10:30:00 in the account's zone. */
const now = monday + 30 * minuteMs
const midnight = startOfAccountDay(now)

function openStore(): TestStore {
  const store = openTestStore()
  onTestFinished(() => store.close())
  return store
}
const cardsOf = (store: TestStore, at = now) => LiveCards.parse(liveCards(store.writer, { now: at }))
const minutesOf = (store: TestStore, at = now) => liveMinutes(store.writer, { now: at }).map((minute) => LiveMinute.parse(minute))
const behind = (store: TestStore, scope: CallScope, at = now) => callList(store.writer, { scope, after: null, limit: 1, now: at }).total

/** Today: 3 answered (60 s, 60 s, 20 s), 1 not answered, 1 abandoned, 2 failed, 1 open; earlier days beside. */
function aDay(): TestStore {
  const store = openStore()
  const answered = (session: string, at: number, talkSeconds: number, pddSeconds: number) =>
    tellCdr(store, session, at, {
      fwdAlertingTime: toPlatformTime(at + 1_000 + pddSeconds * 1_000),
      callEndTime: toPlatformTime(at + 8_000 + talkSeconds * 1_000),
    })
  answered('a-1', now - 10 * minuteMs, 60, 2)
  answered('a-2', now - 9 * minuteMs, 60, 4)
  answered('a-3', midnight, 20, 3)
  tellCdr(store, 'not answered', now - 5 * minuteMs, {
    fwdAnswerTime: '',
    ulFailReason: 8101,
    fwdAlertingTime: toPlatformTime(now - 5 * minuteMs + 2_000),
  })
  tellFailure(store, 'abandoned', now - 5 * minuteMs, 7502)
  tellFailure(store, 'failed-1', now - 4 * minuteMs, 8014, { fwdStartTime: '' })
  tellFailure(store, 'failed-2', midnight + hourMs, 8014)
  tellEvents(store, 'open', now - 30_000, 'alerting')
  // Before midnight, yesterday before and after this time of day, and a week ago in the same hour.
  answered('y-0', midnight - 1_000, 60, 2)
  answered('y-1', now - dayMs - 15 * minuteMs, 60, 2)
  tellFailure(store, 'y-2', now - dayMs - 5 * minuteMs, 8014)
  answered('y-3', now - dayMs + 1_000, 60, 2)
  answered('w-1', now - 7 * dayMs - 2 * minuteMs, 60, 2)
  return store
}

describe('the cards', () => {
  it('are dashes and zeros where nothing is known', () => {
    const store = openStore()
    const nothing = { part: 0, n: 0 }
    expect(cardsOf(store)).toMatchObject({
      at: now,
      live: { ringing: 0, talking: 0, overdue: 0 },
      today: { calls: 0, yesterday: null },
      asr: { hour: nothing, yesterday: nothing, lastWeek: nothing },
      acd: { meanSeconds: null, n: 0 },
      pdd: { p50Ms: null, p95Ms: null, n: 0, leftOut: 0 },
      failures: { count: 0, n: 0, topCode: null },
    })
    expect(cardsOf(store).hourly).toEqual(Array.from({ length: 11 }, () => ({ calls: 0, answered: 0, failed: 0 })))
  })

  it('give the figures counted by hand', () => {
    expect(cardsOf(aDay())).toMatchObject({
      live: { ringing: 1, talking: 0, overdue: 0 },
      today: { calls: 8, yesterday: 2 },
      asr: { hour: { part: 2, n: 5 }, yesterday: { part: 1, n: 2 }, lastWeek: { part: 1, n: 1 } },
      acd: { meanSeconds: 140 / 3, n: 3 },
      failures: { count: 2, n: 7, topCode: 8014 },
    })
  })

  it('count the calls by hour of the day up to now', () => {
    const { hourly } = cardsOf(aDay())
    expect(hourly).toHaveLength(11)
    expect(hourly[0]).toEqual({ calls: 1, answered: 1, failed: 0 })
    expect(hourly[1]).toEqual({ calls: 1, answered: 0, failed: 1 })
    expect(hourly[10]).toEqual({ calls: 6, answered: 2, failed: 1 })
  })

  it('leave out intervals that are negative or missing, and count them', () => {
    const store = aDay()
    tellCdr(store, 'backwards', now - 3 * minuteMs, {
      fwdAlertingTime: toPlatformTime(now - 4 * minuteMs),
      callEndTime: toPlatformTime(now - 4 * minuteMs),
    })
    const { pdd, acd } = cardsOf(store)
    // 1 s (not answered), 2 s, 3 s, 4 s, and 2 s of the open one; left out: abandoned, failed twice, backwards.
    expect(pdd).toEqual({ p50Ms: 2_000, p95Ms: 4_000, n: 5, leftOut: 4 })
    expect(acd).toEqual({ meanSeconds: 140 / 3, n: 3 })
  })

  it('call yesterday unknown where nothing is older than today', () => {
    const store = openStore()
    tellCdr(store, 'a-1', now - minuteMs)
    expect(cardsOf(store).today).toEqual({ calls: 1, yesterday: null })
    expect(cardsOf(store, now + dayMs).today).toEqual({ calls: 0, yesterday: 1 })
  })

  it('name the most frequent cause, of equal ones the smaller', () => {
    const store = openStore()
    for (const [index, code] of [8055, 8014, 8055, 8014, 7109].entries()) tellFailure(store, `f-${index}`, now - minuteMs, code)
    expect(cardsOf(store).failures).toEqual({ count: 5, n: 5, topCode: 8014 })
  })

  it('begin a new day at midnight of the account', () => {
    const store = openStore()
    tellCdr(store, 'a-1', midnight - 1_000)
    tellCdr(store, 'a-2', midnight)
    expect(cardsOf(store, midnight + 1)).toMatchObject({ today: { calls: 1, yesterday: 0 }, hourly: [{ calls: 1 }] })
    expect(cardsOf(store, midnight).hourly).toEqual([])
  })
})

describe('the minutes', () => {
  it('are the last sixty, with their calls by how they came out', () => {
    const minutes = minutesOf(aDay())
    expect(minutes).toHaveLength(60)
    expect(minutes[59]?.at).toBe(now)
    expect(minutes[0]?.at).toBe(now - 59 * minuteMs)
    const none = { open: 0, answered: 0, notAnswered: 0, abandoned: 0, failed: 0, unknown: 0 }
    const at = (ago: number) => minutes.find((minute) => minute.at === now - ago * minuteMs)
    expect(at(10)).toMatchObject({ ...none, answered: 1 })
    expect(at(5)).toMatchObject({ ...none, notAnswered: 1, abandoned: 1 })
    expect(at(4)).toMatchObject({ ...none, failed: 1 })
    expect(at(1)).toMatchObject({ ...none, open: 1 })
    expect(at(2)).toMatchObject(none)
  })

  it('begin on whole minutes', () => {
    const minutes = minutesOf(aDay(), now + 12_345)
    expect(minutes.every(({ at }) => at % minuteMs === 0)).toBe(true)
    expect(minutes.at(-1)?.at).toBe(now)
  })
})

describe('what a figure opens', () => {
  it('holds exactly the calls it counts', () => {
    const store = aDay()
    const cards = cardsOf(store)
    const today = { from: midnight, to: now }
    const hour = { from: monday, to: now }
    expect(behind(store, { kind: 'started', ...today, outcome: null })).toBe(cards.today.calls)
    expect(behind(store, { kind: 'started', ...today, outcome: 'failed' })).toBe(cards.failures.count)
    expect(behind(store, { kind: 'ended', ...today })).toBe(cards.failures.n)
    expect(behind(store, { kind: 'ended', ...hour })).toBe(cards.asr.hour.n)
    expect(behind(store, { kind: 'started', ...hour, outcome: 'answered' })).toBe(cards.asr.hour.part)
    expect(behind(store, { kind: 'started', ...today, outcome: 'answered' })).toBe(cards.acd.n)
    expect(behind(store, { kind: 'live', phase: 'ringing' })).toBe(cards.live.ringing)
    expect(behind(store, { kind: 'live', phase: null })).toBe(cards.live.ringing + cards.live.talking)
    const later = now + 30 * minuteMs
    expect(behind(store, { kind: 'live', phase: 'overdue' }, later)).toBe(cardsOf(store, later).live.overdue)
  })

  it('holds exactly the calls of a bar, for each of its colours', () => {
    const store = aDay()
    const outcomes = {
      open: 'open',
      answered: 'answered',
      notAnswered: 'not-answered',
      abandoned: 'abandoned',
      failed: 'failed',
      unknown: 'unknown',
    } as const
    for (const minute of minutesOf(store)) {
      const span = { from: minute.at, to: minute.at + minuteMs }
      let all = 0
      for (const [field, outcome] of Object.entries(outcomes) as [keyof typeof outcomes, (typeof outcomes)[keyof typeof outcomes]][]) {
        expect(behind(store, { kind: 'started', ...span, outcome })).toBe(minute[field])
        all += minute[field]
      }
      expect(behind(store, { kind: 'started', ...span, outcome: null })).toBe(all)
    }
  })
})
