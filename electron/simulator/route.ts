import type { BindingBook } from './binding-book.ts'
import { bookedFrom } from './book-standing.ts'
import type { BookedAx, BookedAxe, BookedAxyb, BookedBinding, TemporaryCallee } from './booked-binding.ts'
import * as endings from './outcomes.ts'
import type { Ending } from './outcomes.ts'
import type { StandingBinding } from './standing-bindings.ts'
import type { SimulatedApp } from './world.ts'

/** Who dials what, and what the platform would have to know besides its bindings. */
export interface CallWish {
  caller: string
  /** X, or Y in AXYB. */
  dialled: string
  /** AXE, when the caller is asked for the extension: what is typed, which may be blank; null = hangs up before. */
  digits: string | null
  /** AX: whom A reaches if the app's own server set a temporary callee that the API was not told of: a seeded day has no such server. */
  temporaryCallee?: string | null
  /** AXE: who called A before, as far as the call-back records kept here do not know it. */
  lastCaller?: string | null
}

/** Where the platform sends a call. */
export interface Route {
  /** X of the call, also where Y was dialled; what was dialled where there is no binding. */
  x: string
  subscriptionId: string | null
  userData: string | undefined
  recorded: boolean
  /** Of the call from its answer; 0 = no limit. */
  maxMinutes: number
  /** AXE. */
  extension: string | null
  /** Whom the platform asks first where to: AXE the caller for the extension, X the customer's server. */
  asks: 'extension' | 'server' | null
  /** Leg 2; null = there is none. */
  to: { callee: string; shown: string } | null
  /** Why it ends where the platform sends it; null = what happens then is open. */
  refusal: Ending | null
}

/** The bindings as the calls see them: a book, or one standing binding as if there were no other. */
export type BindingView = Pick<BindingBook, 'onX' | 'ofUser' | 'ofExtension' | 'onY'>

/** What the platform does at call time besides reading the bindings. */
export interface RouteServices {
  /** AX: takes the temporary callee; it holds for one call. Null = none is set, or not any more. */
  useTemporaryCallee(binding: BookedAx): Pick<TemporaryCallee, 'number' | 'userData'> | null
  /** AXYB, B calls an X on which he has no Y yet: the Y the platform assigns (api.md §6); null = none is to be had. */
  assignY(binding: BookedAxyb, b: string): string | null
  /** AXE: who called A over this binding last and not too long ago. */
  lastCaller(binding: BookedAxe): string | null
}

/** What a past day was: nobody changed anything, and nothing was kept but what the wish says. */
export const pastServices: RouteServices = { useTemporaryCallee: () => null, assignY: () => null, lastCaller: () => null }

/** Sees one binding. @param at any instant: standing bindings never expire */
export function viewOf(standing: StandingBinding | null, at: number): BindingView {
  const bindings: readonly BookedBinding[] = standing === null ? [] : [bookedFrom(standing, at)]
  const only = (fits: (binding: BookedBinding) => boolean) => bindings.filter(fits)
  return {
    onX: (x) => only((binding) => binding.x === x),
    ofUser: (x, user) => only((binding) => binding.x === x && (binding.a === user || (binding.mode === 'AXB' && binding.b === user))),
    ofExtension: (x, extension) => only((binding) => binding.mode === 'AXE' && binding.x === x && binding.extension === extension)[0],
    onY: (y) => only((binding) => binding.mode === 'AXYB' && binding.pairs.some((pair) => pair.y === y)),
  }
}

/** Mobile numbers have eleven digits and begin with 13-19; what else has a plausible area code is a landline (rules.md §1). */
export function isLandline(number: string): boolean {
  return /^\+86(?!1[3-9]\d{9}$)(10|2\d|[3-9]\d{2})\d{7,8}$/.test(number)
}

/** A number may be bound in any global form and fail only now (rules.md §1). */
function isRoutable(number: string): boolean {
  return isLandline(number) || /^\+861[3-9]\d{9}$/.test(number)
}

/** How the numbers stand when a call comes in. */
export interface Lines {
  mayCall(x: string): boolean
  isDeleted(x: string): boolean
  /** AX: one call at a time on an X (rules.md §2). */
  isTaken(x: string): boolean
}

/** What comes before any binding is looked at: the numbers themselves. @param route what the bindings say */
export function admit({ mode }: SimulatedApp, { dialled }: CallWish, lines: Lines, view: BindingView, route: () => Route): Route {
  if (!lines.mayCall(dialled))
    return refuseOn(dialled, mode === 'AXE' && lines.isDeleted(dialled) ? endings.missingX : endings.xUnavailable)
  if (mode === 'AX' && lines.isTaken(dialled)) {
    return { ...refuseOn(dialled, endings.xBusy), subscriptionId: view.onX(dialled)[0]?.subscriptionId ?? null }
  }
  const open = route()
  return open.to === null || lines.mayCall(open.to.shown) ? open : { ...open, to: null, refusal: endings.xUnavailable }
}

/** The platform's decision about a call over bindings (rules.md §1-§3, errors.md §4.1). X mode has none: there the customer's server decides. */
export function routeOf({ mode }: SimulatedApp, wish: CallWish, view: BindingView, services: RouteServices): Route {
  switch (mode) {
    case 'AXB':
      return axbRoute(wish, view)
    case 'AX':
      return axRoute(wish, view, services)
    case 'AXE':
      return axeRoute(wish, view, services)
    case 'AXYB':
      return axybRoute(wish, view, services)
    case 'X':
      return refuseOn(wish.dialled, endings.unbound)
  }
}

