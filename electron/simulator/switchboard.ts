import { secondMs } from '../../shared/domain/time.ts'
import { askedOn, decideCall } from './call-answer.ts'
import { seededWish } from './call-wish.ts'
import { makeCallbackRecords } from './callback-records.ts'
import { neverAgain, type Deliverer } from './deliver.ts'
import type { Environment } from './environment.ts'
import {
  appOfIndex,
  cutShort,
  firstPlacedIndex,
  writeCall,
  writePlan,
  type Attempt,
  type CallWishes,
  type GeneratedCall,
} from './generate-call.ts'
import { pushTimes, type Mischief } from './mischief.ts'
import type { Outbox } from './outbox.ts'
import type { Platform } from './platform.ts'
import { randomOf } from './random.ts'
import { admit, routeOf, type CallWish, type Lines, type Route, type RouteServices } from './route.ts'
import type { CallRegister } from './running-calls.ts'
import { useTemporaryCallee } from './temporary-callee.ts'
import type { Timeline } from './timeline.ts'
import { sessionIdOf } from './wire-bodies.ts'
import { bindYb } from './y-numbers.ts'
import type { SimulatedApp } from './world.ts'

/** A call that somebody places: a story, a test, a button. */
export interface PlacedCall {
  app: SimulatedApp
  caller: string
  /** X, or Y in AXYB. */
  dialled: string
  /** AXE, when asked for the extension; null = hangs up first, blank = types nothing. */
  digits: string | null
  wishes?: CallWishes
  /** X: acted on as if the server had answered so; it is asked all the same. Null = as if it had not answered. */
  insteadOfAnswer?: string | null
}

/** Where calls take place now: over the bindings as they are, the numbers as they stand, and in X mode as the customer's server says. */
export interface Switchboard {
  /** Begins an attempt of the traffic now. */
  begin(attempt: Attempt): void
  /** Goes on with a call that began before the simulator did. */
  adopt(call: GeneratedCall, since: number): void
  /** Begins a call now. @returns its session id */
  place(call: PlacedCall): string
}

interface Options {
  platform: Platform
  timeline: Timeline
  environment: Environment
  outbox: Outbox
  deliverer: Deliverer
  calls: CallRegister
  bad: ReadonlySet<Mischief>
  pushUrl(appKey: string): string | null
  /** Somebody dials again. */
  onRedial(attempt: Attempt): void
  onProblem(text: string): void
}

/** One call of the traffic or of a story, until it is known how it goes. */
interface Beginning {
  app: SimulatedApp
  begun: Attempt
  wish: CallWish
  wishes: CallWishes
  insteadOfAnswer?: string | null | undefined
}

