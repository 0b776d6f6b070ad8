import { describe, expect, it } from 'vitest'
import { createI18n } from '../../../../../renderer/text/i18n.ts'
import { partiesText, xText } from '../../../../../renderer/views/calls/x-text.ts'
import { aLiveCallRow } from '../../../../builders/live-call-row.ts'

const zh = createI18n('zh-CN').t
const en = createI18n('en').t
const call = (patch: Partial<ReturnType<typeof aLiveCallRow>>) => ({ ...aLiveCallRow(1), ...patch })

describe('the private side of a call', () => {
  it('is X alone where the mode has nothing more', () => {
    for (const mode of ['AXB', 'AX', 'X'] as const) expect(xText(call({ mode }), zh)).toBe('170****0002')
  })

  it('has the extension of AXE, zeros and all', () => {
    expect(xText(call({ mode: 'AXE', extension: '0023' }), zh)).toBe('170****0002 转 0023')
    expect(xText(call({ mode: 'AXE', extension: '0023' }), en)).toBe('170****0002 ext. 0023')
  })

  it('waits for an extension only while the call arrives', () => {
    expect(xText(call({ mode: 'AXE', phase: 'ringing-in' }), zh)).toBe('170****0002 等待分机')
    expect(xText(call({ mode: 'AXE', phase: 'talking' }), zh)).toBe('170****0002')
    expect(xText(call({ mode: 'AXB', phase: 'ringing-in' }), zh)).toBe('170****0002')
  })

  it('names X and Y of AXYB, and X alone while Y is not known', () => {
    expect(xText(call({ mode: 'AXYB', y: '171****0011' }), en)).toBe('X 170****0002 · Y 171****0011')
    expect(xText(call({ mode: 'AXYB' }), en)).toBe('170****0002')
  })

  it('stands between A and B', () => {
    expect(partiesText(call({ mode: 'AXE', extension: '7' }), zh)).toBe('138****0001 → 170****0002 转 7 → 139****0003')
  })
})
