import { randomOf, type Random } from './random.ts'
import type { CallWish } from './route.ts'
import {
  axbBinding,
  axBinding,
  axeBinding,
  axybBinding,
  standingCounts,
  type AxbBinding,
  type AxBinding,
  type AxeBinding,
  type AxybBinding,
  type StandingBinding,
} from './standing-bindings.ts'
import { customerNumber, landlineNumber, strangerNumber, type SimulatedApp, type World, type XNumber } from './world.ts'

/** What a seeded call is about: who dials what, and the standing binding it goes over; null = over none. */
export interface SeededWish extends CallWish {
  standing: StandingBinding | null
}

/** Wrong numbers, closed orders: calls to an X on which the caller has no binding. */
const strangerShare = 0.008
const customersPerApp = 6_000

/** A pure function of seed, app and index: every attempt of an index dials the same. */
export function seededWish(world: World, app: SimulatedApp, index: number): SeededWish {
  const who = randomOf(world.seed, 'who', index)
  switch (app.mode) {
    case 'AXB': {
      if (who.chance(strangerShare)) return stranger(who, who.pick(app.xNumbers).number)
      return pairCall(axbBinding(world, app, who.int(0, standingCounts.AXB - 1)), who)
    }
    case 'AX': {
      if (who.chance(strangerShare)) return stranger(who, numberFrom(app, standingCounts.AX, who))
      return deskCall(app, axBinding(world, app, who.int(0, standingCounts.AX - 1)), who)
    }
    case 'AXE':
      return extensionCall(world, app, axeBinding(world, app, who.int(0, standingCounts.AXE - 1)), who)
    case 'AXYB': {
      if (who.chance(strangerShare)) return stranger(who, numberFrom(app, standingCounts.AXYB, who))
      return yCall(axybBinding(world, app, who.int(0, standingCounts.AXYB - 1)), who)
    }
    case 'X':
      return { ...nobody, caller: who.chance(0.04) ? landlineNumber(who) : anyCustomer(app, who), dialled: who.pick(app.xNumbers).number }
  }
}

const nobody = { digits: null, standing: null }

// Draws its number last: the days of AXB have always been drawn so.
function stranger(who: Random, dialled: string): SeededWish {
  return { ...nobody, caller: strangerNumber(who), dialled }
}

/** One of the app's numbers from `first` on, on which nothing stands as X. */
function numberFrom(app: SimulatedApp, first: number, who: Random): string {
  return (app.xNumbers[who.int(first, app.xNumbers.length - 1)] ?? app.xNumbers[0]).number
}

function anyCustomer(app: SimulatedApp, who: Random): string {
  return customerNumber(app, who.int(0, customersPerApp - 1))
}

function pairCall(standing: AxbBinding, who: Random): SeededWish {
  const aCalls = who.chance(standing.bIsLandline ? 0.98 : 0.68)
  return { ...nobody, caller: aCalls ? standing.a : standing.b, dialled: standing.x.number, standing }
}

/** AX: most calls come in, from anybody: landlines and service numbers may call an X that is not bound to them (rules.md §1). */
function deskCall(app: SimulatedApp, standing: AxBinding, who: Random): SeededWish {
  const wish = { ...nobody, dialled: standing.x.number, standing }
  if (who.chance(0.3)) return { ...wish, caller: standing.a, temporaryCallee: who.chance(0.93) ? anyCustomer(app, who) : null }
  const kind = who.next()
  if (kind < 0.06) return { ...wish, caller: landlineNumber(who) }
  return { ...wish, caller: kind < 0.08 ? serviceNumber(who) : anyCustomer(app, who) }
}

function serviceNumber(who: Random): string {
  return who.chance(0.5) ? `4008000${String(who.int(0, 999)).padStart(3, '0')}` : `958${String(who.int(0, 99)).padStart(2, '0')}`
}

/** AXE: three people call each extension, and A calls one of them back. */
function extensionCall(world: World, app: SimulatedApp, standing: AxeBinding, who: Random): SeededWish {
  const customer = customerNumber(app, (Number(standing.extension) * 3 + who.int(0, 2)) % customersPerApp)
  const wish = { dialled: standing.x.number, standing }
  if (who.chance(0.1)) return { ...wish, caller: standing.a, digits: null, lastCaller: who.chance(0.88) ? customer : null }
  const kind = who.next()
  if (kind < 0.02) return { ...wish, caller: customer, digits: null }
  if (kind < 0.03) return { ...wish, caller: customer, digits: '' }
  return { ...wish, caller: customer, digits: kind < 0.05 ? freeExtension(world, app, standing.x, who) : standing.extension }
}

/** Digits on which nothing stands: those that bindings beyond the standing ones would have. */
function freeExtension(world: World, app: SimulatedApp, x: XNumber, who: Random): string {
  const standingPerX = standingCounts.AXE / app.xNumbers.length
  const place = Math.ceil(standingPerX) + who.int(0, 100)
  return axeBinding(world, app, place * app.xNumbers.length + app.xNumbers.indexOf(x)).extension
}

function yCall(standing: AxybBinding, who: Random): SeededWish {
  const pair = standing.pairs[who.int(0, standing.pairs.length - 1)]
  const wish = { ...nobody, standing }
  // People mix them up: who means Y dials the X that is his own.
  if (pair === undefined || who.chance(0.006)) return { ...wish, caller: standing.a, dialled: standing.x.number }
  const aCalls = who.chance(pair.bIsLandline ? 0.98 : 0.55)
  return { ...wish, caller: aCalls ? standing.a : pair.b, dialled: aCalls ? pair.y.number : standing.x.number }
}
