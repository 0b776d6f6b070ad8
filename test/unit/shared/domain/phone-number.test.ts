import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskForeignText, maskNumber, maskText, toE164 } from '../../../../shared/domain/phone-number.ts'
import { seed } from '../../../support/seed.ts'

describe('toE164', () => {
  it.each([
    ['+8613800000001', '+8613800000001'],
    ['8613800000001', '+8613800000001'],
    ['008613800000001', '+8613800000001'],
    ['13800000001', '+8613800000001'],
    [' 138 0000 0001 ', '+8613800000001'],
    ['138-0000-0001', '+8613800000001'],
    ['+8617000000001', '+8617000000001'],
    ['+8675528000010', '+8675528000010'],
    ['8675528000010', '+8675528000010'],
    ['075528000010', '+8675528000010'],
    ['0755-28000010', '+8675528000010'],
    ['01082000001', '+861082000001'],
    ['+861082000001', '+861082000001'],
    ['02085000001', '+862085000001'],
    ['0317-8000001', '+863178000001'],
  ])('puts %s right', (given, expected) => {
    expect(toE164(given)).toBe(expected)
  })

  it.each(['4008001234', '95588', '+85221234567', '10086', 'anonymous', '12345678901'])('leaves %s as it came', (given) => {
    expect(toE164(given)).toBe(given)
  })

  it.each([null, undefined, '', '   '])('reads %j as no number', (given) => {
    expect(toE164(given)).toBeNull()
  })

  it(`is the same done twice (seed ${seed})`, () => {
    const digits = fc.array(fc.constantFrom(...'+0123456789 -'), { maxLength: 18 }).map((list) => list.join(''))
    fc.assert(
      fc.property(digits, (text) => {
        expect(toE164(toE164(text))).toBe(toE164(text))
      }),
      { seed, numRuns: 2_000 },
    )
  })
})

describe('maskNumber', () => {
  it.each([
    ['+8613800000001', '138****0001'],
    ['+8675528000010', '0755****0010'],
    ['+861082000001', '010****0001'],
    ['+863178000001', '0317****0001'],
    ['4008001234', '****34'],
    ['+85221234567', '****67'],
    ['95588', '****88'],
    ['1008', '****'],
    ['', '–'],
    [null, '–'],
  ])('shows %s as %s', (given, expected) => {
    expect(maskNumber(given)).toBe(expected)
  })
})

describe('maskText', () => {
  it('masks numbers in any documented form', () => {
    expect(maskText('called +8613800000001, then 13900000002 and 008613800000003.')).toBe(
      'called 138****0001, then 139****0002 and 138****0003.',
    )
    expect(maskText('from +8675528000010 or 075528000010 or 010 82000001')).toBe('from 0755****0010 or 0755****0010 or 010 82000001')
  })

  it('masks the numbers inside a session id', () => {
    expect(maskText('+8613800000001_+8617000000001_4_627e5c1f_963036_669_1_0')).toBe('138****0001_170****0001_4_627e5c1f_963036_669_1_0')
    expect(maskText('8613800000001_8617000000001_4')).toBe('138****0001_170****0001_4')
  })

  it('leaves other digits alone', () => {
    const untouched = [
      'at 1772416801000 after 1772416801 s',
      '1200_1827_4294967295_20190124023003@callenabler246.huaweicaas.com',
      '2026-03-02T02:00:01Z, port 18080, 512 KiB, icid ab12.3757.9',
      'code 8014, 192.168.10.1:55321',
    ]
    for (const text of untouched) expect(maskText(text)).toBe(text)
  })

  it(`leaves no number of a person whole, wherever it stands (seed ${seed})`, () => {
    const number = fc
      .tuple(fc.constantFrom('13', '15', '17', '18', '19'), fc.nat(999_999_999))
      .map(([head, rest]) => `${head}${String(rest).padStart(9, '0')}`)
    const form = fc.constantFrom('', '+86', '86', '0086')
    const edge = fc.constantFrom('', ' ', '_', '"', ':', '=', '@', '(', 'a', '号', '\n')
    fc.assert(
      fc.property(number, form, edge, edge, (digits, prefix, before, after) => {
        expect(maskText(`${before}${prefix}${digits}${after}`)).not.toContain(digits)
      }),
      { seed, numRuns: 1_000 },
    )
  })
})

describe('maskForeignText', () => {
  it.each([
    ['Invalid request. 138 0013 8000 wrong', 'Invalid request. 138****8000 wrong'],
    ['138-0013-8000', '138****8000'],
    ['+86 138-0013-8000, 0086 139 0000 0002', '138****8000, 139****0002'],
    ['1 3 8 0 0 1 3 8 0 0 0', '138****8000'],
    ['tel.138.0013.8000;', 'tel.138****8000;'],
    ['138　0013　8000', '138****8000'],
    ['0755-28000010 or 010 8200 0001 or +86 (755) 2800-0010', '0755****0010 or 010****0001 or 0755****0010'],
    ['called +8613800000001 at once', 'called 138****0001 at once'],
  ])('shows %j as %j', (given, expected) => {
    expect(maskForeignText(given)).toBe(expected)
  })

  it.each(['order-77', 'order 20260301-000077', '2026-03-01 12:30:15', 'lastMinVoice.wav does not exist.', 'code 1012010, 138 times'])(
    'leaves %j as it is',
    (text) => {
      expect(maskForeignText(text)).toBe(text)
    },
  )

  it(`leaves no number of a person readable, however its digits are set apart (seed ${seed})`, () => {
    const number = fc.tuple(fc.constantFrom('13', '15', '17', '18', '19'), fc.nat(999_999_999))
    const gaps = fc.array(fc.constantFrom('', ' ', '-', '.', ' -', ' '), { minLength: 11, maxLength: 11 })
    fc.assert(
      fc.property(number, gaps, ([head, rest], between) => {
        const digits = `${head}${String(rest).padStart(9, '0')}`
        const shown = maskForeignText(`x${[...digits].map((digit, order) => `${digit}${between[order]}`).join('')}y`)
        expect(shown.replace(/\D/g, '')).toBe(`${digits.slice(0, 3)}${digits.slice(-4)}`)
      }),
      { seed, numRuns: 1_000 },
    )
  })

  it('takes no time for texts made to take it', () => {
    const began = performance.now()
    for (const unit of ['1', '13 ', '0 ', '86-', '- ', '1 3 8 0 ']) maskForeignText(unit.repeat(20_000))
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})
