import type { Mode } from '../../shared/domain/platform-app.ts'
import { hexOf, randomOf, type Random } from './random.ts'
import { agentNumber, customerNumber, landlineNumber, type SimulatedApp, type World, type XNumber } from './world.ts'

/**
 * The bindings that stand when the simulator starts, and over which the traffic runs. Each is a pure function of the seed, its app and its
 * order, so a call can be made up without any book of bindings.
 */
export type StandingBinding = AxbBinding | AxBinding | AxeBinding | AxybBinding

interface BindingBase {
  subscriptionId: string
  x: XNumber
  a: string
  recorded: boolean
  userData: string | undefined
}

interface Directed {
  /** 0 both ways, 1 only A calls, 2 only B calls. */
  callDirection: 0 | 1 | 2
}

interface Limited {
  /** Minutes; 0 = no limit. */
  maxDuration: number
}

interface Customer {
  b: string
  /** A landline can be called from X but not call it (rules.md §1). */
  bIsLandline: boolean
}

export interface AxbBinding extends BindingBase, Directed, Limited, Customer {
  mode: 'AXB'
}

/** One A per X, and anybody may call X. */
export interface AxBinding extends BindingBase, Directed, Limited {
  mode: 'AX'
}

export interface AxeBinding extends BindingBase {
  mode: 'AXE'
  /** Four digits. */
  extension: string
  /** What A gets without a call-back record: never both (api.md §5.1). */
  callbackTone: string | undefined
  callbackNum: string | undefined
}

/** The AX part with its YB parts, each with a Y of its own. */
export interface AxybBinding extends BindingBase, Directed {
  mode: 'AXYB'
  pairs: readonly YbPair[]
}

export interface YbPair extends Customer {
  y: XNumber
}

/**
 * How many stand in an app of a mode. AX and AXYB leave numbers of every city free to bind; AXE has fewer than the 200 A per X that are
 * advised (api.md §5); in X mode the platform keeps none.
 */
export const standingCounts = { AXB: 6_000, AX: 80, AXE: 4_800, X: 0, AXYB: 36 } as const satisfies Record<Mode, number>

/** The first of the numbers of an AXYB app that serve as Y, and how many do. */
const firstY = 48
const yNumbers = 36

/** @param order from 0 below `standingCounts[app.mode]`; null beyond, and in X mode */
export function standingBinding(world: World, app: SimulatedApp, order: number): StandingBinding | null {
  if (order >= standingCounts[app.mode]) return null
  switch (app.mode) {
    case 'AXB':
      return axbBinding(world, app, order)
    case 'AX':
      return axBinding(world, app, order)
    case 'AXE':
      return axeBinding(world, app, order)
    case 'AXYB':
      return axybBinding(world, app, order)
    case 'X':
      return null
  }
}

/**
 * X takes turns and A is shifted per X, so no user number is twice on one X (api.md §2); the same agent is A of many
 * bindings, each customer is B of one.
 */
export function axbBinding(world: World, app: SimulatedApp, order: number): AxbBinding {
  const random = randomOf(world.seed, 'bindings', order, app.number)
  const xOrder = order % app.xNumbers.length
  const pairOnX = Math.floor(order / app.xNumbers.length)
  const bIsLandline = random.chance(0.05)
  return {
    mode: 'AXB',
    subscriptionId: hexOf(random, 32),
    x: app.xNumbers[xOrder] ?? app.xNumbers[0],
    a: agentNumber(app, pairOnX + xOrder * 7),
    b: bIsLandline ? landlineNumber(random) : customerNumber(app, order),
    bIsLandline,
    callDirection: drawDirection(random),
    maxDuration: random.chance(0.1) ? 30 : 0,
    recorded: random.chance(0.6),
    userData: random.chance(0.7) ? `order-${100_000 + order}` : undefined,
  }
}

/** One X per A, two, or the five that are allowed (api.md §3). */
export function axBinding(world: World, app: SimulatedApp, order: number): AxBinding {
  const random = randomOf(world.seed, 'bindings', order, app.number)
  return {
    mode: 'AX',
    subscriptionId: hexOf(random, 32),
    x: app.xNumbers[order] ?? app.xNumbers[0],
    a: agentNumber(app, holderOf(order)),
    callDirection: drawDirection(random),
    maxDuration: random.chance(0.1) ? 30 : 0,
    recorded: random.chance(0.6),
    userData: random.chance(0.5) ? `desk-${100 + order}` : undefined,
  }
}

/** Extensions are strewn over the four digits and never twice on one X: 37 and 9999 have no divisor in common. */
export function axeBinding(world: World, app: SimulatedApp, order: number): AxeBinding {
  const random = randomOf(world.seed, 'bindings', order, app.number)
  const xOrder = order % app.xNumbers.length
  const placeOnX = Math.floor(order / app.xNumbers.length)
  const withoutRecord = random.int(0, 9)
  return {
    mode: 'AXE',
    subscriptionId: hexOf(random, 32),
    x: app.xNumbers[xOrder] ?? app.xNumbers[0],
    a: agentNumber(app, placeOnX + xOrder * 7),
    extension: String(((placeOnX * 37 + xOrder * 211) % 9_999) + 1).padStart(4, '0'),
    callbackTone: withoutRecord < 3 ? 'no-record.wav' : undefined,
    callbackNum: withoutRecord === 3 ? agentNumber(app, order + 1) : undefined,
    recorded: random.chance(0.6),
    userData: random.chance(0.7) ? `parcel-${200_000 + order}` : undefined,
  }
}

/**
 * One to four customers each: the query answers at most five entries (api.md §6). Y are dealt out in turn, so that nobody who holds several
 * X in a row has the same Y twice: what A reaches by dialling Y must be clear.
 */
export function axybBinding(world: World, app: SimulatedApp, order: number): AxybBinding {
  const random = randomOf(world.seed, 'bindings', order, app.number)
  const makePair = (place: number): YbPair => {
    const bIsLandline = random.chance(0.05)
    return {
      y: app.xNumbers[firstY + ((order * 4 + place) % yNumbers)] ?? app.xNumbers[0],
      b: bIsLandline ? landlineNumber(random) : customerNumber(app, order * 4 + place),
      bIsLandline,
    }
  }
  return {
    mode: 'AXYB',
    subscriptionId: hexOf(random, 32),
    x: app.xNumbers[order] ?? app.xNumbers[0],
    a: agentNumber(app, holderOf(order)),
    callDirection: drawDirection(random),
    recorded: random.chance(0.6),
    userData: random.chance(0.5) ? `desk-${100 + order}` : undefined,
    pairs: Array.from({ length: random.int(1, 4) }, (_, place) => makePair(place)),
  }
}

function drawDirection(random: Random): 0 | 1 | 2 {
  if (!random.chance(0.012)) return 0
  return random.chance(0.8) ? 1 : 2
}

/** Of eleven X in a row: who holds them. */
const holders = [0, 1, 2, 3, 3, 4, 5, 5, 5, 5, 5] as const
const holdersPerRound = 6

function holderOf(order: number): number {
  return Math.floor(order / holders.length) * holdersPerRound + (holders[order % holders.length] ?? 0)
}
