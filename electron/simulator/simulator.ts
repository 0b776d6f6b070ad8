import type { AddressInfo } from 'node:net'
import { maskText } from '../../shared/domain/phone-number.ts'
import { secondMs } from '../../shared/domain/time.ts'
import type { SignatureGeneration } from '../platform/sign.ts'
import { makeGate } from './api-auth.ts'
import { makeApiServer } from './api-server.ts'
import { makeAxbApi } from './axb-api.ts'
import { callsInProgress, pushPast, type Backfill } from './backfill.ts'
import { makeBindingBook, type BindingBook } from './binding-book.ts'
import { makeDeliverer, maxConcurrentPushes, type PushStats } from './deliver.ts'
import { systemEnvironment, type Environment } from './environment.ts'
import type { Mischief } from './mischief.ts'
import { makeOutbox } from './outbox.ts'
import { makeSender, type Sender } from './push.ts'
import { axbBinding, standingCounts } from './standing-bindings.ts'
import { makeTimeline } from './timeline.ts'
import { callsOfSecond, type Traffic } from './traffic.ts'
import { makeWorld, type AppCredentials, type SimulatedApp, type World } from './world.ts'

export interface SimulatorOptions {
  /** Same seed, same day: what happens in a second of simulated time depends on it and on the rate alone. */
  seed: number
  /** Made from the seed when absent or empty. */
  apps?: readonly AppCredentials[]
  /** Where an app's pushes go; null = nowhere. */
  pushUrl(appKey: string): string | null
  /** 0 = any free one. The API listens on loopback only. */
  apiPort: number
  /** Simulated time at the start, epoch ms. */
  startAt: number
  /** Simulated seconds per real second. */
  speed: number
  /** Fixed rate per simulated second, all apps together; null = the seeded day curve. */
  callsPerSecond: number | null
  /** Scale of the day curve, all apps together. */
  callsPerDay?: number
  /** The day curve never falls below this rate. */
  leastCallsPerSecond?: number
  /** No more calls are begun after this many. */
  maxCalls?: number
  bad: readonly Mischief[]
  generation: SignatureGeneration
  /** The past to tell first. Live pushes do not wait for it: simulated time does not stand still. */
  backfill?: Backfill
  /** Complaints, masked. May come often. */
  onProblem?(text: string): void
  environment?: Environment
  sender?: Sender
}

export interface SimulatorStats extends PushStats {
  /** Calls begun since the start. */
  calls: number
}

export interface Simulator {
  apiUrl: string
  apps: readonly AppCredentials[]
  /** Resolves when the past has been pushed once; at once where there is none. */
  backfilled: Promise<void>
  stats(): SimulatorStats
  /** With `maxCalls`: all of it has happened and nothing waits to be pushed again. */
  isFinished(): boolean
  stop(): Promise<void>
}

export const defaultCallsPerDay = 20_000

/** Starts a platform of its own: its API over HTTP, and pushes to a customer's server. Rejects when the port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { seed, startAt, callsPerSecond, maxCalls = Number.POSITIVE_INFINITY } = options
  const environment = options.environment ?? systemEnvironment
  let stopped = false
  const onProblem = (text: string): void => {
    if (!stopped) options.onProblem?.(maskText(text))
  }
  const world = makeWorld(seed, options.apps)
  const traffic: Traffic = {
    world,
    callsPerSecond,
    callsPerDay: options.callsPerDay ?? defaultCallsPerDay,
    leastCallsPerSecond: options.leastCallsPerSecond,
  }
  const timeline = makeTimeline(environment, startAt, options.speed)
  const sender = options.sender ?? makeSender(maxConcurrentPushes)
  const deliverer = makeDeliverer({ environment, timeline, sender, generation: options.generation, onProblem })
  const outbox = makeOutbox({ world, timeline, deliverer, bad: new Set(options.bad), pushUrl: options.pushUrl })

  const apis = new Map(world.apps.map((app) => [app, makeAxbApi(world, app, filledBook(world, app, timeline.now))]))
  const apiOf = (app: SimulatedApp) => apis.get(app) ?? makeAxbApi(world, app, makeBindingBook(timeline.now))
  const server = makeApiServer({ gate: makeGate(world.apps, timeline.now), apiOf, onProblem })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.apiPort, '127.0.0.1', resolve)
  })

  let calls = 0
  const beginSecond = (second: number): void => {
    for (const call of callsOfSecond(traffic, second)) {
      if (calls >= maxCalls) return
      calls += 1
      outbox.post(call, Number.NEGATIVE_INFINITY)
    }
    if (calls < maxCalls) timeline.at((second + 1) * secondMs, () => beginSecond(second + 1))
  }

  if (options.backfill) for (const call of callsInProgress(traffic, startAt)) outbox.post(call, startAt)
  const firstSecond = Math.ceil(startAt / secondMs)
  timeline.at(firstSecond * secondMs, () => beginSecond(firstSecond))
  const past = { traffic, deliverer, startAt, pushUrl: options.pushUrl, isStopped: () => stopped }
  const backfilled = options.backfill ? pushPast(past, options.backfill) : Promise.resolve()

  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apps: world.apps.map(({ mode, appKey, appSecret }) => ({ mode, appKey, appSecret })),
    backfilled,
    stats: () => ({ ...deliverer.stats(), calls }),
    isFinished: () => calls >= maxCalls && timeline.isEmpty() && deliverer.isIdle(),
    async stop() {
      stopped = true
      timeline.stop()
      deliverer.stop()
      await sender.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The API knows the bindings that the traffic runs over, so that a query finds what the calls show. */
function filledBook(world: World, app: SimulatedApp, now: () => number): BindingBook {
  const book = makeBindingBook(now)
  for (let order = 0; order < standingCounts.AXB; order += 1) {
    const { subscriptionId, x, a, b, callDirection, maxDuration, recorded, userData } = axbBinding(world, app, order)
    const settings = { callDirection, duration: 0, maxDuration, recordFlag: String(recorded), ...(userData !== undefined && { userData }) }
    book.put({ subscriptionId, x: x.number, a, b, settings })
  }
  return book
}
