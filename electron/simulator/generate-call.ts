import { secondMs } from '../../shared/domain/time.ts'
import { drawEnding, landlineCalling, limitReached, unbound, wrongDirection, type Ending } from './outcomes.ts'
import { randomOf, type Random } from './random.ts'
import { axbBinding, standingCounts, type AxbBinding } from './standing-bindings.ts'
import { strangerNumber, type SimulatedApp, type World, type XNumber } from './world.ts'
import { wireEvents, wireFee, type SimulatedEvent, type SimulatedFee } from './wire-bodies.ts'

/** Everything that happens in one call. Instants are whole seconds in epoch ms, as the platform writes no finer. */
export interface CallPlan {
  index: number
  attempt: number
  tag: string
  app: SimulatedApp
  x: XNumber
  /** Null: the caller had none. */
  binding: AxbBinding | null
  caller: string
  /** Null: leg 2 never started. */
  callee: string | null
  callInAt: number
  routedAt: number | null
  alertingAt: number | null
  answeredAt: number | null
  endedAt: number
  ending: Ending
}

export interface GeneratedCall {
  plan: CallPlan
  /** In the order they happen, each due at its own simulated time plus what the platform takes to push. */
  events: readonly { dueAt: number; body: SimulatedEvent }[]
  cdr: { dueAt: number; record: SimulatedFee }
  /** When the caller tries again; null when not. The next attempt is this index with `attempt + 1`. */
  redialAt: number | null
}

const maxAttempts = 3
/** From the first attempt's start, no call of a chain of attempts lasts longer than this. */
export const longestChainMs = 8_000 * secondMs

/**
 * One call: a pure function of its arguments. The same caller dials the same binding in every attempt of an index.
 * @param index any safe integer ≥ 0; which app, who calls whom and how it ends follow from it
 * @param startAt when leg 1 arrives, epoch ms; stamps drop the part below a second, due times keep it
 */
export function generateCall(world: World, index: number, startAt: number, attempt = 0): GeneratedCall {
  const plan = planCall(world, index, startAt, attempt)
  const random = randomOf(world.seed, 'event', index, attempt)
  const phase = startAt % secondMs
  let dueAt = 0
  const events = wireEvents(plan).map(({ at, body }) => {
    dueAt = Math.max(dueAt, at + phase + random.int(20, 300))
    return { dueAt, body }
  })
  const cdrDueAt = Math.max(dueAt, plan.endedAt) + random.int(800, 4_000)
  const triesAgain = plan.answeredAt === null && plan.ending.endsAt !== 'leg-1' && attempt + 1 < maxAttempts && random.chance(0.3)
  return {
    plan,
    events,
    cdr: { dueAt: cdrDueAt, record: wireFee(plan) },
    redialAt: triesAgain ? plan.endedAt + random.int(4, 28) * secondMs : null,
  }
}

function planCall(world: World, index: number, startAt: number, attempt: number): CallPlan {
  const app = world.apps[index % world.apps.length] ?? world.apps[0]
  const who = randomOf(world.seed, 'who', index)
  const how = randomOf(world.seed, 'how', index, attempt)
  const callInAt = Math.floor(startAt / secondMs) * secondMs
  const place = { index, attempt, tag: world.tag, app, callInAt }
  if (who.chance(0.008)) return endOnLeg1({ ...place, x: who.pick(app.xNumbers), binding: null, caller: strangerNumber(who) }, unbound, how)

  const binding = axbBinding(world, app, who.int(0, standingCounts.AXB - 1))
  const aCalls = who.chance(binding.bIsLandline ? 0.98 : 0.68)
  const legs = { ...place, x: binding.x, binding, caller: aCalls ? binding.a : binding.b }
  if (!aCalls && binding.bIsLandline) return endOnLeg1(legs, landlineCalling, how)
  if (binding.callDirection === (aCalls ? 2 : 1)) return endOnLeg1(legs, wrongDirection, how)
  return routeCall({ ...legs, callee: aCalls ? binding.b : binding.a }, binding, how)
}

type Beginning = Pick<CallPlan, 'index' | 'attempt' | 'tag' | 'app' | 'callInAt' | 'x' | 'binding' | 'caller'>

function endOnLeg1(beginning: Beginning, ending: Ending, how: Random): CallPlan {
  const endedAt = beginning.callInAt + ending.seconds(how) * secondMs
  return { ...beginning, callee: null, routedAt: null, alertingAt: null, answeredAt: null, endedAt, ending }
}

function routeCall(legs: Beginning & { callee: string }, binding: AxbBinding, how: Random): CallPlan {
  const drawn = drawEnding(how)
  const routedAt = legs.callInAt + how.int(0, 2) * secondMs
  if (drawn.endsAt === 'routing') {
    return { ...legs, routedAt, alertingAt: null, answeredAt: null, endedAt: routedAt + drawn.seconds(how) * secondMs, ending: drawn }
  }
  const alertingAt = routedAt + Math.min(6, Math.max(1, Math.round(how.logNormal(2.6, 0.4)))) * secondMs
  if (drawn.endsAt === 'ringing') {
    return { ...legs, routedAt, alertingAt, answeredAt: null, endedAt: alertingAt + drawn.seconds(how) * secondMs, ending: drawn }
  }
  const answeredAt = alertingAt + Math.min(55, Math.max(1, Math.round(how.logNormal(8, 0.6)))) * secondMs
  const wanted = drawn.seconds(how)
  const limit = binding.maxDuration * 60
  const cut = limit > 0 && wanted >= limit
  const endedAt = answeredAt + (cut ? limit : wanted) * secondMs
  return { ...legs, routedAt, alertingAt, answeredAt, endedAt, ending: cut ? limitReached : drawn }
}
