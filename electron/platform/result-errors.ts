import { maskForeignText } from '../../shared/domain/phone-number.ts'
import { minuteMs } from '../../shared/domain/time.ts'
import { AppError, type ErrorCode } from '../../shared/errors.ts'

/** What a refusal or fault of the platform means to whoever asked. */
export interface ResultRule {
  error: ErrorCode
  /** `refused`: nothing was done. `unknown`: the platform stumbled, and what it had done by then it does not say. */
  outcome: 'refused' | 'unknown'
  /** `app`: any other request of the app would fare the same, so the app's health is at stake; `request`: only this one. */
  concerns: 'app' | 'request'
  retryAfterMs?: number
}

/** Wait after the platform's flow control (errors.md §3) and after it shut our address out (api.md §1.1). */
export const flowControlPauseMs = minuteMs
export const shutOutMs = 30 * minuteMs
export const shutOutCode = '1020176'

const refused = (error: ErrorCode): ResultRule => ({ error, outcome: 'refused', concerns: 'request' })
const appRefused = (error: ErrorCode): ResultRule => ({ error, outcome: 'refused', concerns: 'app' })
const stumbled: ResultRule = { error: 'platform-rejected', outcome: 'unknown', concerns: 'app' }

/** Every result code that is documented (errors.md §2, §3), but `0`. Words and remedies are in `shared/codes`. */
export const resultRules: Readonly<Record<string, ResultRule>> = {
  1010001: stumbled,
  1010002: refused('invalid-input'),
  1010003: appRefused('credentials'),
  1010010: { ...appRefused('rate-limited'), retryAfterMs: flowControlPauseMs },
  1010029: appRefused('restricted'),
  1010040: appRefused('platform-rejected'),
  1011001: appRefused('credentials'),
  1011002: refused('no-capacity'),
  1011003: refused('no-capacity'),
  1011004: refused('platform-rejected'),
  1011005: refused('conflict'),
  1012001: refused('platform-rejected'),
  1012007: refused('not-found'),
  1012008: refused('no-capacity'),
  1012010: refused('conflict'),
  1012102: refused('restricted'),
  1016001: refused('not-found'),
  1016002: refused('conflict'),
  1020001: refused('invalid-input'),
  1020002: stumbled,
  1020003: refused('invalid-input'),
  // A quota of calls at a time: waiting helps, how long is not published.
  1020165: refused('rate-limited'),
  1020166: appRefused('restricted'),
  1020167: refused('no-capacity'),
  1020176: { ...appRefused('restricted'), retryAfterMs: shutOutMs },
  1023001: stumbled,
  1023002: stumbled,
  ...Object.fromEntries(
    [1023006, 1023007, 1023008, 1023009, 1023010, 1023011, 1023012, 1023033, 1023034, 1023035, 1023036, 1023037].map((code) => [
      code,
      appRefused('credentials'),
    ]),
  ),
}

/** The published list is incomplete (errors.md, head): an unlisted code is judged by its family, then by the HTTP status. */
export function ruleOfResult(code: string, status: number): ResultRule {
  const known = Object.hasOwn(resultRules, code) ? resultRules[code] : undefined
  if (known) return known
  // 1023013-1023032 are said to be the X-WSSE counterparts of the header faults.
  if (/^1023\d{3}$/.test(code) || status === 401) return appRefused('credentials')
  if (status === 429) return { ...appRefused('rate-limited'), retryAfterMs: flowControlPauseMs }
  return status >= 500 ? stumbled : refused('platform-rejected')
}

/** `The record does not exist`: to a question that means none, to an unbind that it is done (errors.md §3). */
export function meansNone(code: string): boolean {
  return ruleOfResult(code, 200).error === 'not-found'
}

/** @param description what the platform wrote beside the code; it may name the wrong field or file */
export function errorOfResult(code: string, description: string, status: number): AppError {
  const { error, outcome, concerns, retryAfterMs } = ruleOfResult(code, status)
  const shown = shownCode(code)
  return new AppError(error, `the platform answered ${shown}: ${maskForeignText(description.slice(0, 1_024)).slice(0, 256)}`, {
    platformCode: shown,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    details: { outcome, concerns, status },
  })
}

/** The code goes to screens and logs, so what is no code may hold no number there, nor be long (`resultcode` has 32 characters, api.md §1). */
function shownCode(code: string): string {
  return /^\d{1,10}$/.test(code)
    ? code
    : maskForeignText(code)
        .replace(/\d{7,}/g, '****')
        .slice(0, 32)
}
