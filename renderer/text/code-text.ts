import { findCity } from '../../shared/codes/area-codes.ts'
import { findQ850Cause } from '../../shared/codes/q850.ts'
import { findStateCode } from '../../shared/codes/state-codes.ts'
import type { CallDetail } from '../../shared/ipc/live.ts'
import type { Language } from './i18n.ts'

/** What a state code or release point means, and what to do about it. */
export function stateCodeText(code: number, language: Language): { meaning: string; remedy: string } {
  const found = findStateCode(code)
  return language === 'en' ? { meaning: found.en, remedy: found.remedyEn } : { meaning: found.zh, remedy: found.remedyZh }
}

/**
 * Why a call ended and what to do about it. Where the release code says nothing (0 is "normal" even of a call nobody answered, and the
 * published list is incomplete) the network's cause does.
 * @returns meaning null: no cause was given; remedy null: there is nothing to mend
 */
export function releaseText(
  { outcome, releaseCode, q850Cause }: Pick<CallDetail, 'outcome' | 'releaseCode' | 'q850Cause'>,
  language: Language,
): { meaning: string | null; remedy: string | null } {
  const code = releaseCode === null ? null : stateCodeText(releaseCode, language)
  if (outcome === 'answered') return { meaning: code?.meaning ?? null, remedy: null }
  const why = releaseCode === null || releaseCode === 0 ? null : findStateCode(releaseCode)
  if (!q850Cause || why?.known) return code ?? { meaning: null, remedy: null }
  const { remedyEn, remedyZh } = findQ850Cause(q850Cause)
  return {
    meaning: code !== null && why !== null ? code.meaning : q850Text(q850Cause, language),
    remedy: language === 'en' ? remedyEn : remedyZh,
  }
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
