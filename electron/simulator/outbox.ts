import { secondMs } from '../../shared/domain/time.ts'
import { maxFeesPerPush } from '../platform/wire/fee.ts'
import type { Deliverer } from './deliver.ts'
import type { GeneratedCall } from './generate-call.ts'
import { pushTimes, type Mischief } from './mischief.ts'
import { randomOf, type Random } from './random.ts'
import type { Timeline } from './timeline.ts'
import type { SimulatedFee } from './wire-bodies.ts'
import type { SimulatedApp, World } from './world.ts'

/** Where what happens becomes pushes at their time. */
export interface Outbox {
  /**
   * Events due after `since` and, when it is due after `since`, the CDR.
   * @returns takes back what has not gone out yet: a call that is ended from outside ends otherwise
   */
  post(call: GeneratedCall, since: number): () => void
  /** Any other message, with what a bad platform does to its time. */
  say(message: Message): void
}

export interface Message {
  app: SimulatedApp
  body: string
  /** Simulated epoch ms. */
  dueAt: number
  /** What it is pushed by: the same draws for the same message. */
  random: Random
  /** See `Push`. */
  lane: string | null
  retries?: readonly number[]
}

/** "Calls ending at about the same time are merged" (callbacks.md §4); how near is not documented. */
const mergeWindowMs = 2 * secondMs

interface Options {
  world: World
  timeline: Timeline
  deliverer: Deliverer
  bad: ReadonlySet<Mischief>
  pushUrl(appKey: string): string | null
  /** A CDR goes out. @param at simulated epoch ms */
  onCdr(call: GeneratedCall, at: number): void
}

interface Posted {
  call: GeneratedCall
  /** What was due by then has gone out, or is only late; infinite = nothing was taken back. */
  takenBackAt: number
}

export function feeMessage(records: readonly SimulatedFee[]): string {
  return JSON.stringify({ eventType: 'fee', feeLst: records })
}

export function makeOutbox({ world, timeline, deliverer, bad, pushUrl, onCdr }: Options): Outbox {
  const windows = new Map<string, Posted[]>()
  // Only an undisturbed platform keeps the events of a call in line.
  const isOrdered = !bad.has('shuffled') && !bad.has('late')

  const send = ({ app, body, lane, retries }: Pick<Message, 'app' | 'body' | 'lane' | 'retries'>): void => {
    const url = pushUrl(app.appKey)
    if (url !== null) deliverer.push({ app, url, body, lane, ...(retries && { retries }) })
  }

  const postEvents = (posted: Posted, since: number): void => {
    const { events, plan, cdr } = posted.call
    const { index, attempt, app } = plan
    const random = randomOf(world.seed, 'event', index, 100 + attempt)
    const lane = isOrdered ? cdr.record.sessionId : null
    for (const { dueAt, body } of events) {
      const times = pushTimes(dueAt, bad, random)
      if (dueAt <= since) continue
      for (const at of times) {
        timeline.at(at, () => {
          if (dueAt <= posted.takenBackAt) send({ app, body: JSON.stringify(body), lane })
        })
      }
    }
  }

  // Windows are cut on the simulated clock, not by timers: the same calls are merged in every run.
  const postCdr = (posted: Posted): void => {
    const closesAt = (Math.floor(posted.call.cdr.dueAt / mergeWindowMs) + 1) * mergeWindowMs
    const { app } = posted.call.plan
    const key = `${app.number}.${closesAt}`
    const open = windows.get(key)
    if (open) return void open.push(posted)
    windows.set(key, [posted])
    timeline.at(closesAt, () => {
      const calls = (windows.get(key) ?? []).filter(({ takenBackAt }) => takenBackAt === Number.POSITIVE_INFINITY).map(({ call }) => call)
      windows.delete(key)
      calls.sort((a, b) => a.cdr.dueAt - b.cdr.dueAt || a.plan.index - b.plan.index)
      const random = randomOf(world.seed, 'cdrs', closesAt, app.number)
      for (const call of calls) onCdr(call, closesAt)
      for (let from = 0; from < calls.length; from += maxFeesPerPush) {
        const body = feeMessage(calls.slice(from, from + maxFeesPerPush).map(({ cdr }) => cdr.record))
        for (const at of pushTimes(closesAt, bad, random)) timeline.at(at, () => send({ app, body, lane: null }))
      }
    })
  }

  return {
    post(call, since) {
      const posted: Posted = { call, takenBackAt: Number.POSITIVE_INFINITY }
      postEvents(posted, since)
      if (call.cdr.dueAt > since) postCdr(posted)
      return () => {
        posted.takenBackAt = timeline.now()
      }
    },
    say({ app, body, dueAt, random, lane, retries }) {
      const push = { app, body, lane: isOrdered ? lane : null, ...(retries && { retries }) }
      for (const at of pushTimes(dueAt, bad, random)) timeline.at(at, () => send(push))
    },
  }
}