/** Nothing is known but X. */
export function refuseOn(x: string, refusal: Ending | null): Route {
  const nothing = { subscriptionId: null, userData: undefined, recorded: false, maxMinutes: 0, extension: null }
  return { x, ...nothing, asks: null, to: null, refusal }
}

/** What a binding says about a call over it. */
function over(binding: BookedBinding): Omit<Route, 'to' | 'refusal'> {
  const { settings } = binding
  return {
    x: binding.x,
    subscriptionId: binding.subscriptionId,
    userData: typeof settings['userData'] === 'string' ? settings['userData'] : undefined,
    recorded: settings['recordFlag'] === 'true',
    maxMinutes: typeof settings['maxDuration'] === 'number' ? settings['maxDuration'] : 0,
    extension: binding.mode === 'AXE' ? binding.extension : null,
    asks: null,
  }
}

function refuseOver(binding: BookedBinding, refusal: Ending): Route {
  return { ...over(binding), to: null, refusal }
}

function connect(binding: BookedBinding, callee: string, shown: string): Route {
  return { ...over(binding), to: { callee, shown }, refusal: isRoutable(callee) ? null : endings.unroutable }
}

/** @param allowed the value of `callDirection` that allows this way alone */
function mayCall({ settings }: BookedBinding, allowed: 1 | 2): boolean {
  const direction = settings['callDirection'] ?? 0
  return direction === 0 || direction === allowed
}

function axbRoute({ caller, dialled }: CallWish, view: BindingView): Route {
  const binding = view.ofUser(dialled, caller)[0]
  if (binding?.mode !== 'AXB') return refuseOn(dialled, endings.unbound)
  const aCalls = binding.a === caller
  if (isLandline(caller)) return refuseOver(binding, endings.landlineCalling)
  if (!mayCall(binding, aCalls ? 1 : 2)) return refuseOver(binding, endings.wrongDirection)
  return connect(binding, aCalls ? binding.b : binding.a, dialled)
}

function axRoute({ caller, dialled, temporaryCallee }: CallWish, view: BindingView, services: RouteServices): Route {
  const binding = view.onX(dialled)[0]
  if (binding?.mode !== 'AX') return refuseOn(dialled, endings.noAxBinding)
  if (binding.a !== caller) {
    return mayCall(binding, 2) ? connect(binding, binding.a, dialled) : refuseOver(binding, endings.wrongDirection)
  }
  // Only the bound number itself: whoever else calls X may do so from a landline.
  if (isLandline(caller)) return refuseOver(binding, endings.landlineCalling)
  if (!mayCall(binding, 1)) return refuseOver(binding, endings.wrongDirection)
  const set = services.useTemporaryCallee(binding)
  if (set !== null) {
    const route = connect(binding, set.number, dialled)
    return set.userData === undefined ? route : { ...route, userData: set.userData }
  }
  return temporaryCallee ? connect(binding, temporaryCallee, dialled) : refuseOver(binding, endings.noTemporaryCallee)
}

function axeRoute(wish: CallWish, view: BindingView, services: RouteServices): Route {
  const { caller, dialled, digits } = wish
  const own = view.ofUser(dialled, caller)[0]
  if (own?.mode === 'AXE') {
    if (isLandline(caller)) return refuseOver(own, endings.landlineCalling)
    const { callbackNum } = own.settings
    const callee = services.lastCaller(own) ?? wish.lastCaller ?? (typeof callbackNum === 'string' ? callbackNum : null)
    return callee === null ? refuseOver(own, endings.noCallbackRecord) : connect(own, callee, dialled)
  }
  if (digits === null) return { ...refuseOn(dialled, endings.gaveUp), asks: 'extension' }
  if (digits === '') return { ...refuseOn(dialled, endings.emptyExtension), asks: 'extension' }
  const binding = view.ofExtension(dialled, digits.padStart(4, '0'))
  if (binding?.mode !== 'AXE') return { ...refuseOn(dialled, endings.noSuchExtension), asks: 'extension' }
  return { ...connect(binding, binding.a, dialled), asks: 'extension' }
}

function axybRoute({ caller, dialled }: CallWish, view: BindingView, services: RouteServices): Route {
  const behindX = view.onX(dialled)[0]
  if (behindX?.mode === 'AXYB') return toA(behindX, caller, services)
  const onY = view.onY(dialled).filter((each) => each.mode === 'AXYB')
  const binding = onY.find(({ a }) => a === caller)
  const pair = binding?.pairs.find(({ y }) => y === dialled)
  if (binding === undefined || pair === undefined) {
    const isOwn = onY.some(({ pairs }) => pairs.some(({ y, b }) => y === dialled && b === caller))
    return refuseOn(dialled, isOwn ? endings.ownNumber : endings.noAxybBinding)
  }
  if (isLandline(caller)) return refuseOver(binding, endings.landlineCalling)
  return mayCall(binding, 1) ? connect(binding, pair.b, binding.x) : refuseOver(binding, endings.wrongDirection)
}

/** B dials X, and A sees Y. */
function toA(binding: BookedAxyb, caller: string, services: RouteServices): Route {
  if (binding.a === caller) return refuseOver(binding, endings.ownNumber)
  const pair = binding.pairs.find(({ b }) => b === caller)
  // A bound landline may only be called; one that is not bound yet is a caller like any other.
  if (pair !== undefined && isLandline(caller)) return refuseOver(binding, endings.landlineCalling)
  if (!mayCall(binding, 2)) return refuseOver(binding, endings.wrongDirection)
  const y = pair?.y ?? services.assignY(binding, caller)
  return y === null ? refuseOver(binding, endings.noYNumber) : connect(binding, binding.a, y)
}
