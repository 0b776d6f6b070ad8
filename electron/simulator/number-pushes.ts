import type { NumberCause } from '../../shared/domain/number-status.ts'
import { causeOfCode, maxNumbersPerPush, statusOfCode } from '../platform/wire/number-status.ts'
import type { Outbox } from './outbox.ts'
import type { NumberState, NumberStatusChange, PlatformState } from './platform-state.ts'
import { randomOf } from './random.ts'
import type { Timeline } from './timeline.ts'
import type { SimulatedApp, World } from './world.ts'

/** One entry of `numInfo`: codes in strings (callbacks.md §5). */
interface WireEntry {
  number: string
  status: string
  cause?: string
}

const codeOfStatus = new Map(Object.entries(statusOfCode).map(([code, status]) => [status, code]))
const codeOfCause = new Map<NumberCause, string>(Object.entries(causeOfCode).map(([code, cause]) => [cause, code]))

function wireEntry({ number, status, cause }: NumberStatusChange): WireEntry {
  const code = cause === null ? undefined : codeOfCause.get(cause)
  return { number, status: codeOfStatus.get(status) ?? '', ...(code !== undefined && { cause: code }) }
}

/** Messages of 1-100 entries that tell how numbers stand. */
export function numberMessages(changes: readonly NumberStatusChange[]): string[] {
  const messages: string[] = []
  for (let from = 0; from < changes.length; from += maxNumbersPerPush) {
    const numInfo = changes.slice(from, from + maxNumbersPerPush).map(wireEntry)
    messages.push(JSON.stringify({ eventType: 'numStatus', numInfo }))
  }
  return messages
}

interface Options {
  world: World
  state: PlatformState
  timeline: Timeline
  outbox: Outbox
}

/** Pushes whatever happens to numbers from now on. Repeated like call events: the page of this message says nothing of it. */
export function startNumberPushes({ world, state, timeline, outbox }: Options): void {
  let said = 0
  state.onNumberStatus((app, changes) => {
    for (const body of numberMessages(changes)) {
      const random = randomOf(world.seed, 'statusPush', said)
      said += 1
      const dueAt = timeline.now() + random.int(50, 500)
      // With no time and no sequence number in it, only the order of arrival tells which one counts.
      outbox.say({ app, body, dueAt, random, lane: `numbers of ${app.appKey}` })
    }
  })
}

/** Lets the troubles of the seeded days befall the numbers, and leaves alone what somebody else has changed. */
export interface Troubles {
  /** @param state what the number comes to, unless it is not where the day left it */
  befall(app: SimulatedApp, x: string, state: NumberState): void
}

export function makeTroubles(state: PlatformState): Troubles {
  const left = new Map<string, NumberState>()
  return {
    befall(app, x, next) {
      const now = state.stateOf(x)
      const expected = left.get(x) ?? { status: 'normal', cause: null }
      if (now.status !== expected.status || now.cause !== expected.cause) return
      if (next.status === 'normal') left.delete(x)
      else left.set(x, next)
      state.setNumberState(app, x, next)
    },
  }
}
