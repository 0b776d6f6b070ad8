import { maskNumber, maskText } from '../../shared/domain/phone-number.ts'
import type { CallRow } from '../../shared/ipc/live.ts'

// Asked only for calls of AXYB: the X of the call's binding, from its AX part.
const boundX = '(SELECT xNumber FROM bindings WHERE appId = c.appId AND bindingKey = c.bindingId)'
const turned = `c.mode = 'AXYB' AND c.xNumber <> ${boundX} AND (c.yNumber IS NULL OR c.yNumber = ${boundX})`

/**
 * X and Y of a call `c`. Which of the two private numbers of an AXYB call is which, its binding tells: until the CDR is there, a call only
 * knows which one was dialled and which one was shown, and these change places when A dials Y (api.md §6). A binding has one X, so the
 * other one is Y. Numbers that contradict the binding stay as they are.
 */
export const xOf = `iif(${turned}, ${boundX}, c.xNumber)`
export const yOf = `iif(${turned}, c.xNumber, c.yNumber)`

/** What is known of X, and from it the city: a number table outranks what CDRs tell. */
export const withX = `LEFT JOIN x_numbers x ON x.number = ${xOf}`
export const areaCodeOf = 'coalesce(x.importedAreaCode, c.areaCode, x.areaCode)'

/** Columns for `NumbersOfCall`. */
export const numberColumns = `c.callerNumber, ${xOf} AS xNumber, ${yOf} AS yNumber, c.calleeNumber, c.extension`

export interface NumbersOfCall {
  callerNumber: string | null
  xNumber: string | null
  yNumber: string | null
  calleeNumber: string | null
  extension: string | null
}

/** A row as the page gets it. What was typed as an extension may be anything, a phone number too. */
export function maskNumbers<R extends NumbersOfCall>({ callerNumber, xNumber, yNumber, calleeNumber, extension, ...row }: R) {
  return {
    ...row,
    caller: maskNumber(callerNumber),
    x: maskNumber(xNumber),
    y: yNumber === null ? null : maskNumber(yNumber),
    callee: maskNumber(calleeNumber),
    extension: extension === null ? null : maskText(extension),
  } satisfies Pick<CallRow, 'caller' | 'x' | 'y' | 'callee' | 'extension'>
}
