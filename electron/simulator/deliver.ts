import { minuteMs } from '../../shared/domain/time.ts'
import { signHeaders, type SignatureGeneration } from '../platform/sign.ts'
import type { Environment } from './environment.ts'
import type { Sender } from './push.ts'
import type { Timeline } from './timeline.ts'
import type { SimulatedApp } from './world.ts'

/** One message on its way to the customer's server. */
export interface Push {
  app: SimulatedApp
  url: string
  body: string
  /** Pushes of one lane wait for each other's first try, as events of one call do; null = no such order. */
  lane: string | null
  /** When it comes again if it fails, minutes after the first try; absent = `retryMinutes`. */
  retries?: readonly number[]
}

export interface PushStats {
  /** Tries, first ones and later ones. */
  pushed: number
  /** Messages answered with HTTP 200, the only success (callbacks.md §7). */
  answered200: number
  /** Tries that got anything else, or nothing. */
  failed: number
  /** Messages waiting for a later try. */
  retrying: number
  /** Messages that no later try will save. */
  givenUp: number
}

export interface Deliverer {
  push(push: Push): void
  /** As `push`; resolves when the first try is over. */
  pushNow(push: Push): Promise<void>
  /**
   * Pushes a question, ahead of everything that is queued: somebody waits for what comes of it.
   * @param then called once, with the body of the 200 or, when it failed for good, null; not called after `stop`
   */
  ask(push: Push, then: (answer: string | null) => void): void
  stats(): PushStats
  /** True when nothing is queued or under way. Waiting for a later try does not count. */
  isIdle(): boolean
  /** Drops what is queued. */
  stop(): void
}

/**
 * When a failed message is pushed again (callbacks.md §7). The page does not say what the minutes count from; they are read
 * as counted from the first try, since 9, 106, 203, 300 lie 97 apart: a schedule, not six pauses.
 */
export const retryMinutes = [1, 4, 9, 106, 203, 300] as const
/** SMS: six times as well, at an interval "set by the platform administrator", which is not published. */
export const smsRetryMinutes = [1, 2, 5, 10, 20, 30] as const
/** The `callin` that asks: "not retried: the call has already been decided". */
export const neverAgain: readonly number[] = []

export const maxConcurrentPushes = 64
/** Memory has an end where a receiver has none: beyond this many waiting messages the newest are given up. */
const maxWaiting = 200_000

interface Options {
  environment: Environment
  timeline: Timeline
  sender: Sender
  generation: SignatureGeneration
  onProblem(text: string): void
}

export function makeDeliverer({ environment, timeline, sender, generation, onProblem }: Options): Deliverer {
  const stats: PushStats = { pushed: 0, answered200: 0, failed: 0, retrying: 0, givenUp: 0 }
  const queue: (() => Promise<void>)[] = []
  const lanes = new Map<string, Promise<void>>()
  let head = 0
  let active = 0
  let asking = 0
  let stopped = false

  const enqueue = (task: () => Promise<void>): void => {
    queue.push(task)
    startNext()
  }

  const startNext = (): void => {
    while (active < maxConcurrentPushes && head < queue.length) {
      const task = queue[head]
      head += 1
      if (head > 1_000 && head * 2 > queue.length) {
        queue.splice(0, head)
        head = 0
      }
      active += 1
      void task?.().finally(() => {
        active -= 1
        startNext()
      })
    }
  }

  /** @returns the answer's body where it was a 200, else null */
  const send = async ({ app, url, body }: Push, how: 'send' | 'ask'): Promise<string | null> => {
    // Whether the platform signs a repeated push afresh is not documented (callbacks.md §2); a stale nonce would test nothing.
    const signature = signHeaders(generation, app.appKey, app.appSecret, environment.nonce(), environment.clock())
    stats.pushed += 1
    const answer = await sender[how](url, { 'Content-Type': 'application/json;charset=UTF-8', ...signature }, body)
    if ('status' in answer && answer.status === 200) {
      stats.answered200 += 1
      return answer.text
    }
    stats.failed += 1
    onProblem(`push failed: ${'status' in answer ? `HTTP ${answer.status}` : answer.problem}`)
    return null
  }

  /** @param again the next try; not called when there is none, which it then says */
  const tryAgain = ({ retries = retryMinutes }: Push, triedBefore: number, firstTryAt: number, again: () => void): boolean => {
    const minutes = retries[triedBefore]
    if (minutes === undefined || stats.retrying >= maxWaiting) {
      stats.givenUp += 1
      return false
    }
    stats.retrying += 1
    timeline.at(firstTryAt + minutes * minuteMs, () => {
      stats.retrying -= 1
      again()
    })
    return true
  }

  const tryOnce = async (push: Push, triedBefore: number, firstTryAt: number): Promise<void> => {
    if (stopped || (await send(push, 'send')) !== null) return
    tryAgain(push, triedBefore, firstTryAt, () => enqueue(() => tryOnce(push, triedBefore + 1, firstTryAt)))
  }

  const askOnce = async (push: Push, then: (answer: string | null) => void, triedBefore: number, firstTryAt: number): Promise<void> => {
    if (stopped) return
    asking += 1
    const answer = await send(push, 'ask')
    asking -= 1
    if (stopped) return
    const waits = answer === null && tryAgain(push, triedBefore, firstTryAt, () => void askOnce(push, then, triedBefore + 1, firstTryAt))
    if (!waits) then(answer)
  }

  const pushNow = (push: Push): Promise<void> => {
    if (queue.length - head >= maxWaiting) {
      stats.givenUp += 1
      onProblem('push given up: the receiver is too slow for this rate')
      return Promise.resolve()
    }
    return new Promise((resolve) => {
      enqueue(() => tryOnce(push, 0, timeline.now()).finally(resolve))
    })
  }

  const pushAfter = async (earlier: Promise<void> | undefined, push: Push): Promise<void> => {
    await earlier
    await pushNow(push)
  }

  return {
    pushNow,
    ask: (push, then) => void askOnce(push, then, 0, timeline.now()),
    push(push) {
      const { lane } = push
      if (lane === null) {
        void pushNow(push)
        return
      }
      const done = pushAfter(lanes.get(lane), push).finally(() => {
        if (lanes.get(lane) === done) lanes.delete(lane)
      })
      lanes.set(lane, done)
    },
    stats: () => ({ ...stats }),
    stop() {
      stopped = true
    },
    isIdle: () => active === 0 && asking === 0 && head === queue.length && lanes.size === 0,
  }
}
