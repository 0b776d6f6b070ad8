import { dayMs, hourMs, minuteMs, startOfAccountDay } from '../../shared/domain/time.ts'
import type { NumberState } from './platform-state.ts'
import { randomOf } from './random.ts'
import type { SimulatedApp, World } from './world.ts'

/** What befalls the X numbers of a seeded day. Rare: a number gets into trouble on about three days in a hundred. */
export interface NumberChange {
  /** Epoch ms. */
  at: number
  app: SimulatedApp
  x: string
  state: NumberState
}

const troubledShare = 0.03
/** Most troubles are over by the evening; carriers sometimes need the next day. */
const longShare = 0.3
const longestMs = 40 * hourMs
export const normalState: NumberState = { status: 'normal', cause: null }

const troubles: readonly { share: number; state: NumberState; isCarriers: boolean }[] = [
  { share: 0.3, state: { status: 'unavailable', cause: 'carrier-suspended' }, isCarriers: true },
  { share: 0.3, state: { status: 'unavailable', cause: 'carrier-restricted' }, isCarriers: true },
  { share: 0.1, state: { status: 'unavailable', cause: 'forward-all' }, isCarriers: false },
  { share: 0.1, state: { status: 'unavailable', cause: 'forward-no-answer' }, isCarriers: false },
  { share: 0.1, state: { status: 'unavailable', cause: 'forward-busy' }, isCarriers: false },
  { share: 0.1, state: { status: 'binding-frozen', cause: null }, isCarriers: false },
]

/** The trouble of one X that begins on a day of the account: into it and back, or nothing. A pure function of the seed. */
function troubleOf(world: World, app: SimulatedApp, xOrder: number, dayStart: number): NumberChange[] {
  const random = randomOf(world.seed, 'numbers', Math.round(dayStart / hourMs) * 128 + xOrder, app.number)
  const x = app.xNumbers[xOrder]?.number
  if (x === undefined || !random.chance(troubledShare)) return []
  let left = random.next()
  const trouble = troubles.find(({ share }) => (left -= share) < 0)
  if (trouble === undefined) return []
  const from = dayStart + random.int(7 * hourMs, 19 * hourMs)
  const isLong = trouble.isCarriers && random.chance(longShare)
  const until = from + (isLong ? random.int(6 * hourMs, longestMs) : random.int(20 * minuteMs, 4 * hourMs))
  const changes = [{ at: from, app, x, state: trouble.state }]
  // Its lifting is told as a cause of its own, with which the number is not usable yet (callbacks.md §5).
  if (trouble.state.cause === 'carrier-restricted') {
    const lifted: NumberState = { status: 'unavailable', cause: 'restriction-lifted' }
    changes.push({ at: until - random.int(minuteMs, 10 * minuteMs), app, x, state: lifted })
  }
  return [...changes, { at: until, app, x, state: normalState }]
}

/** All changes of troubles that began early enough to matter on a day, in order. One at a time: a trouble that would begin in another does not. */
function changesUpTo(world: World, app: SimulatedApp, xOrder: number, dayStart: number): NumberChange[] {
  const drawn = [4, 3, 2, 1, 0].map((back) => troubleOf(world, app, xOrder, dayStart - back * dayMs))
  const reaches = (trouble: readonly NumberChange[], at: number) => (trouble.at(-1)?.at ?? 0) >= at
  return drawn.flatMap((trouble, order) => {
    const [first] = trouble
    const before = drawn.slice(Math.max(0, order - 2), order)
    return order < 2 || first === undefined || before.some((earlier) => reaches(earlier, first.at)) ? [] : trouble
  })
}

/** All changes of a day of the account, in order. */
export function changesOfDay(world: World, dayStart: number): NumberChange[] {
  return world.apps
    .flatMap((app) => app.xNumbers.flatMap((_, order) => changesUpTo(world, app, order, dayStart)))
    .filter(({ at }) => at >= dayStart && at < dayStart + dayMs)
    .sort((a, b) => a.at - b.at || (a.x < b.x ? -1 : 1))
}

/** How a number stands at an instant of its seeded days. */
export function seededStateOf(world: World, app: SimulatedApp, x: string, at: number): NumberState {
  const order = app.xNumbers.findIndex(({ number }) => number === x)
  const past = changesUpTo(world, app, order, startOfAccountDay(at)).filter((change) => change.at <= at)
  return past.at(-1)?.state ?? normalState
}

/** The numbers to which something happened between two instants, each with how it stands at the end: all a late listener can be told. */
export function stateAfter(world: World, from: number, until: number): NumberChange[] {
  const latest = new Map<string, NumberChange>()
  for (let day = startOfAccountDay(from); day <= until; day += dayMs) {
    for (const change of changesOfDay(world, day)) if (change.at > from && change.at <= until) latest.set(change.x, change)
  }
  return [...latest.values()]
}
