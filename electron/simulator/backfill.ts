import { secondMs } from '../../shared/domain/time.ts'
import { maxFeesPerPush } from '../platform/wire/fee.ts'
import type { Deliverer } from './deliver.ts'
import { longestChainMs, type GeneratedCall } from './generate-call.ts'
import { feeMessage } from './outbox.ts'
import { callsOfSecond, type Traffic } from './traffic.ts'
import type { SimulatedApp } from './world.ts'

/** What was pushed before the simulator came into being, told afterwards. */
export interface Backfill {
  /** Epoch ms, simulated. */
  from: number
  /** `all`: the events of past calls too, not only their CDRs. */
  events: 'cdr' | 'all'
}

/** Below the pusher's own limit, so that live pushes keep getting through. */
const concurrentPushes = 8
/** Between two turns of the event loop no more of the past is made than this many seconds of it. */
const secondsPerTurn = 600

interface Options {
  traffic: Traffic
  deliverer: Deliverer
  startAt: number
  pushUrl(appKey: string): string | null
  isStopped(): boolean
}

/** Calls that began before `startAt` and are not over by then: they go on live. */
export function* callsInProgress(traffic: Traffic, startAt: number): Generator<GeneratedCall> {
  for (let second = Math.floor((startAt - longestChainMs) / secondMs); second * secondMs < startAt; second += 1) {
    for (const call of callsOfSecond(traffic, second)) {
      if (call.cdr.dueAt > startAt) yield call
    }
  }
}

/** Pushes the past, oldest first; resolves when every first try is over. */
export async function pushPast({ traffic, deliverer, startAt, pushUrl, isStopped }: Options, { from, events }: Backfill): Promise<void> {
  const running = new Set<Promise<void>>()
  const waiting = new Map<SimulatedApp, GeneratedCall[]>()

  const send = async (app: SimulatedApp, body: string): Promise<void> => {
    const url = pushUrl(app.appKey)
    if (url === null) return
    while (running.size >= concurrentPushes) await Promise.race(running)
    const done = deliverer.pushNow({ app, url, body, lane: null }).finally(() => running.delete(done))
    running.add(done)
  }
  const flush = async (app: SimulatedApp, calls: readonly GeneratedCall[]): Promise<void> => {
    waiting.delete(app)
    await send(app, feeMessage(calls.map(({ cdr }) => cdr.record)))
  }

  // Calls in progress first: they are live, and eight days of CDRs would keep a screen waiting for them.
  for (const call of callsInProgress(traffic, startAt)) {
    for (const event of call.events) if (event.dueAt <= startAt) await send(call.plan.app, JSON.stringify(event.body))
  }
  const firstSecond = Math.floor((from - longestChainMs) / secondMs)
  for (let second = firstSecond; second * secondMs < startAt && !isStopped(); second += 1) {
    if ((second - firstSecond) % secondsPerTurn === 0) await new Promise((resolve) => setImmediate(resolve))
    for (const call of callsOfSecond(traffic, second)) {
      const { app, endedAt } = call.plan
      if (endedAt < from) continue
      if (call.cdr.dueAt > startAt) continue
      if (events === 'all') for (const event of call.events) await send(app, JSON.stringify(event.body))
      const calls = waiting.get(app) ?? []
      waiting.set(app, calls)
      calls.push(call)
      if (calls.length === maxFeesPerPush) await flush(app, calls)
    }
  }
  for (const [app, calls] of waiting) await flush(app, calls)
  await Promise.all(running)
}
