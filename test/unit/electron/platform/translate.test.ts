import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventBody, feeBody, feeRecord, generatedCalls, monday, numbers, numberStatusBody } from '../../../builders/pushes.ts'
import { toldBy, toldByText } from '../../../builders/translated.ts'
import { seed } from '../../../support/seed.ts'

describe('a list longer than documented', () => {
  const many = Array.from({ length: 51 }, (_, index) => feeRecord(`s-${index}`, monday))

  it('is taken in and noted', () => {
    expect(toldBy(feeBody(many))).toMatchObject({ verdict: 'accepted', reason: 'more-than-documented', rejected: [] })
    expect(toldBy(feeBody(many)).facts).toHaveLength(51)
    expect(toldBy(feeBody(many.slice(1)))).toMatchObject({ verdict: 'accepted', reason: null })
    expect(toldBy(numberStatusBody(many.map(() => ({ number: numbers.x, status: '5' }))))).toMatchObject({ reason: null })
    expect(toldBy(numberStatusBody(Array.from({ length: 101 }, () => ({ number: numbers.x, status: '5' }))))).toMatchObject({
      verdict: 'accepted',
      reason: 'more-than-documented',
    })
  })

  it('with a bad record in it names the bad record', () => {
    expect(toldBy(feeBody([...many, {}]))).toMatchObject({ verdict: 'accepted', reason: 'invalid-fields', rejected: [{ position: 51 }] })
  })
})

describe('a list far longer than any platform would send', () => {
  it.each([
    ['numInfo', { number: numbers.x, status: '5' }, 'number-status', (list: unknown[]) => ({ eventType: 'numStatus', numInfo: list })],
    ['feeLst', { sessionId: 's-1' }, 'cdr', (list: unknown[]) => ({ eventType: 'fee', feeLst: list })],
  ])('of %s is quarantined as a whole, unread', (name, good, kind, message) => {
    const filled = (bad: number) => toldBy(message([...Array.from({ length: bad }, () => 1), good]))
    expect(filled(1_999)).toMatchObject({ kind, verdict: 'accepted', facts: [{ kind }] })
    expect(filled(1_999).rejected).toHaveLength(1_999)
    for (const bad of [2_000, 200_000]) {
      const told = filled(bad)
      expect(told).toMatchObject({ kind, verdict: 'quarantined', reason: 'invalid-fields', facts: [] })
      expect(told.rejected).toEqual([{ position: 0, reason: 'invalid-fields', detail: expect.stringMatching(`^${name}: .*2000`) }])
    }
  })
})

describe('what cannot be meant', () => {
  it('is quarantined where a name stands twice in one object, however it is written', () => {
    const event = JSON.stringify(eventBody('callin', 's-1', monday))
    const doubled = [
      event.replace('{"eventType"', '{"eventType":"fee","eventType"'),
      event.replace('"sessionId"', '"sessionId" :\n "s-2", "sessionId"'),
      event.replace('"sessionId"', '"\\u0073essionId":"s-2","sessionId"'),
    ]
    for (const text of doubled) {
      expect(toldByText(text)).toMatchObject({ verdict: 'quarantined', reason: 'invalid-fields', facts: [] })
      expect(toldByText(text).rejected[0]?.detail).toBe('a name stands twice in one object')
    }
  })

  it('is not seen where a name only looks as if it stood twice', () => {
    for (const userData of ['"sessionId":"x"', '\\', '\\"sessionId\\" :', '":']) {
      expect(toldBy(eventBody('callin', 's-1', monday, { userData, also: { sessionId: 'x' } })).verdict).toBe('accepted')
    }
  })

  it('is quarantined where it nests deeper than any push', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect(toldByText(deep)).toMatchObject({ kind: 'unknown', verdict: 'quarantined', reason: 'invalid-fields' })
    const record = JSON.stringify(feeRecord('s-1', monday)).replace('{', `{"novelty":${deep},`)
    expect(toldByText(`{"eventType":"fee","feeLst":[${record}]}`)).toMatchObject({
      kind: 'cdr',
      verdict: 'quarantined',
      reason: 'invalid-fields',
    })
  })

  it('does not reach any prototype', () => {
    const own = '"__proto__":{"sessionId":"s-1","timestamp":"2026-03-01 02:00:01","polluted":1}'
    expect(toldByText(`{"eventType":"callin","statusInfo":{${own}}}`)).toMatchObject({ verdict: 'quarantined', reason: 'invalid-fields' })
    const record = JSON.stringify(feeRecord('s-1', monday)).replace('{', `{${own},`)
    expect(toldByText(`{"eventType":"fee","feeLst":[${record}]}`)).toMatchObject({ verdict: 'accepted' })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it.each(['1e20', '12345678901234567890', '1e400'])('is no identity: %s', (number) => {
    const text = JSON.stringify(eventBody('callin', 's-1', monday)).replace('"s-1"', number)
    expect(toldByText(text)).toMatchObject({ reason: 'invalid-fields' })
  })

  it('is no identity where it is endless', () => {
    expect(toldBy(eventBody('callin', 's'.repeat(1_025), monday))).toMatchObject({ reason: 'invalid-fields' })
  })

  it('is put right where half a character is missing', () => {
    expect(toldBy(eventBody('callin', 's-\ud800', monday))).toMatchObject({ facts: [{ event: { sessionId: 's-\ufffd' } }] })
    expect(toldBy(eventBody('callin', 's-😀', monday))).toMatchObject({ facts: [{ event: { sessionId: 's-😀' } }] })
  })
})

describe('every push of a generated call', () => {
  it(`is understood wholly (seed ${seed})`, () => {
    for (const { events, cdr } of generatedCalls(
      seed,
      Array.from({ length: 200 }, (_, index) => index * 7),
    )) {
      for (const body of [...events.map((event) => event.body), feeBody([cdr.record])]) {
        expect(toldBy(body)).toMatchObject({ verdict: 'accepted', rejected: [] })
      }
    }
  })
})

describe('whatever JSON comes', () => {
  it(`translates without throwing (seed ${seed})`, () => {
    const eventType = fc.constantFrom('fee', 'callin', 'collectInfo', 'disconnect', 'numStatus', 'x')
    const message = fc.record(
      { eventType, statusInfo: fc.jsonValue(), feeLst: fc.jsonValue(), numInfo: fc.jsonValue(), smsEvent: fc.jsonValue() },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), message), (body) => {
        const { verdict, facts } = toldBy(body)
        expect(verdict === 'accepted' ? facts.length > 0 : facts.length === 0).toBe(true)
      }),
      { seed, numRuns: 2_000 },
    )
  })
})
