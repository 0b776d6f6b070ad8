import { describe, expect, it } from 'vitest'
import { createI18n } from '../../../../renderer/text/i18n.ts'
import { numberStatusText } from '../../../../renderer/text/number-status-text.ts'

const zh = createI18n('zh-CN').t

describe('number status text', () => {
  it('says status and cause', () => {
    expect(numberStatusText({ status: 'unavailable', code: '10', cause: 'arrears' }, zh)).toBe('不可用 · 欠费')
    expect(numberStatusText({ status: 'normal', code: '5', cause: null }, zh)).toBe('正常')
  })

  it('shows codes nobody documents as they came', () => {
    expect(numberStatusText({ status: 'unknown', code: '12', cause: null }, zh)).toBe('未知状态 12')
    expect(numberStatusText({ status: 'unavailable', code: '10', cause: '4' }, zh)).toBe('不可用 · 原因码 4')
    expect(numberStatusText({ status: 'unavailable', code: '10', cause: 'toString' }, zh)).toBe('不可用 · 原因码 toString')
  })

  it('says that a status is not known where its code is not at hand', () => {
    expect(numberStatusText({ status: 'unknown', code: null, cause: null }, zh)).toBe('未知状态')
  })
})
