import { effectOf, type NumberCause, type NumberStatus } from '../../shared/domain/number-status.ts'
import type { SimulatedApp, World } from './world.ts'

/** How one X stands: in our words; a push writes them as codes. A cause only with `unavailable` (callbacks.md §5), and there it may be missing. */
export interface NumberState {
  status: Exclude<NumberStatus, 'unknown'>
  cause: NumberCause | null
}

export interface NumberStatusChange extends NumberState {
  number: string
}

/** How the simulated account and its numbers stand. Whatever happens to them happens here, and whoever pushes hears of it. */
export interface PlatformState {
  /** What counts now: arrears pause a number whatever it was, unless it is unavailable of itself. */
  stateOf(x: string): NumberState
  /** Calls and SMS. */
  mayCall(x: string): boolean
  mayBind(x: string): boolean
  inArrears(): boolean
  /** Taken offline after complaints, or in arrears for over a month (errors.md §3, 1012102). */
  isBlacklisted(x: string): boolean
  /** Deleted numbers no longer belong to their app. */
  isDeleted(x: string): boolean
  /** Normal takes a number off the blacklist, too. */
  setNumberState(app: SimulatedApp, x: string, state: NumberState): void
  blacklist(app: SimulatedApp, x: string): void
  startArrears(): void
  /** Back to normal, but for what is wrong with a number besides. */
  pay(): void
  /**
   * Called once per app for all its numbers that changed together, any number of them. Nothing is said of what stays as it was.
   * @returns ends it
   */
  onNumberStatus(listener: (app: SimulatedApp, changes: readonly NumberStatusChange[]) => void): () => void
}

/** "Arrears over one month: X blacklisted" (rules.md §8). */
export const arrearsUntilBlacklistedMs = 30 * 24 * 3_600_000

const normal: NumberState = { status: 'normal', cause: null }
const paused: NumberState = { status: 'paused', cause: null }

/** @param now simulated epoch ms */
export function makePlatformState(world: World, now: () => number): PlatformState {
  const own = new Map<string, NumberState>()
  const blacklisted = new Set<string>()
  const listeners = new Set<(app: SimulatedApp, changes: readonly NumberStatusChange[]) => void>()
  let arrearsSince: number | null = null

  const stateOf = (x: string): NumberState => {
    const state = own.get(x) ?? normal
    return arrearsSince === null || state.status === 'unavailable' ? state : paused
  }
  const tell = (app: SimulatedApp, change: () => void): void => {
    const before = app.xNumbers.map(({ number }) => stateOf(number))
    change()
    const changes = app.xNumbers.flatMap(({ number }, order) => {
      const state = stateOf(number)
      const same = state.status === before[order]?.status && state.cause === before[order].cause
      return same ? [] : [{ number, ...state }]
    })
    if (changes.length > 0) for (const listener of listeners) listener(app, changes)
  }
  const setArrears = (since: number | null): void => {
    const earlier = arrearsSince
    for (const app of world.apps) {
      arrearsSince = earlier
      tell(app, () => (arrearsSince = since))
    }
  }

  return {
    stateOf,
    mayCall: (x) => effectOf(stateOf(x).status)?.calls ?? false,
    mayBind: (x) => effectOf(stateOf(x).status)?.newBindings ?? false,
    inArrears: () => arrearsSince !== null,
    isBlacklisted: (x) => blacklisted.has(x) || (arrearsSince !== null && now() - arrearsSince >= arrearsUntilBlacklistedMs),
    isDeleted: (x) => own.get(x)?.cause === 'deleted',
    setNumberState(app, x, state) {
      if (state.status === 'normal') blacklisted.delete(x)
      tell(app, () => own.set(x, state))
    },
    blacklist(app, x) {
      blacklisted.add(x)
      // No cause is listed for it.
      tell(app, () => own.set(x, { status: 'unavailable', cause: null }))
    },
    startArrears() {
      if (arrearsSince === null) setArrears(now())
    },
    pay() {
      if (arrearsSince !== null) setArrears(null)
    },
    onNumberStatus(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
