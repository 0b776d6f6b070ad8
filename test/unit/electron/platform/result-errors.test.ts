import { describe, expect, it } from 'vitest'
import { errorOfResult, meansNone, resultRules, ruleOfResult, shutOutMs } from '../../../../electron/platform/result-errors.ts'
import { findResultCode, resultCodes } from '../../../../shared/codes/result-codes.ts'
import { errorCodes } from '../../../../shared/errors.ts'

describe('the platform’s codes', () => {
  it('all have a rule, and every rule has words', () => {
    expect(Object.keys(resultRules).sort()).toEqual(
      Object.keys(resultCodes)
        .filter((code) => code !== '0')
        .sort(),
    )
  })

  it('become errors of the closed list and keep their code', () => {
    for (const code of Object.keys(resultRules)) {
      const error = errorOfResult(code, 'what it said', 403)
      expect(errorCodes).toContain(error.code)
      expect([error.platformCode, error.details?.['outcome']]).toEqual([code, resultRules[code]?.outcome])
      expect(error.message).toBe(`the platform answered ${code}: what it said`)
    }
  })

  it.each([
    ['1010002', 'invalid-input'],
    ['1010003', 'credentials'],
    ['1010010', 'rate-limited'],
    ['1010029', 'restricted'],
    ['1011003', 'no-capacity'],
    ['1011005', 'conflict'],
    ['1012001', 'platform-rejected'],
    ['1012007', 'not-found'],
    ['1012008', 'no-capacity'],
    ['1012010', 'conflict'],
    ['1012102', 'restricted'],
    ['1016001', 'not-found'],
    ['1016002', 'conflict'],
    ['1020166', 'restricted'],
    ['1020167', 'no-capacity'],
    ['1020176', 'restricted'],
    ['1023036', 'credentials'],
  ])('%s is %s', (code, error) => {
    expect(errorOfResult(code, '', 403).code).toBe(error)
  })

  it('say how long to wait', () => {
    expect(errorOfResult('1010010', '', 403).retryAfterMs).toBe(60_000)
    expect(errorOfResult('1020176', '', 403).retryAfterMs).toBe(shutOutMs)
    expect(errorOfResult('1012010', '', 403).retryAfterMs).toBeUndefined()
  })

  it('agree with their words about what kind of trouble they are', () => {
    const groups: Partial<Record<string, readonly string[]>> = {
      credentials: ['credentials'],
      request: ['invalid-input'],
      capacity: ['no-capacity'],
      flow: ['rate-limited'],
    }
    for (const code of Object.keys(resultRules)) {
      const expected = groups[findResultCode(code).group ?? '']
      if (expected) expect([code, expected]).toEqual([code, [ruleOfResult(code, 403).error]])
    }
  })
})

describe('a code that is not listed', () => {
  it.each([
    ['1023020', 400, 'credentials', 'refused'],
    ['1012999', 403, 'platform-rejected', 'refused'],
    ['1012999', 401, 'credentials', 'refused'],
    ['1012999', 429, 'rate-limited', 'refused'],
    ['1012999', 500, 'platform-rejected', 'unknown'],
    ['E-7', 200, 'platform-rejected', 'refused'],
    ['constructor', 403, 'platform-rejected', 'refused'],
  ])('%s with HTTP %d is %s', (code, status, error, outcome) => {
    expect(ruleOfResult(code, status)).toMatchObject({ error, outcome })
  })

  it('is never taken for "there is none"', () => {
    expect(['1012007', '1016001', '1012999', '0'].filter(meansNone)).toEqual(['1012007', '1016001'])
  })
})

describe('what the platform wrote', () => {
  it.each(['13800000001', '+86 138 0000 0001', '138-0000-0001', `E${'7'.repeat(1_000)}`, 'x'.repeat(1_024), '4008001234567'])(
    'as a code %j shows no number and is short',
    (code) => {
      const error = errorOfResult(code, '', 400)
      expect(error.platformCode?.length).toBeLessThanOrEqual(32)
      expect(`${error.platformCode} ${error.message}`).not.toMatch(/\d{7}|0000[- ]0001/)
    },
  )

  it('is kept where it is a code', () => {
    expect(['1012010', 'E-7'].map((code) => errorOfResult(code, '', 403).platformCode)).toEqual(['1012010', 'E-7'])
  })

  it('beside a code shows no number, in whatever form', () => {
    const { message } = errorOfResult('1010002', `Invalid request. 138 0013 8000, +8613800138000 ${'.'.repeat(212)} 138-0013-8000`, 400)
    expect(message).toContain('Invalid request. 138****8000, 138****8000')
    expect(message).not.toMatch(/0013|138-/)
  })
})
