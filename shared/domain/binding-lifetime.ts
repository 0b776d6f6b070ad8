import type { Binding, BindingChange, BindingState, FactSource } from './binding.ts'
import type { Mode } from './platform-app.ts'
import { hourMs, minuteMs, secondMs } from './time.ts'

/** A binding as our picture has it. */
export interface KnownBinding extends Binding {
  mode: Mode
  state: BindingState
  /** How it first became known. */
  source: FactSource
  /** When it was made; null where only others know. */
  createdAt: number | null
  /** When its lifetime ends, exactly; null = never, or only known to lie between two readings. */
  expiresAt: number | null
  /** Its present lifetime began to count after this (null: not known) … */
  countedAfter: number | null
  /** … and not later than this. */
  countedBy: number
  firstSeenAt: number
  /** When the platform last told that it is there. */
  confirmedAt: number
  /** When its settings were last read back and taken over; null = only the reply to our own wish told them, which may leave things out. */
  readAt: number | null
  endedAt: number | null
}

/** What separates our clock from the platform's, and a wish from its effect. */
export const clockToleranceMs = minuteMs

/**
 * Between which instants a lifetime ends. `endless`: never; `unknown`: the platform has not told how long it is.
 */
export type LifetimeEnd = { earliest: number; latest: number } | 'endless' | 'unknown'

export function lifetimeEnd(binding: KnownBinding): LifetimeEnd {
  // AX bindings end only by unbinding (rules.md §3).
  if (binding.mode === 'AX') return 'endless'
  if (binding.expiresAt !== null) return { earliest: binding.expiresAt, latest: binding.expiresAt }
  const { durationSeconds } = binding
  if (durationSeconds === null) return 'unknown'
  if (durationSeconds === 0) return 'endless'
  const durationMs = durationSeconds * secondMs
  const { countedAfter, countedBy, confirmedAt } = binding
  const earliest = countedAfter === null ? confirmedAt : Math.max(confirmedAt, countedAfter + durationMs)
  return { earliest, latest: countedBy + durationMs }
}

/** Whether the platform writes `setAt` in UTC or in the account's own time is not documented (api.md §6): eight hours lie between. */
const zoneDoubtMs = 8 * hourMs

/**
 * When the lifetime of a binding that was not there at `previousAt` and is there at `answeredAt` began to count.
 * @param previousAt null: nobody looked before
 */
export function countingBegan(
  { part, setAt }: Pick<Binding, 'part' | 'setAt'>,
  previousAt: number | null,
  answeredAt: number,
): Pick<KnownBinding, 'countedAfter' | 'countedBy'> {
  if (setAt === null) return { countedAfter: previousAt, countedBy: answeredAt }
  const countedBy = Math.min(answeredAt, setAt + clockToleranceMs)
  // An AX part is told with the times of its YB parts, which may be much younger.
  const setAfter = part === 'ax' ? previousAt : Math.max(previousAt ?? Number.NEGATIVE_INFINITY, setAt - zoneDoubtMs - clockToleranceMs)
  // Clocks that contradict each other: only our own counts.
  return setAfter !== null && setAfter > countedBy
    ? { countedAfter: previousAt, countedBy: answeredAt }
    : { countedAfter: setAfter, countedBy }
}

/** What has become of a binding that the platform has no more, asked at `askedAt`. */
export function judgeGone(end: LifetimeEnd, askedAt: number): Extract<BindingChange, 'expired' | 'removed-elsewhere' | 'gone'> {
  if (end === 'endless') return 'removed-elsewhere'
  if (end === 'unknown') return 'gone'
  if (askedAt >= end.latest - clockToleranceMs) return 'expired'
  return askedAt < end.earliest - clockToleranceMs ? 'removed-elsewhere' : 'gone'
}

/**
 * Whether a value that fell from `before` seconds is the same lifetime counting down: the platform does not document whether a listing
 * tells a lifetime as it was set or what is left of it. A short time leaves little room, so that a real change just after is seen.
 */
export function countsDown(before: number, after: number, elapsedMs: number): boolean {
  if (after >= before) return false
  const elapsed = elapsedMs / secondMs
  return Math.abs(before - after - elapsed) <= Math.min(120, Math.max(20, elapsed / 10))
}
