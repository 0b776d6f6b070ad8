import { describe, expect, it } from 'vitest'
import { cities, findCity } from '../../../../shared/codes/area-codes.ts'
import { findQ850Cause, q850Causes } from '../../../../shared/codes/q850.ts'
import { findResultCode, resultCodes } from '../../../../shared/codes/result-codes.ts'
import { findStateCode, stateCodes, type CodeGroup } from '../../../../shared/codes/state-codes.ts'

/** `'3 7-9'` → 3, 7, 8, 9: as the documentation writes its lists. */
function listed(text: string): number[] {
  return text.split(' ').flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number)
    return Array.from({ length: to - from + 1 }, (_, index) => from + index)
  })
}

// The platform's own page, group by group (errors.md §4.1), then what only the older pages and the release points add (§4.3).
const documentedStateCodes: Record<CodeGroup, number[]> = {
  normal: [0],
  binding: listed('8013 8014 8016 8019 8022 8030 8031 7104'),
  caller: listed('7501 7502 7516 8032 8033 8009'),
  number: [8025],
  callee: listed('7503 7504 8035 8100-8105'),
  tenant: listed('7100 7101 7105 7106 7108 7507 8006 8010 8012'),
  control: listed('7001-7005 7107 7109 7500 8017 8018 8023 8024 8042 8043 8044 8046-8051 8055 8056 8057'),
  platform: listed('522 8007 8008 8015 8041 7102 8011 8020 7103 7505 7506 7508 8040'),
}

const documentedCauses = listed('0-9 16-23 25-31 34 38-44 46 47 49 50 53 55 57 58 62 63 65 66 69 70 79 81-88 97-103 110 111 127')

const documentedResults = listed(
  '0 1023006-1023012 1023033-1023037 1023001 1023002 1020001-1020003 1020166 1020176 1010001-1010003 1010010 1010029 1010040 ' +
    '1011001-1011005 1012001 1012007 1012008 1012010 1012102 1016001 1016002 1020165 1020167',
).map(String)

function textsOf(...tables: object[]): string[] {
  return tables.flatMap((table) => Object.values(table).flatMap((row) => Object.values(row as Record<string, string>)))
}

describe('state codes', () => {
  it.each(Object.entries(documentedStateCodes))('has every documented code of group %s', (group, codes) => {
    expect(codes.filter((code) => stateCodes[code]?.group !== group)).toEqual([])
  })

  it('holds no code that the platform does not document', () => {
    const documented = new Set(Object.values(documentedStateCodes).flat())
    expect(Object.keys(stateCodes).filter((code) => !documented.has(Number(code)))).toEqual([])
  })

  it('explains an unknown code by its family, and says that it is unknown', () => {
    expect(findStateCode(8101)).toMatchObject({ known: true, group: 'callee' })
    expect(findStateCode(8199)).toMatchObject({ known: false, group: 'callee', en: 'Callee not reached (8199)' })
    expect(findStateCode(8099)).toMatchObject({ known: false, group: null })
    expect(findStateCode(-3).en).toBe('Unlisted reason (-3)')
  })
})

describe('Q.850 causes', () => {
  it('has every documented cause', () => {
    expect(Object.keys(q850Causes).map(Number)).toEqual(documentedCauses)
  })

  it('explains an unknown cause by its class, and a SIP status that stands in for one', () => {
    expect(findQ850Cause(17)).toMatchObject({ known: true, group: 'normal', en: 'User busy', remedyEn: 'Call again in a few minutes' })
    expect(findQ850Cause(45)).toMatchObject({ known: false, group: 'resource', en: 'Resource unavailable (45)' })
    expect(findQ850Cause(486)).toMatchObject({ group: null, en: 'SIP status (486)' })
    expect(findQ850Cause(200)).toMatchObject({ group: null, en: 'Unlisted cause (200)' })
    expect(findQ850Cause(-1).en).toBe('Unlisted cause (-1)')
  })

  it('puts each cause into its class', () => {
    const groupOf = (group: string) => documentedCauses.filter((code) => q850Causes[code]?.group === group)
    const groups = {
      none: [0],
      resource: listed('34 38-44 46 47'),
      service: listed('49 50 53 55 57 58 62 63'),
      'not-implemented': listed('65 66 69 70 79'),
      'invalid-message': listed('81-88'),
      protocol: listed('97-103 110 111'),
      interworking: [127],
    }
    expect(Object.keys(groups).map(groupOf)).toEqual(Object.values(groups))
  })
})

describe('result codes', () => {
  it('has every documented code', () => {
    expect(documentedResults.filter((code) => resultCodes[code] === undefined)).toEqual([])
  })

  it('explains an unknown code by its family', () => {
    expect(findResultCode('1012010')).toMatchObject({ known: true, group: 'binding' })
    expect(findResultCode('1023020')).toMatchObject({ known: false, group: 'credentials', en: 'Authentication failed (1023020)' })
    expect(findResultCode('1012999')).toMatchObject({ known: false, group: null, en: 'Number or binding (1012999)' })
    expect(findResultCode('E-7').en).toBe('Unlisted error of the platform (E-7)')
    expect(findResultCode('constructor').known).toBe(false)
  })
})

describe('area codes', () => {
  it('names cities by their code, with or without the leading 0', () => {
    expect(findCity('0755')).toMatchObject({ zh: '深圳', en: 'Shenzhen', provinceEn: 'Guangdong' })
    expect(findCity('755')?.en).toBe('Shenzhen')
    expect(findCity('10')?.en).toBe('Beijing')
    expect(findCity('0999999')).toBeNull()
    expect(findCity(null)).toBeNull()
  })

  it('holds each code once and no blanks', () => {
    expect(cities.size).toBeGreaterThan(300)
    for (const [code, city] of cities) {
      expect(code).toMatch(/^0(?:10|2\d|[3-9]\d{2})$/)
      expect(city.zh).not.toBe('')
      expect(city.en).toMatch(/^[\p{L}' /]+$/u)
    }
  })
})

describe('all tables', () => {
  const texts = textsOf(stateCodes, q850Causes, resultCodes)

  it('has a text in every field', () => {
    expect(texts.filter((text) => text.trim() === '')).toEqual([])
  })

  it('holds no phone number', () => {
    expect(texts.filter((text) => /\d{7,}/.test(text))).toEqual([])
  })
})
