import { effectOf } from '../../shared/domain/number-status.ts'
import { secondMs } from '../../shared/domain/time.ts'
import { seededWish } from './call-wish.ts'
import { arrivalsPerSecond } from './day-curve.ts'
import { appOfIndex, pastRoute, writeCall, type Attempt, type GeneratedCall } from './generate-call.ts'
import { makeHeap } from './heap.ts'
import { seededStateOf } from './number-days.ts'
import { randomOf } from './random.ts'
import { admit, viewOf, type Lines } from './route.ts'
import type { World } from './world.ts'

export interface Traffic {
  world: World
  /** Fixed rate per simulated second; null = the day curve. */
  callsPerSecond: number | null
  /** Scale of the day curve. */
  callsPerDay: number
  /** The curve never falls below this many calls per second: a demo at night has something to show. */
  leastCallsPerSecond?: number | undefined
  /** Texts per call, of all apps together. */
  smsPerCall: number
  /** Whether X numbers fall into trouble now and then. */
  troubles: boolean
  /** X mode: whom calls of the past were connected to; absent = that is drawn. */
  pastCallee?: string | undefined
}

/** Leaves room for every rate below in one second's share of the index space. */
const indexesPerSecond = 10_000
export const maxCallsPerSecond = 5_000

/**
 * The first attempts that begin in one second of simulated time. A second of the calendar holds the same ones whenever and from wherever
 * it is played, so a restarted simulator goes on with the same day.
 * @param second whole seconds since the epoch
 */
export function arrivalsOfSecond(traffic: Traffic, second: number): Attempt[] {
  const count = countOf(traffic, second)
  return Array.from({ length: count }, (_, order) => ({
    index: second * indexesPerSecond + order,
    startAt: second * secondMs + Math.floor(((order + 0.5) / count) * secondMs),
    attempt: 0,
  }))
}

/** A fixed rate promises a number of calls: tries again would add to it. */
export function allowsRedials({ callsPerSecond }: Pick<Traffic, 'callsPerSecond'>): boolean {
  return callsPerSecond === null
}

function countOf(traffic: Traffic, second: number): number {
  const { world, callsPerSecond } = traffic
  if (callsPerSecond === null) {
    return Math.min(indexesPerSecond, randomOf(world.seed, 'arrivals', second).poisson(meanOf(traffic, second)))
  }
  return Math.floor((second + 1) * callsPerSecond) - Math.floor(second * callsPerSecond)
}

/** Calls per simulated second, on average. */
export function meanOf({ callsPerSecond, callsPerDay, leastCallsPerSecond = 0 }: Traffic, second: number): number {
  return callsPerSecond ?? Math.max(leastCallsPerSecond, arrivalsPerSecond(second * secondMs, callsPerDay))
}

/**
 * The calls of a span of the past, tries again included, in the order they began: what a platform that nobody touched would have pushed.
 * Begin with `longestChainMs` to spare, since what began before is not known.
 * @param from whole seconds since the epoch
 * @param until epoch ms, not included
 * @returns attempts that follow from these calls and begin at `until` or later
 */
export function* callsInOrder(traffic: Traffic, from: number, until: number): Generator<GeneratedCall, Attempt[]> {
  const waiting = makeHeap<Attempt>()
  const takenUntil = new Map<string, number>()
  for (let second = from; second * secondMs < until; second += 1) {
    for (const attempt of arrivalsOfSecond(traffic, second)) waiting.add(attempt.startAt, attempt)
    const end = Math.min(until, (second + 1) * secondMs)
    for (let next = waiting.peek(); next !== undefined && next.key < end; next = waiting.peek()) {
      waiting.take()
      const call = pastCall(traffic, next.item, takenUntil)
      yield call
      const { redialAt, plan } = call
      if (redialAt !== null && allowsRedials(traffic)) {
        waiting.add(redialAt, { index: plan.index, startAt: redialAt, attempt: plan.attempt + 1 })
      }
    }
  }
  const left: Attempt[] = []
  for (let next = waiting.take(); next !== undefined; next = waiting.take()) left.push(next)
  return left
}

/** @param takenUntil AX: of each X */
function pastCall({ world, troubles, pastCallee }: Traffic, begun: Attempt, takenUntil: Map<string, number>): GeneratedCall {
  const app = appOfIndex(world, begun.index)
  const wish = seededWish(world, app, begun.index)
  const { startAt } = begun
  const lines: Lines = {
    mayCall: (x) => !troubles || effectOf(seededStateOf(world, app, x, startAt).status)?.calls !== false,
    isDeleted: () => false,
    isTaken: (x) => (takenUntil.get(x) ?? 0) > startAt,
  }
  const route = admit(app, wish, lines, viewOf(wish.standing, startAt), () => pastRoute(world, app, wish, begun, pastCallee))
  const call = writeCall(world, app, begun, wish, route)
  if (app.mode === 'AX' && call.plan.routedAt !== null) takenUntil.set(wish.dialled, call.plan.endedAt)
  return call
}
