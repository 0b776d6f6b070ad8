import type { z } from 'zod'
import { refuse, type ApiAnswer, type RefusalCode } from './api-results.ts'
import type { Settings } from './booked-binding.ts'
import type { Platform } from './platform.ts'
import type { SimulatedApp } from './world.ts'

/** Checks that the operations of all modes share. */

const userNumberForm = /^\+\d{4,30}$/
const xNumberForm = /^\+86\d{11}$/

/**
 * Only the global format is checked: a number that is wrong within it may be bound and fails at call time (rules.md §1).
 * @returns the first field that does not hold a user number or an X in that form; what is absent is not looked at
 */
export function wrongNumber(users: Readonly<Record<string, unknown>>, xs: Readonly<Record<string, unknown>> = {}): string | null {
  const misfit = (fields: Readonly<Record<string, unknown>>, form: RegExp) =>
    Object.keys(fields).find((name) => fields[name] !== undefined && !(typeof fields[name] === 'string' && form.test(fields[name])))
  return misfit(users, userNumberForm) ?? misfit(xs, xNumberForm) ?? null
}

/**
 * Announcement files exist when they are named as the console would take them (rules.md §6) and not `missing…`.
 * @param names may be anything: a field that is no text names no file
 */
export function wrongTone(...names: readonly unknown[]): string | null {
  const isUnknown = (name: string) => !/^[\w.@-]+$/.test(name) || name.startsWith('missing')
  const unknown = names.find((name) => typeof name === 'string' && isUnknown(name))
  return typeof unknown === 'string' ? `${unknown} does not exist.` : null
}

interface CallTones {
  lastMinVoice?: string | undefined
  recordHintTone?: string | undefined
  preVoice?: Readonly<Record<string, unknown>> | undefined
}

/** AXB and AX: the last-minute tone counts only beside a limit that is not 0 (api.md §2.1). */
export function toneFault({ lastMinVoice, recordHintTone, preVoice = {} }: CallTones, maxDuration: unknown): string | null {
  if (lastMinVoice !== undefined && (maxDuration ?? 0) === 0) return 'lastMinVoice'
  return wrongTone(lastMinVoice, recordHintTone, ...Object.values(preVoice))
}

/** The refusal of parameters that do not parse: 1010002 with the first wrong field. */
export function refuseFields(error: z.ZodError): ApiAnswer {
  return refuse(1010002, error.issues[0]?.path.join('.') ?? '')
}

/** What was given of the named settings over what stood before. */
export function changeSettings(wish: Readonly<Record<string, unknown>>, names: readonly string[], current: Settings = {}): Settings {
  const given = names.flatMap((name) => (wish[name] === undefined ? [] : [[name, wish[name]] as const]))
  return { ...current, ...Object.fromEntries(given) }
}

export type Deed = 'bind' | 'change' | 'unbind' | 'query'

/**
 * Whether something may be done on an X (rules.md §8, errors.md §3). 9 and 10 make binding unusable; unbinding is refused only where the
 * text says so, in arrears and while paused. 11 refuses new bindings alone.
 * @param notApplied the mode's code for an X that is not this app's to use: 1012001, in AX 1011004
 */
export function refusalOnX(platform: Platform, app: SimulatedApp, x: string, deed: Deed, notApplied: RefusalCode): RefusalCode | null {
  const { state, world } = platform
  // An unescaped `+` arrives as a blank, and that is among what 1012001 is said to mean.
  if (!owns(app, x)) return world.apps.some((other) => owns(other, x)) || !xNumberForm.test(x) ? notApplied : 1012007
  if (state.isDeleted(x)) return 1012007
  if (deed === 'query') return null
  if (deed === 'bind' && state.isBlacklisted(x)) return 1012102
  if (state.inArrears()) return 1010029
  const { status } = state.stateOf(x)
  if (status === 'paused') return notApplied
  if (deed === 'unbind') return null
  if (status === 'unavailable') return notApplied
  return deed === 'bind' && status === 'binding-frozen' ? 1010029 : null
}

export function owns(app: SimulatedApp, x: string): boolean {
  return app.xNumbers.some(({ number }) => number === x)
}

export function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null
}
