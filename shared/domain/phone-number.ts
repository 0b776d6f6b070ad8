import { z } from 'zod'

/**
 * Phone numbers as Maskline keeps them: E.164 where the platform's documented formats allow it
 * (rules.md §1: mobile `+86` + 11 digits, landline `+86` + area code without 0 + 7-8 digits), otherwise as they came:
 * an unbound caller to an AX number may be a 400, 95 or PC number.
 */

const mobile = /^1[3-9]\d{9}$/
const trunkLandline = /^0(?:10|2\d|[3-9]\d{2})\d{7,8}$/
const nationalLandline = /^(?:10|2\d|[3-9]\d{2})\d{7,8}$/

/** Puts a number in any documented form into E.164. Blank becomes null; what fits no form is returned trimmed. */
export function toE164(text: string | null | undefined): string | null {
  const trimmed = (text ?? '').replace(/[\s-]/g, '')
  if (trimmed === '') return null
  const national = trimmed.replace(/^(?:\+|00)?86(?=1[3-9]\d{9}$|[1-9]\d{8,10}$)/, '')
  if (mobile.test(national)) return `+86${national}`
  if (trunkLandline.test(national)) return `+86${national.slice(1)}`
  const hadCountryCode = national !== trimmed
  if (hadCountryCode && nationalLandline.test(national)) return `+86${national}`
  return trimmed
}

/** A number typed by a person, put right: mobile or landline of the mainland (rules.md §1), nothing else can be a real party. */
export const E164 = z
  .string()
  .max(40)
  .transform((text) => toE164(text.normalize('NFKC')) ?? '')
  .refine((number) => e164Landline.test(number) || (number.startsWith('+86') && mobile.test(number.slice(3))), {
    message: 'must be a mobile or landline number of the mainland',
  })

const e164Landline = /^\+86(10|2\d|[3-9]\d{2})(\d{7,8})$/

/** `138****5678`; `0755****0010`; a short or foreign number keeps its last two digits. Null stays an en dash. */
export function maskNumber(number: string | null): string {
  if (number === null || number === '') return '–'
  const landline = e164Landline.exec(number)
  if (number.startsWith('+86') && mobile.test(number.slice(3))) {
    return `${number.slice(3, 6)}****${number.slice(-4)}`
  }
  if (landline) return `0${landline[1]}****${landline[2]?.slice(-4)}`
  return number.length <= 4 ? '****' : `****${number.slice(-2)}`
}

// A session id may embed numbers (`+86138…_+86139…`), so a digit run counts wherever no further digit touches it.
const mobileInText = /(?<!\d)(?:\+?86|0086)?(1[3-9]\d)\d{4}(\d{4})(?!\d)/g
const landlineInText = /(?:\+86|(?<!\d)0086|(?<!\d)86(?=[2-9]\d{8,10}(?!\d))|(?<!\d)0)((?:10|2\d|[3-9]\d{2}))\d{3,4}(\d{4})(?!\d)/g

/** Masks every phone number inside a text: logs, error messages, session ids. Other digits stay. */
export function maskText(text: string): string {
  return text.replace(mobileInText, '$1****$2').replace(landlineInText, '0$1****$2')
}

// How people set digits apart: `138 0013 8000`, `0755-2800-0010`, `(010) 8200.0001`.
const gap = String.raw`[\s\-‐-―−－.·()（）]{0,2}`
const digits = (count: string) => `(?:${gap}\\d){${count}}`
const spacedMobile = new RegExp(
  String.raw`(?<!\d)(?:(?:\+?86|0086)${gap})?(1${gap}[3-9]${gap}\d)${digits('4')}(${digits('4')})(?!\d)`,
  'gu',
)
const spacedLandline = new RegExp(
  String.raw`(?<!\d)(?:(?:\+?86|0086)${gap}0?|0)((?:10|2\d|[3-9]\d{2}))${digits('3,4')}(${digits('4')})(?!\d)`,
  'gu',
)

/**
 * Masks numbers also where their digits are set apart: for what others wrote, such as data of the customer or the platform's words. Not
 * for texts of our own, in which times and counts stand side by side.
 */
export function maskForeignText(text: string): string {
  const joined = (spaced: string) => spaced.replace(/\D/g, '')
  return maskText(text)
    .replace(spacedMobile, (_, head: string, tail: string) => `${joined(head)}****${joined(tail)}`)
    .replace(spacedLandline, (_, area: string, tail: string) => `0${area}****${joined(tail)}`)
}
