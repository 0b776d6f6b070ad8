import { describe, expect, it } from 'vitest'
import { createFormats } from '../../../../../renderer/text/format.ts'
import { createI18n } from '../../../../../renderer/text/i18n.ts'
import { bindingText } from '../../../../../renderer/views/poller/binding-text.ts'
import { fieldText } from '../../../../../renderer/views/poller/field-text.ts'

const texts = { t: createI18n('zh-CN').t, f: createFormats('zh-CN'), language: 'zh-CN' as const }
const said = (field: string, before: string | null, after: string | null) => fieldText({ field, before, after }, texts)

describe('a changed setting of a binding', () => {
  it('is said with its unit', () => {
    expect(said('durationSeconds', '3600', '0')).toBe('有效期：1小时 → 永久')
    expect(said('maxMinutes', '0', '30')).toBe('最长通话：不限 → 30分钟')
    expect(said('recorded', 'false', 'true')).toBe('录音：关 → 开')
    expect(said('callDirection', 'both', 'a-calls')).toBe('呼叫方向：双向 → 仅 A 呼叫')
    expect(said('expiresAt', String(Date.UTC(2026, 2, 1, 2, 0, 1)), null)).toBe('到期时间：2026年3月1日 10:00:01 → 无')
  })

  it('shows numbers as they came: masked', () => {
    expect(said('bNumber', '139****2044', '135****8810')).toBe('B：139****2044 → 135****8810')
  })

  it('keeps the name and value of what only the platform has a name for', () => {
    expect(said('more.somethingNew', null, '{"a":1}')).toBe('somethingNew：无 → {"a":1}')
    expect(said('toString', 'a', 'b')).toBe('toString：a → b')
    expect(said('callDirection', 'both', 'sideways')).toBe('呼叫方向：双向 → sideways')
  })
})

describe('a binding in one line', () => {
  const none = { a: '–', x: '170****0001', b: '–', y: null, extension: null }

  it('names what its mode joins and nothing else', () => {
    const { t } = texts
    expect(bindingText({ ...none, a: '138****0117', b: '139****2044' }, t)).toBe('138****0117 – 170****0001 – 139****2044')
    expect(bindingText({ ...none, a: '138****0117' }, t)).toBe('138****0117 – 170****0001')
    expect(bindingText({ ...none, a: '138****0117', extension: '0023' }, t)).toBe('138****0117 – 170****0001 转 0023')
    expect(bindingText({ ...none, y: '171****0011', b: '139****2044' }, t)).toBe('X 170****0001 · Y 171****0011 – 139****2044')
  })
})
