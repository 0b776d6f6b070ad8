import { describe, expect, it } from 'vitest'
import { findQ850Cause } from '../../../../shared/codes/q850.ts'
import { findStateCode } from '../../../../shared/codes/state-codes.ts'
import { q850Text, releaseText, stateCodeText } from '../../../../renderer/text/code-text.ts'

const told = (releaseCode: number | null, q850Cause: number | null, outcome: 'answered' | 'not-answered' | 'failed' | 'unknown') =>
  releaseText({ outcome, releaseCode, q850Cause }, 'zh-CN')

describe('why a call ended', () => {
  it('is told by the release code where that is known', () => {
    expect(told(8102, 17, 'not-answered')).toEqual(stateCodeText(8102, 'zh-CN'))
    expect(told(8102, null, 'not-answered')).toEqual(stateCodeText(8102, 'zh-CN'))
  })

  it.each([[null], [0]])('is told by the cause of the network where the release code is %s', (code) => {
    const cause = findQ850Cause(17)
    expect(told(code, 17, 'not-answered')).toEqual({ meaning: cause.zh, remedy: cause.remedyZh })
    expect(releaseText({ outcome: 'not-answered', releaseCode: code, q850Cause: 17 }, 'en').remedy).toBe(cause.remedyEn)
  })

  it('shows an unlisted release code as it came, with what to do about the cause of the network', () => {
    expect(findStateCode(7777).known).toBe(false)
    expect(told(7777, 17, 'unknown')).toEqual({ meaning: stateCodeText(7777, 'zh-CN').meaning, remedy: findQ850Cause(17).remedyZh })
    expect(told(7777, null, 'unknown')).toEqual(stateCodeText(7777, 'zh-CN'))
  })

  it('takes a cause of 0 for none', () => {
    expect(told(null, 0, 'unknown')).toEqual({ meaning: null, remedy: null })
    expect(told(null, null, 'unknown')).toEqual({ meaning: null, remedy: null })
  })

  it('needs no remedy of a call that was answered', () => {
    expect(told(0, 16, 'answered')).toEqual({ meaning: stateCodeText(0, 'zh-CN').meaning, remedy: null })
    expect(q850Text(16, 'zh-CN')).not.toBe(stateCodeText(0, 'zh-CN').meaning)
  })
})
