import { secondMs } from '../../shared/domain/time.ts'
import { arrivalsPerSecond } from './day-curve.ts'
import { generateCall, type GeneratedCall } from './generate-call.ts'
import { randomOf } from './random.ts'
import type { World } from './world.ts'

export interface Traffic {
  world: World
  /** Fixed rate per simulated second; null = the day curve. */
  callsPerSecond: number | null
  /** Scale of the day curve. */
  callsPerDay: number
  /** The curve never falls below this many calls per second: a demo at night has something to show. */
  leastCallsPerSecond?: number | undefined
}

/** Leaves room for every rate below in one second's share of the index space. */
const indexesPerSecond = 10_000
export const maxCallsPerSecond = 5_000

/**
 * Yields the calls that begin in one second of simulated time, with the attempts that follow them. A second of the calendar
 * holds the same calls whenever and from wherever it is played, so a restarted simulator goes on with the same day.
 * @param second whole seconds since the epoch
 */
export function* callsOfSecond(traffic: Traffic, second: number): Generator<GeneratedCall> {
  const count = countOf(traffic, second)
  for (let order = 0; order < count; order += 1) {
    const index = second * indexesPerSecond + order
    // A fixed rate promises a number of calls: tries again would add to it.
    let call = generateCall(traffic.world, index, second * secondMs + Math.floor(((order + 0.5) / count) * secondMs))
    yield call
    while (call.redialAt !== null && traffic.callsPerSecond === null) {
      call = generateCall(traffic.world, index, call.redialAt, call.plan.attempt + 1)
      yield call
    }
  }
}

function countOf({ world, callsPerSecond, callsPerDay, leastCallsPerSecond = 0 }: Traffic, second: number): number {
  if (callsPerSecond === null) {
    const mean = Math.max(leastCallsPerSecond, arrivalsPerSecond(second * secondMs, callsPerDay))
    return Math.min(indexesPerSecond, randomOf(world.seed, 'arrivals', second).poisson(mean))
  }
  return Math.floor((second + 1) * callsPerSecond) - Math.floor(second * callsPerSecond)
}
