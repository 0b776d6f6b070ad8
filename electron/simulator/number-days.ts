import { dayMs, hourMs, minuteMs, startOfAccountDay } from '../../shared/domain/time.ts'
import type { NumberState } from './platform-state.ts'
import { randomOf, type Random } from './random.ts'
import type { SimulatedApp, World } from './world.ts'

/** What befalls the X numbers of a seeded day. Rare: a number has trouble on about three days in a hundred, and by midnight it is over. */
export interface NumberChange {
  /** Epoch ms. */
  at: number
  app: SimulatedApp
  x: string
  state: NumberState
}

const troubledShare = 0.03
export const normalState: NumberState = { status: 'normal', cause: null }

const troubles: readonly { share: number; state: NumberState }[] = [
  { share: 0.3, state: { status: 'unavailable', cause: 'carrier-suspended' } },
  { share: 0.3, state: { status: 'unavailable', cause: 'carrier-restricted' } },
  { share: 0.1, state: { status: 'unavailable', cause: 'forward-all' } },
  { share: 0.1, state: { status: 'unavailable', cause: 'forward-no-answer' } },
  { share: 0.1, state: { status: 'unavailable', cause: 'forward-busy' } },
  { share: 0.1, state: { status: 'binding-frozen', cause: null } },
]

/** The changes of one X on one day of the account, in order: none, or from normal into trouble and back. A pure function of the seed. */
export function changesOf(world: World, app: SimulatedApp, xOrder: number, dayStart: number): NumberChange[] {
  const random = randomOf(world.seed, 'numbers', Math.round(dayStart / hourMs) * 128 + xOrder, app.number)
  const x = app.xNumbers[xOrder]?.number
  if (x === undefined || !random.chance(troubledShare)) return []
  const state = drawTrouble(random)
  const from = dayStart + random.int(7 * hourMs, 19 * hourMs)
  const until = from + random.int(20 * minuteMs, 4 * hourMs)
  const changes = [{ at: from, app, x, state }]
  // Its lifting is told as a cause of its own, with which the number is not usable yet (callbacks.md §5).
  if (state.cause === 'carrier-restricted') {
    const lifted: NumberState = { status: 'unavailable', cause: 'restriction-lifted' }
    changes.push({ at: until - random.int(minuteMs, 10 * minuteMs), app, x, state: lifted })
  }
  return [...changes, { at: until, app, x, state: normalState }]
}

function drawTrouble(random: Random): NumberState {
  let left = random.next()
  return troubles.find(({ share }) => (left -= share) < 0)?.state ?? normalState
}

/** All changes of a day of the account, in order. */
export function changesOfDay(world: World, dayStart: number): NumberChange[] {
  return world.apps
    .flatMap((app) => app.xNumbers.flatMap((_, order) => changesOf(world, app, order, dayStart)))
    .sort((a, b) => a.at - b.at || (a.x < b.x ? -1 : 1))
}

/** How a number stands at an instant of its seeded days. */
export function seededStateOf(world: World, app: SimulatedApp, x: string, at: number): NumberState {
  const order = app.xNumbers.findIndex(({ number }) => number === x)
  const past = changesOf(world, app, order, startOfAccountDay(at)).filter((change) => change.at <= at)
  return past.at(-1)?.state ?? normalState
}

/** The numbers that had trouble between two instants, each with how it stands at the end: all a late listener can be told. */
export function stateAfter(world: World, from: number, until: number): NumberChange[] {
  const latest = new Map<string, NumberChange>()
  for (let day = startOfAccountDay(from); day <= until; day += dayMs) {
    for (const change of changesOfDay(world, day)) if (change.at > from && change.at <= until) latest.set(change.x, change)
  }
  return [...latest.values()]
}
