import { findCity } from '../../shared/codes/area-codes.ts'
import { findQ850Cause } from '../../shared/codes/q850.ts'
import { findStateCode } from '../../shared/codes/state-codes.ts'
import type { Language } from './i18n.ts'

/** What a state code or release point means, and what to do about it. */
export function stateCodeText(code: number, language: Language): { meaning: string; remedy: string } {
  const found = findStateCode(code)
  return language === 'en' ? { meaning: found.en, remedy: found.remedyEn } : { meaning: found.zh, remedy: found.remedyZh }
}

export function q850Text(cause: number, language: Language): string {
  const found = findQ850Cause(cause)
  return language === 'en' ? found.en : found.zh
}

/** The city's name; an unknown code as it came, and an en dash where none is known. */
export function cityText(areaCode: string | null, language: Language): string {
  if (areaCode === null) return '–'
  const city = findCity(areaCode)
  if (!city) return areaCode
  return language === 'en' ? city.en : city.zh
}