export function makeSwitchboard(options: Options): Switchboard {
  const { platform, timeline, environment, outbox, deliverer, calls, bad, pushUrl, onRedial, onProblem } = options
  const { world, state } = platform
  const callbacks = makeCallbackRecords(timeline.now)
  /** AX: until when the call on an X lasts, and which it is. */
  const lines = new Map<string, { sessionId: string; until: number }>()
  let placed = 0

  const servicesOf = (app: SimulatedApp): RouteServices => ({
    useTemporaryCallee: (binding) => useTemporaryCallee(platform, app, binding),
    assignY: (binding, b) => bindYb(platform, app, binding, b)?.y ?? null,
    lastCaller: callbacks.find,
  })

  const numbers: Lines = {
    mayCall: state.mayCall,
    isDeleted: state.isDeleted,
    isTaken: (x) => (lines.get(x)?.until ?? 0) > timeline.now(),
  }
  const routeNow = (app: SimulatedApp, wish: CallWish): Route => {
    const book = platform.bookOf(app)
    return admit(app, wish, numbers, book, () => routeOf(app, wish, book, servicesOf(app)))
  }

  /** From here on the call goes as written, unless it is told to stop. */
  const play = (call: GeneratedCall, since: number): void => {
    const { plan, redialAt } = call
    const { sessionId } = call.cdr.record
    const takeBack = outbox.post(call, since)
    if (plan.app.mode === 'AX' && plan.routedAt !== null) lines.set(plan.dialled, { sessionId, until: plan.endedAt })
    if (redialAt !== null) onRedial({ index: plan.index, startAt: redialAt, attempt: plan.attempt + 1 })
    if (plan.endedAt <= timeline.now()) return
    calls.begin({ appKey: plan.app.appKey, sessionId }, () => {
      const now = timeline.now()
      takeBack()
      if (lines.get(plan.dialled)?.sessionId === sessionId) lines.delete(plan.dialled)
      outbox.post(writePlan(world, cutShort(plan, now)), now)
    })
    timeline.at(plan.endedAt, () => calls.over(sessionId))
  }

  /** X mode: leg 1 has arrived, and the customer's server is asked. Whatever a bad platform does to pushes, it asks now or never. */
  const ask = ({ app, begun, wish, wishes, insteadOfAnswer }: Beginning): void => {
    const asked = writeCall(world, app, begun, wish, askedOn(wish.dialled, null))
    const [callin] = asked.events
    const { sessionId } = asked.cdr.record
    let stoppedAt: number | null = null
    calls.begin({ appKey: app.appKey, sessionId }, () => (stoppedAt = timeline.now()))

    const goOn = (answer: string | null, waitedMs: number): void => {
      const { route, wrong } = decideCall(insteadOfAnswer === undefined ? answer : insteadOfAnswer, wish.caller, wish.dialled)
      if (wrong !== null) onProblem(`wrong answer to callin: ${wrong}`)
      const whole = writeCall(world, app, begun, wish, route, wishes, waitedMs)
      const call = stoppedAt === null ? whole : writePlan(world, cutShort(whole.plan, stoppedAt))
      calls.over(sessionId)
      play({ ...call, events: call.events.slice(1) }, Number.NEGATIVE_INFINITY)
    }

    const url = pushUrl(app.appKey)
    const times = pushTimes(begun.startAt, bad, randomOf(world.seed, 'answer', begun.index, 100 + begun.attempt))
    timeline.at(callin?.dueAt ?? begun.startAt, () => {
      if (url === null || times.length === 0) return goOn(null, 0)
      const push = { app, url, body: JSON.stringify(callin?.body), lane: null, retries: neverAgain }
      const askedAt = environment.clock()
      deliverer.ask(push, (answer) => goOn(answer, environment.clock() - askedAt))
      // The first answer has decided the call.
      if (times.length > 1) deliverer.ask(push, () => {})
    })
  }

  const start = (beginning: Beginning): void => {
    const { app, begun, wish, wishes } = beginning
    if (app.mode === 'X' && state.mayCall(wish.dialled)) return ask(beginning)
    const route = routeNow(app, wish)
    if (route.asks === 'extension' && route.to !== null && route.subscriptionId !== null) callbacks.keep(route.subscriptionId, wish.caller)
    play(writeCall(world, app, begun, wish, route, wishes), Number.NEGATIVE_INFINITY)
  }

  return {
    begin(begun) {
      const app = appOfIndex(world, begun.index)
      start({ app, begun, wish: seededWish(world, app, begun.index), wishes: {} })
    },
    adopt: play,
    place({ app, caller, dialled, digits, wishes = {}, insteadOfAnswer }) {
      const startAt = timeline.now()
      const index = firstPlacedIndex + Math.floor(startAt / secondMs) * 1_000 + (placed % 1_000)
      placed += 1
      const begun = { index, startAt, attempt: 0 }
      start({ app, begun, wish: { caller, dialled, digits }, wishes, insteadOfAnswer })
      const callInAt = Math.floor(startAt / secondMs) * secondMs
      return sessionIdOf({ index, attempt: 0, tag: world.tag, caller, dialled, callInAt })
    },
  }
}
