import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createXNumberApplier } from '../../../../electron/ingest/apply/x-numbers.ts'
import type { Fact } from '../../../../shared/domain/fact.ts'
import { dayMs, hourMs, startOfAccountDay } from '../../../../shared/domain/time.ts'
import { aCdr, anEvent } from '../../../builders/calls.ts'
import { migratedTo } from '../../../builders/migrated-to.ts'
import { eventBody, feeBody, feeRecord, monday, numbers, numberStatusBody, smsBody } from '../../../builders/pushes.ts'
import { openTestStore, type TestStore } from '../../../builders/test-store.ts'
import { seed } from '../../../support/seed.ts'

let store: TestStore
afterEach(() => store?.close())

const text = (body: object) => JSON.stringify(body)
const rows = () => store.writer.prepare('SELECT number, appId, evidenceAt, areaCode FROM x_numbers ORDER BY number').all()
const today = startOfAccountDay(monday)

describe('an X number', () => {
  it.each([
    ['a call that comes in', eventBody('callin', 's-1', monday)],
    ['a CDR', feeBody([feeRecord('s-1', monday)])],
    ['a text', smsBody('m-1', 'Notify', monday)],
    ['a number status', numberStatusBody([{ number: numbers.x, status: '5' }])],
  ])('becomes known by %s', (_, body) => {
    store = openTestStore()
    expect(store.take(text(body), { receivedAt: monday + 300 }).changed).toContain('numbers')
    expect(rows()).toEqual([{ number: numbers.x, appId: 1, evidenceAt: today, areaCode: null }])
  })

  it('is not known by what leg 2 shows: it may be a person’s number', () => {
    store = openTestStore()
    expect(store.take(text(eventBody('callout', 's-1', monday)), { receivedAt: monday + 300 }).changed).toEqual(['calls'])
    expect(rows()).toEqual([])
  })

  it('is news once, then only when its app or city changes', () => {
    store = openTestStore()
    const changes = [
      eventBody('callin', 's-1', monday),
      eventBody('callin', 's-2', monday),
      eventBody('callin', 's-3', monday + dayMs),
      feeBody([feeRecord('s-1', monday, { areaCode: '0755' })]),
      feeBody([feeRecord('s-2', monday, { areaCode: '010' })]),
    ].map((body) => store.take(text(body), { receivedAt: monday + 2 * dayMs }).changed)
    expect(changes).toEqual([['numbers', 'calls'], ['calls'], ['calls'], ['numbers', 'calls'], ['calls']])
    expect(rows()).toEqual([{ number: numbers.x, appId: 1, evidenceAt: today + dayMs, areaCode: '0755' }])
  })

  it('is not pinned to an app by a clock that is ahead', () => {
    store = openTestStore()
    store.take(text(eventBody('callin', 's-1', monday + 400 * dayMs)), { receivedAt: monday })
    expect(rows()).toMatchObject([{ evidenceAt: today }])
  })

  it('costs one write a day, not one for each call', () => {
    const writer = migratedTo(Number.MAX_SAFE_INTEGER)
    const xNumbers = createXNumberApplier(writer)
    const writes = () => Number(writer.prepare('SELECT total_changes()').pluck().get())
    for (let call = 0; call < 100; call += 1) {
      const event = anEvent('callin', call)
      xNumbers.note({ kind: 'call-event', event }, origin(1, event.at))
      xNumbers.note({ kind: 'cdr', cdr: aCdr({ callInAt: event.at, areaCode: '0755' }) }, origin(1, event.at))
    }
    expect(writes()).toBe(2)
    xNumbers.note({ kind: 'call-event', event: anEvent('callin', 86_400) }, origin(1, monday + 2 * dayMs))
    expect(writes()).toBe(3)
    writer.close()
  })
})

const origin = (appId: number, receivedAt: number) => ({
  appId,
  appKey: 'k',
  mode: 'AXB' as const,
  deliveryId: 1,
  position: 0,
  receivedAt,
})

describe('sightings of X numbers by several apps', () => {
  const sighting = fc.record({
    number: fc.constantFrom(numbers.x, '+8617000000002'),
    appId: fc.constantFrom(1, 2, 3),
    at: fc.nat(5 * 24).map((hours) => monday + hours * hourMs),
    areaCode: fc.constantFrom(null, '010', '0755'),
  })
  type Sighting = typeof sighting extends fc.Arbitrary<infer S> ? S : never

  function bookOf(sightings: readonly Sighting[], forgetEvery: number): unknown[] {
    const writer = migratedTo(Number.MAX_SAFE_INTEGER)
    const xNumbers = createXNumberApplier(writer)
    for (const [index, { number, appId, at, areaCode }] of sightings.entries()) {
      const fact: Fact = { kind: 'cdr', cdr: aCdr({ xNumber: number, callInAt: at, areaCode }) }
      xNumbers.note(fact, origin(appId, at + index))
      if (index % forgetEvery === 0) xNumbers.forget()
    }
    const found = writer.prepare('SELECT number, appId, evidenceAt, areaCode FROM x_numbers ORDER BY number').all()
    writer.close()
    return found
  }

  it(`give one answer in whatever order: the app of the latest day has it (seed ${seed})`, () => {
    const stories = fc.array(sighting, { minLength: 1, maxLength: 20 }).chain((all) =>
      fc.record({
        all: fc.constant(all),
        other: fc.shuffledSubarray(all, { minLength: all.length }),
        every: fc.integer({ min: 1, max: 9 }),
      }),
    )
    fc.assert(
      fc.property(stories, ({ all, other, every }) => {
        const found = bookOf(all, 1_000)
        expect(bookOf(other, every)).toEqual(found)
        const days = all.filter(({ number }) => number === numbers.x).map(({ at, appId }) => startOfAccountDay(at) * 10 + appId)
        if (days.length > 0) {
          const latest = Math.max(...days)
          expect(found[0]).toMatchObject({ number: numbers.x, appId: latest % 10, evidenceAt: Math.floor(latest / 10) })
        }
      }),
      { seed, numRuns: 200 },
    )
  })
})
