import { refusalOnX } from './api-checks.ts'
import { refuse, type ApiAnswer } from './api-results.ts'
import type { BindingBook } from './binding-book.ts'
import type { BookedAx, BookedBinding } from './booked-binding.ts'
import type { Platform } from './platform.ts'
import type { SimulatedApp } from './world.ts'

/** How a request names one AX binding: by id, or by X, in older pages with its A. */
export interface AxNaming {
  subscriptionId?: string | undefined
  privateNum?: string | undefined
  /** A, where it is given to find the binding and not to change it. */
  a?: string | undefined
}

/** The id wins. */
export function findAx(book: BindingBook, { subscriptionId, privateNum, a }: AxNaming): BookedAx | undefined {
  if (subscriptionId !== undefined) return asAx(book.find(subscriptionId))
  const binding = privateNum === undefined ? undefined : asAx(book.onX(privateNum)[0])
  return a === undefined || binding?.a === a ? binding : undefined
}

export function asAx(binding: BookedBinding | undefined): BookedAx | undefined {
  return binding?.mode === 'AX' ? binding : undefined
}

/** Why a binding was not found: nothing named it, X is not this app's, or there is none. */
export function refusalOfLost(platform: Platform, app: SimulatedApp, { subscriptionId, privateNum }: AxNaming): ApiAnswer {
  if (subscriptionId !== undefined) return refuse(1016001)
  if (privateNum === undefined) return refuse(1011004)
  return refuse(refusalOnX(platform, app, privateNum, 'query', 1011004) ?? 1016001)
}
