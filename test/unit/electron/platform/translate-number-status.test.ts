import { describe, expect, it } from 'vitest'
import { numbers, numberStatusBody } from '../../../builders/pushes.ts'
import { toldBy } from '../../../builders/translated.ts'

describe('a number status', () => {
  const reports = (...entries: unknown[]) =>
    toldBy(numberStatusBody(entries)).facts.map((fact) => (fact.kind === 'number-status' ? fact.report : null))

  it.each([
    ['5', undefined, 'normal', null],
    ['9', undefined, 'paused', null],
    ['11', '', 'binding-frozen', null],
    ['10', '1', 'unavailable', 'deleted'],
    ['10', '2', 'unavailable', 'arrears'],
    ['10', '3', 'unavailable', 'carrier-suspended'],
    ['10', '5', 'unavailable', 'carrier-restricted'],
    ['10', '6', 'unavailable', 'restriction-lifted'],
    ['10', '7', 'unavailable', 'forward-all'],
    ['10', '8', 'unavailable', 'forward-no-answer'],
    ['10', '9', 'unavailable', 'forward-busy'],
    [10, 2, 'unavailable', 'arrears'],
    [' 9 ', null, 'paused', null],
    // Codes the page does not list stay as they came.
    ['10', '4', 'unavailable', '4'],
    ['12', '77', 'unknown', '77'],
    ['constructor', 'toString', 'unknown', 'toString'],
  ])('of code %j and cause %j is %s, %s', (status, cause, word, causeWord) => {
    expect(reports({ number: '17000000001', status, cause })).toEqual([
      {
        number: numbers.x,
        status: word,
        cause: causeWord,
        statusCode: String(status).trim(),
        causeCode: cause === '' || cause === null || cause === undefined ? null : String(cause),
      },
    ])
  })

  it('keeps the good entries of a message and names the bad ones', () => {
    const said = toldBy(numberStatusBody([{ number: numbers.x, status: '9' }, { number: ' - ', status: '9' }, 7, { number: numbers.x }]))
    expect(said).toMatchObject({ verdict: 'accepted', reason: 'invalid-fields' })
    expect(said.facts).toHaveLength(1)
    expect(said.rejected.map(({ position, detail }) => [position, detail.split(':')[0]])).toEqual([
      [1, 'number'],
      [2, ''],
      [3, 'status'],
    ])
  })

  it.each([[{ eventType: 'numStatus' }], [numberStatusBody([])], [{ eventType: 'numStatus', numInfo: {} }]])(
    'of no number is quarantined: %j',
    (body) => {
      expect(toldBy(body)).toMatchObject({ kind: 'number-status', verdict: 'quarantined', reason: 'invalid-fields' })
    },
  )
})
