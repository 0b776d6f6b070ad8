import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildCall, callPhases, isOverdue, standingEvent } from '../../../../shared/domain/call.ts'
import { callEventTypes } from '../../../../shared/domain/call-event.ts'
import { laterCdr } from '../../../../shared/domain/cdr.ts'
import { dayMs, minuteMs } from '../../../../shared/domain/time.ts'
import { aCdr, anEvent } from '../../../builders/calls.ts'
import { monday, numbers } from '../../../builders/pushes.ts'
import { seed } from '../../../support/seed.ts'

const whole = [
  anEvent('callin', 0),
  anEvent('callout', 1),
  anEvent('alerting', 3),
  anEvent('answer', 8),
  anEvent('disconnect', 68, { stateCode: 0 }),
]

describe('a call built from its events', () => {
  it.each([
    [1, 'ringing-in'],
    [2, 'routing'],
    [3, 'ringing'],
    [4, 'talking'],
    [5, 'ended'],
  ])('is after %i of them %s', (count, phase) => {
    expect(buildCall('AXB', whole.slice(0, count), []).phase).toBe(phase)
  })

  it('takes the furthest phase though events before it are missing', () => {
    expect(buildCall('AXB', [anEvent('answer', 8)], []).phase).toBe('talking')
    expect(buildCall('AXB', [anEvent('alerting', 3), anEvent('callin', 0)], []).phase).toBe('ringing')
  })

  it('names caller and X from leg 1 and the callee from leg 2', () => {
    expect(buildCall('AXB', whole, [])).toMatchObject({ callerNumber: numbers.a, xNumber: numbers.x, calleeNumber: numbers.b })
    expect(buildCall('AXB', [anEvent('callout', 1)], [])).toMatchObject({ callerNumber: null, xNumber: numbers.x, calleeNumber: numbers.b })
  })

  it('does not take X for the callee where a failed leg 1 repeats it', () => {
    const failed = anEvent('disconnect', 2, { callerNumber: numbers.a, calledNumber: numbers.x, stateCode: 8014 })
    expect(buildCall('AXB', [anEvent('callin', 0), failed], [])).toMatchObject({ calleeNumber: null, outcome: 'failed', releaseCode: 8014 })
  })

  it('keeps a state code of 0', () => {
    expect(buildCall('AXB', whole, [])).toMatchObject({ releaseCode: 0, outcome: 'answered', endedAt: monday + 68_000 })
  })

  it('starts with the earliest event where callin never came', () => {
    expect(buildCall('AXB', [anEvent('answer', 8), anEvent('alerting', 3)], []).startedAt).toBe(monday + 3_000)
  })
})

describe('a call with its CDR', () => {
  it('believes the CDR, whatever the events said', () => {
    const cdr = aCdr({ calleeNumber: '+8613900000009', answeredAt: null, endedAt: monday + 30_000, releasePoint: 8101, areaCode: '0755' })
    const call = buildCall('AXB', whole, [cdr])
    expect(call).toMatchObject({ calleeNumber: '+8613900000009', answeredAt: null, endedAt: monday + 30_000, outcome: 'not-answered' })
    expect(call).toMatchObject({ releaseCode: 8101, areaCode: '0755', hasCdr: true })
  })

  it('is ended by the CDR though no disconnect came', () => {
    expect(buildCall('AXB', [anEvent('callin', 0)], [aCdr()])).toMatchObject({ phase: 'ended', outcome: 'answered' })
    expect(buildCall('AXB', [], [aCdr()]).phase).toBe('ended')
  })

  it('keeps the state code where the CDR has no release point', () => {
    const events = [anEvent('callin', 0), anEvent('disconnect', 9, { stateCode: 7502 })]
    expect(buildCall('AXB', events, [aCdr({ answeredAt: null, releasePoint: null })])).toMatchObject({
      releaseCode: 7502,
      outcome: 'abandoned',
    })
  })

  it('ends with the time of failure where the CDR names no end', () => {
    expect(buildCall('AXB', [], [aCdr({ endedAt: null, failedAt: monday + 5_000 })]).endedAt).toBe(monday + 5_000)
  })
})

it('a call needs something to be built from', () => {
  expect(() => buildCall('AXB', [], [])).toThrow(TypeError)
})

describe('any order', () => {
  const at = fc.nat(3)
  const event = fc
    .record({
      type: fc.constantFrom(...callEventTypes),
      at,
      bindingId: fc.constantFrom(null, 'b-1', 'b-2'),
      stateCode: fc.constantFrom(null, 0, 8101),
    })
    .map(({ type, at: seconds, ...given }) => anEvent(type, seconds, given))
  const cdr = fc
    .record({ cdrKey: fc.constantFrom('i-1', 'i-2'), endedAt: fc.option(at), releasePoint: fc.constantFrom(null, 0, 7502) })
    .map((given) => aCdr({ ...given, answeredAt: null }))
  const events = fc.uniqueArray(event, { selector: ({ type }) => type, maxLength: 6 })
  const cdrs = fc.uniqueArray(cdr, { selector: ({ cdrKey }) => cdrKey, maxLength: 2 })
  const sources = fc.tuple(events, cdrs).filter(([some, others]) => some.length + others.length > 0)
  const reordered = sources.chain(([some, others]) =>
    fc.tuple(
      fc.constant([some, others] as const),
      fc.shuffledSubarray(some, { minLength: some.length }),
      fc.shuffledSubarray(others, { minLength: others.length }),
    ),
  )

  it(`of the same events and CDRs gives the same call (seed ${seed})`, () => {
    fc.assert(
      fc.property(reordered, ([[some, others], otherEvents, otherCdrs]) => {
        expect(buildCall('AXB', otherEvents, otherCdrs)).toEqual(buildCall('AXB', some, others))
      }),
      { seed, numRuns: 500 },
    )
  })

  it(`of two contradicting records keeps the same one, also with keys in another order (seed ${seed})`, () => {
    const turned = <T extends object>(record: T) => Object.fromEntries(Object.entries(record).reverse()) as T
    fc.assert(
      fc.property(event, event, cdr, cdr, (e, f, c, d) => {
        expect(standingEvent(turned(f), e)).toEqual(standingEvent(e, turned(f)))
        expect(standingEvent(f, turned(e))).toEqual(standingEvent(e, f))
        expect(laterCdr(turned(d), c)).toEqual(laterCdr(c, d))
      }),
      { seed, numRuns: 500 },
    )
  })

  it(`moves the phase only forward as events come (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(whole, { minLength: 5 }), (order) => {
        const phases = order.map((_, index) => callPhases.indexOf(buildCall('AXB', order.slice(0, index + 1), []).phase))
        expect(phases).toEqual(phases.toSorted((a, b) => a - b))
      }),
      { seed },
    )
  })
})

describe('a call whose end never came', () => {
  const since = { lastEventAt: monday }
  it('is overdue ten minutes after ringing and a day after talking', () => {
    expect(isOverdue({ phase: 'ringing', ...since }, monday + 10 * minuteMs)).toBe(false)
    expect(isOverdue({ phase: 'ringing', ...since }, monday + 10 * minuteMs + 1)).toBe(true)
    expect(isOverdue({ phase: 'talking', ...since }, monday + dayMs)).toBe(false)
    expect(isOverdue({ phase: 'talking', ...since }, monday + dayMs + 1)).toBe(true)
  })

  it('is never overdue when it has ended', () => {
    expect(isOverdue({ phase: 'ended', ...since }, monday + 9 * dayMs)).toBe(false)
  })
})
