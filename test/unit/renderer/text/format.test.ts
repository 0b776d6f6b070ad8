import { describe, expect, it } from 'vitest'
import { createFormats } from '../../../../renderer/text/format.ts'

const zh = createFormats('zh-CN')
const en = createFormats('en')
const at = Date.UTC(2026, 2, 1, 2, 0, 1)

describe('formats', () => {
  it('writes times in the zone of the account, whatever the zone of the computer', () => {
    expect(zh.time(at)).toBe('10:00:01')
    expect(zh.minute(at)).toBe('10:00')
    expect(zh.dateTime(at)).toBe('2026年3月1日 10:00:01')
    expect(zh.time(Date.UTC(2026, 2, 1, 16, 0, 0))).toBe('00:00:00')
  })

  it('writes the date only when it is not today in that zone', () => {
    expect(zh.moment(at, at + 60_000)).toBe('10:00:01')
    expect(zh.moment(at, at + 24 * 3_600_000)).toBe('3月1日 10:00:01')
    expect(en.moment(at, at + 24 * 3_600_000)).toBe('Mar 1 10:00:01')
  })

  it('reads lengths like a clock', () => {
    expect([0, 7_999, 760_000, 3_723_000].map((ms) => zh.clock(ms))).toEqual(['0:00', '0:07', '12:40', '1:02:03'])
    expect(zh.clock(-5)).toBe('0:00')
  })

  it('says ages and lengths in words', () => {
    expect([3_400, 61_000, 2 * 3_600_000].map((ms) => zh.ago(ms))).toEqual(['3秒前', '1分钟前', '2小时前'])
    expect(en.ago(3_400)).toBe('3s ago')
    expect(zh.length(380)).toBe('380毫秒')
    expect(zh.length(2_440)).toBe('2.4秒')
    expect(en.length(5 * 60_000)).toBe('5 min')
  })

  it('shows an en dash for what is not known, and no figure', () => {
    expect([zh.number(null), zh.percent(null), zh.time(null), zh.clock(null), zh.length(null), zh.seconds(null)]).toEqual(
      Array(6).fill('–'),
    )
  })

  it('keeps one digit of a rate', () => {
    expect(zh.percent(0.7231)).toBe('72.3%')
    expect(zh.percent(0.1, 0)).toBe('10%')
    expect(zh.number(12_345)).toBe('12,345')
  })
})
