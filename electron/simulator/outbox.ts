import { secondMs } from '../../shared/domain/time.ts'
import { maxFeesPerPush } from '../platform/wire/fee.ts'
import type { Deliverer } from './deliver.ts'
import type { GeneratedCall } from './generate-call.ts'
import { pushTimes, type Mischief } from './mischief.ts'
import { randomOf } from './random.ts'
import type { Timeline } from './timeline.ts'
import type { SimulatedFee } from './wire-bodies.ts'
import type { SimulatedApp, World } from './world.ts'

/** Where calls become pushes at their time. */
export interface Outbox {
  /** Events due after `since` and, when it is due after `since`, the CDR. */
  post(call: GeneratedCall, since: number): void
}

/** "Calls ending at about the same time are merged" (callbacks.md §4); how near is not documented. */
const mergeWindowMs = 2 * secondMs

interface Options {
  world: World
  timeline: Timeline
  deliverer: Deliverer
  bad: ReadonlySet<Mischief>
  pushUrl(appKey: string): string | null
}

export function feeMessage(records: readonly SimulatedFee[]): string {
  return JSON.stringify({ eventType: 'fee', feeLst: records })
}

export function makeOutbox({ world, timeline, deliverer, bad, pushUrl }: Options): Outbox {
  const windows = new Map<string, GeneratedCall[]>()

  const send = (app: SimulatedApp, body: string, lane: string | null): void => {
    const url = pushUrl(app.appKey)
    if (url !== null) deliverer.push({ app, url, body, lane })
  }

  const postEvents = (call: GeneratedCall, since: number): void => {
    const { index, attempt, app } = call.plan
    const random = randomOf(world.seed, 'event', index, 100 + attempt)
    // Only an undisturbed platform keeps the events of a call in line.
    const lane = bad.has('shuffled') || bad.has('late') ? null : call.cdr.record.sessionId
    for (const { dueAt, body } of call.events) {
      const times = pushTimes(dueAt, bad, random)
      if (dueAt <= since) continue
      for (const at of times) timeline.at(at, () => send(app, JSON.stringify(body), lane))
    }
  }

  // Windows are cut on the simulated clock, not by timers: the same calls are merged in every run.
  const postCdr = (call: GeneratedCall): void => {
    const closesAt = (Math.floor(call.cdr.dueAt / mergeWindowMs) + 1) * mergeWindowMs
    const { app } = call.plan
    const key = `${app.number}.${closesAt}`
    const open = windows.get(key)
    if (open) return void open.push(call)
    windows.set(key, [call])
    timeline.at(closesAt, () => {
      const calls = windows.get(key) ?? []
      windows.delete(key)
      calls.sort((a, b) => a.cdr.dueAt - b.cdr.dueAt || a.plan.index - b.plan.index)
      const random = randomOf(world.seed, 'cdrs', closesAt, app.number)
      for (let from = 0; from < calls.length; from += maxFeesPerPush) {
        const body = feeMessage(calls.slice(from, from + maxFeesPerPush).map(({ cdr }) => cdr.record))
        for (const at of pushTimes(closesAt, bad, random)) timeline.at(at, () => send(app, body, null))
      }
    })
  }

  return {
    post(call, since) {
      postEvents(call, since)
      if (call.cdr.dueAt > since) postCdr(call)
    },
  }
}
