import { describe, expect, it } from 'vitest'
import { dayMs, parsePlatformTime, startOfAccountDay, toPlatformTime } from '../../../../shared/domain/time.ts'

describe('parsePlatformTime', () => {
  it.each([
    ['2026-03-01 02:00:01', Date.UTC(2026, 2, 1, 2, 0, 1)],
    ['2026-03-01T02:00:01Z', Date.UTC(2026, 2, 1, 2, 0, 1)],
    [' 2026-03-01 02:00:01 ', Date.UTC(2026, 2, 1, 2, 0, 1)],
    ['2018-09-13T09:46:16.023Z', Date.UTC(2018, 8, 13, 9, 46, 16, 23)],
    ['2018-09-13T09:46:16.5Z', Date.UTC(2018, 8, 13, 9, 46, 16, 500)],
    ['1548313408', 1_548_313_408_000],
    ['1548313408123', 1_548_313_408_123],
  ])('reads %s', (text, at) => {
    expect(parsePlatformTime(text)).toBe(at)
  })

  it.each([
    '',
    '   ',
    null,
    undefined,
    'yesterday',
    '2026-13-01 00:00:00',
    '2026-03-01',
    '2026-03-01 25:00:00',
    '12345',
    '2026-02-30 00:00:00',
  ])('reads %j as no instant', (text) => {
    expect(parsePlatformTime(text)).toBeNull()
  })

  it('reads back what is written', () => {
    const at = Date.UTC(2026, 11, 31, 23, 59, 59)
    expect(toPlatformTime(at)).toBe('2026-12-31 23:59:59')
    expect(parsePlatformTime(toPlatformTime(at))).toBe(at)
  })
})

describe('startOfAccountDay', () => {
  const midnight = Date.UTC(2026, 2, 1, 16, 0, 0)

  it('is midnight in Shanghai, 16:00 UTC of the day before', () => {
    expect(startOfAccountDay(midnight)).toBe(midnight)
    expect(startOfAccountDay(midnight - 1)).toBe(midnight - dayMs)
    expect(startOfAccountDay(midnight + dayMs - 1)).toBe(midnight)
  })
})
