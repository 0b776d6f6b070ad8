import { secondMs } from '../../shared/domain/time.ts'
import { maxFeesPerPush } from '../platform/wire/fee.ts'
import type { Deliverer } from './deliver.ts'
import { longestChainMs, type Attempt, type GeneratedCall } from './generate-call.ts'
import { stateAfter } from './number-days.ts'
import { numberMessages } from './number-pushes.ts'
import { feeMessage } from './outbox.ts'
import { pastNotify } from './sms-relay.ts'
import { textsOfSecond } from './sms-wish.ts'
import { callsInOrder, type Traffic } from './traffic.ts'
import type { SimulatedApp } from './world.ts'

/** What was pushed before the simulator came into being, told afterwards. */
export interface Backfill {
  /** Epoch ms, simulated. */
  from: number
  /** `all`: the events of past calls too, not only their CDRs. */
  events: 'cdr' | 'all'
  /** X mode: whom calls were connected to, as the customer's server would have said then; absent = that is drawn. */
  callee?: string
}

/** Below the pusher's own limit, so that live pushes keep getting through. */
const concurrentPushes = 8
/** Between two turns of the event loop no more of the past is made than this much of it. */
const turnMs = 600 * secondMs

interface Options {
  traffic: Traffic
  deliverer: Deliverer
  startAt: number
  pushUrl(appKey: string): string | null
  carriesSmsContent: boolean
  /** A CDR goes out. @param at simulated epoch ms */
  onCdr(call: GeneratedCall, at: number): void
  isStopped(): boolean
}

/** What goes on at `startAt`: calls that are not over, and who is about to dial again. */
export interface GoingOn {
  calls: GeneratedCall[]
  redials: Attempt[]
}

export function goingOnAt(traffic: Traffic, startAt: number): GoingOn {
  const calls: GeneratedCall[] = []
  const past = callsInOrder(traffic, Math.floor((startAt - longestChainMs) / secondMs), startAt)
  for (let next = past.next(); ; next = past.next()) {
    if (next.done) return { calls, redials: next.value }
    if (next.value.cdr.dueAt > startAt) calls.push(withoutQuestion(next.value))
  }
}

/** A question is not asked afterwards: the call has been decided, so its `callin` only tells of it. */
function withoutQuestion(call: GeneratedCall): GeneratedCall {
  const [callin, ...others] = call.events
  if (!call.plan.asked || callin === undefined) return call
  const body = { ...callin.body, statusInfo: { ...callin.body.statusInfo, notifyMode: 'Notify' as const } }
  return { ...call, events: [{ ...callin, body }, ...others] }
}

/** Pushes the past, oldest first; resolves when every first try is over. */
export async function pushPast(options: Options, { from, events }: Backfill, { calls }: GoingOn): Promise<void> {
  const { traffic, deliverer, startAt, pushUrl, onCdr, isStopped } = options
  const running = new Set<Promise<void>>()
  const waiting = new Map<SimulatedApp, GeneratedCall[]>()

  const send = async (app: SimulatedApp, body: string): Promise<void> => {
    const url = pushUrl(app.appKey)
    if (url === null) return
    while (running.size >= concurrentPushes) await Promise.race(running)
    const done = deliverer.pushNow({ app, url, body, lane: null }).finally(() => running.delete(done))
    running.add(done)
  }
  const flush = async (app: SimulatedApp, ended: readonly GeneratedCall[]): Promise<void> => {
    waiting.delete(app)
    for (const call of ended) onCdr(call, call.cdr.dueAt)
    await send(app, feeMessage(ended.map(({ cdr }) => cdr.record)))
  }

  // Calls in progress first: they are live, and eight days of CDRs would keep a screen waiting for them.
  for (const call of calls) {
    for (const event of call.events) if (event.dueAt <= startAt) await send(call.plan.app, JSON.stringify(event.body))
  }
  // A number status has no time: of what was told in between only the last word is still worth telling.
  const states = traffic.troubles ? stateAfter(traffic.world, from, startAt) : []
  for (const app of traffic.world.apps) {
    const own = states.filter((change) => change.app === app).map(({ x, state }) => ({ number: x, ...state }))
    for (const body of numberMessages(own)) await send(app, body)
  }

  let nextSecond = Math.ceil(from / secondMs)
  const tellTexts = async (until: number): Promise<void> => {
    for (; nextSecond * secondMs < until; nextSecond += 1) {
      for (const text of textsOfSecond(traffic, nextSecond)) {
        const notify = pastNotify(traffic, text, options.carriesSmsContent)
        if (notify !== null) await send(text.app, notify)
      }
    }
  }

  let turnEndsAt = Number.NEGATIVE_INFINITY
  for (const call of callsInOrder(traffic, Math.floor((from - longestChainMs) / secondMs), startAt)) {
    if (isStopped()) break
    const { app, callInAt, endedAt } = call.plan
    if (callInAt >= turnEndsAt) {
      turnEndsAt = callInAt + turnMs
      await new Promise((resolve) => setImmediate(resolve))
      await tellTexts(callInAt)
    }
    if (endedAt < from || call.cdr.dueAt > startAt) continue
    if (events === 'all') for (const event of withoutQuestion(call).events) await send(app, JSON.stringify(event.body))
    const ended = waiting.get(app) ?? []
    waiting.set(app, ended)
    ended.push(call)
    if (ended.length === maxFeesPerPush) await flush(app, ended)
  }
  if (!isStopped()) await tellTexts(startAt)
  for (const [app, ended] of waiting) await flush(app, ended)
  await Promise.all(running)
}
