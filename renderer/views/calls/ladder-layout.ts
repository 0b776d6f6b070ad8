import type { LadderStep } from '../../../shared/ipc/live.ts'

/** Lanes from left to right: the caller, the platform, the private number, the callee. */
export const lanes = ['a', 'platform', 'x', 'b'] as const
export type Lane = (typeof lanes)[number]

/** How one step is drawn: an arrow between two lanes, or a point on one. */
export interface Rung {
  step: LadderStep
  from: Lane
  to: Lane
  /** A call that ends is drawn with a bar across. */
  cut: boolean
  /** Share of the ladder's longest gap, 0..1: longer waits are drawn taller. */
  wait: number
}

/** Alerting and answer are B's signals, so they run back towards the caller; the rest runs with the call. */
export function ladderLayout(steps: readonly LadderStep[]): Rung[] {
  const longest = Math.max(1, ...steps.map((step) => step.gapMs ?? 0))
  return steps.map((step) => {
    const [from, to] = laneOf(step)
    return { step, from, to, cut: step.type === 'disconnect', wait: Math.max(0, step.gapMs ?? 0) / longest }
  })
}

function laneOf({ type, leg }: LadderStep): [Lane, Lane] {
  if (leg === 0) return ['platform', 'platform']
  if (leg === 1) return ['a', 'x']
  return type === 'alerting' || type === 'answer' ? ['b', 'x'] : ['x', 'b']
}

/** Late arrivals are worth a word from here on; the platform's own clock has whole seconds. */
export const worthSayingMs = 2_000
