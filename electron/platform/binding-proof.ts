import type { Binding } from '../../shared/domain/binding.ts'
import { secondMs } from '../../shared/domain/time.ts'

/** For rounding at the platform; both times are spans, so how its clock stands does not matter. */
const toleranceSeconds = 5

/** What the documentation says a setting is that was not asked for; for `callDirection` that is not confirmed (api.md §2.1). */
const defaults = { maxMinutes: 0, recorded: false, userData: '' } as const

/**
 * Whether a binding that is there can be the one that was asked for: then nothing it tells contradicts what was asked. It may tell less.
 * An older one of the same numbers may belong to somebody else.
 * @param asked with `durationSeconds` null where its lifetime cannot be known from the wish
 * @param elapsedMs since it was asked for: whether a lifetime is told as it was set or what is left of it is not documented
 * @param unitSeconds what the platform may round a lifetime to
 */
export function canBe(found: Binding, asked: Binding, elapsedMs: number, unitSeconds = 0): boolean {
  const told = <Value>(value: Value | null, wanted: Value | null) => value === null || wanted === null || value === wanted
  return (
    told(found.callDirection, asked.callDirection) &&
    told(found.maxMinutes, asked.maxMinutes ?? defaults.maxMinutes) &&
    told(found.recorded, asked.recorded ?? defaults.recorded) &&
    told(found.userData, asked.userData ?? defaults.userData) &&
    isLifetime(found.durationSeconds, asked.durationSeconds, elapsedMs / secondMs + toleranceSeconds + unitSeconds) &&
    isAlike(parsed(found.more), parsed(asked.more))
  )
}

function isLifetime(told: number | null, asked: number | null, mayBeOverSeconds: number): boolean {
  if (told === null || asked === null) return true
  // 0 is for ever, of which nothing is ever left.
  if (told === 0 || asked === 0) return told === asked
  return told <= asked && asked - told <= mayBeOverSeconds
}

/** Of what both tell. Numbers and flags come as text or not. */
function isAlike(found: unknown, asked: unknown): boolean {
  if (!isRecord(found) || !isRecord(asked)) return String(found) === String(asked)
  return Object.entries(asked).every(([name, value]) => !Object.hasOwn(found, name) || isAlike(found[name], value))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parsed(more: string | null): unknown {
  return more === null ? {} : JSON.parse(more)
}
