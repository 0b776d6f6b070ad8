import { secondMs } from '../../shared/domain/time.ts'
import { seededWish, type SeededWish } from './call-wish.ts'
import { drawEnding, limitReached, toldToHangUp, type Ending } from './outcomes.ts'
import { randomOf, type Random } from './random.ts'
import { askedOn } from './call-answer.ts'
import { pastServices, routeOf, viewOf, type CallWish, type Route } from './route.ts'
import { agentNumber, type SimulatedApp, type World } from './world.ts'
import { wireEvents, wireFee, type SimulatedEvent, type SimulatedFee } from './wire-bodies.ts'

/** Everything that happens in one call. Instants are whole seconds in epoch ms, as the platform writes no finer. */
export interface CallPlan {
  index: number
  attempt: number
  tag: string
  app: SimulatedApp
  /** X of the call. */
  x: string
  /** Called on leg 1: X, or Y in AXYB. */
  dialled: string
  caller: string
  /** Null: leg 2 never started. */
  callee: string | null
  /** What leg 2 shows as the caller; null with `callee`. */
  shown: string | null
  /** Null: the caller had no binding. */
  subscriptionId: string | null
  userData: string | undefined
  recorded: boolean
  extension: string | null
  /** AXE: what the caller typed when asked; null = was not asked, or hung up first. */
  digits: string | null
  /** X: whether the customer's server was asked. */
  asked: boolean
  /** Epoch ms, with the part of a second that stamps drop. */
  startAt: number
  callInAt: number
  digitsAt: number | null
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

/** One attempt of one index, as the traffic draws it. */
export interface Attempt {
  /** Any safe integer ≥ 0; which app, who calls whom and how it ends follow from it. */
  index: number
  /** When leg 1 arrives, epoch ms; stamps drop the part below a second, due times keep it. */
  startAt: number
  /** From 0. */
  attempt: number
}

/** What a story wishes of a call that would otherwise be drawn. */
export interface CallWishes {
  ending?: Ending | undefined
  ringSeconds?: number | undefined
  talkSeconds?: number | undefined
}

const maxAttempts = 3
/** From the first attempt's start, no call of a chain of attempts lasts longer than this. */
export const longestChainMs = 8_000 * secondMs
/** Placed calls have indexes of their own, beyond those of any day, so that no session id comes twice. */
export const firstPlacedIndex = 10 ** 15

/**
 * One call over the standing bindings, as if nobody had changed them: a pure function of its arguments. The same caller dials the same
 * number in every attempt of an index. In X mode the answer of the customer's server is drawn too.
 */
export function generateCall(world: World, index: number, startAt: number, attempt = 0): GeneratedCall {
  const app = appOfIndex(world, index)
  const wish = seededWish(world, app, index)
  const begun = { index, startAt, attempt }
  return writeCall(world, app, begun, wish, pastRoute(world, app, wish, begun))
}

/** With one app there is nothing to draw. */
export function appOfIndex({ seed, apps }: World, index: number): SimulatedApp {
  if (apps.length === 1) return apps[0]
  const all = apps.reduce((sum, { share = 1 }) => sum + share, 0)
  let left = randomOf(seed, 'app', index).next() * all
  return apps.find(({ share = 1 }) => (left -= share) < 0) ?? apps[0]
}

/**
 * Where a call went in the past, when nobody had touched a binding.
 * @param answered X mode: whom every call was connected to; absent = the answers are drawn
 */
export function pastRoute(
  world: World,
  app: SimulatedApp,
  wish: SeededWish,
  { index, attempt, startAt }: Attempt,
  answered?: string,
): Route {
  if (app.mode !== 'X') return routeOf(app, wish, viewOf(wish.standing, startAt), pastServices)
  if (answered !== undefined) return { ...askedOn(wish.dialled, null), to: { callee: answered, shown: wish.dialled } }
  const answer = randomOf(world.seed, 'answer', index, attempt)
  if (answer.chance(0.12)) return askedOn(wish.dialled, toldToHangUp)
  return {
    ...askedOn(wish.dialled, null),
    to: { callee: agentNumber(app, answer.int(0, 299)), shown: wish.dialled },
    recorded: answer.chance(0.5),
    userData: answer.chance(0.7) ? `ticket-${100_000 + answer.int(0, 899_999)}` : undefined,
  }
}

/**
 * The messages of a call that goes where `route` says.
 * @param waitedMs X mode: how long the answer took; leg 2 starts that much later
 */
export function writeCall(
  world: World,
  app: SimulatedApp,
  begun: Attempt,
  wish: CallWish,
  route: Route,
  wishes: CallWishes = {},
  waitedMs = 0,
): GeneratedCall {
  return writePlan(world, planCall(world, app, begun, wish, route, wishes, waitedMs))
}

/** The messages of a plan: of a new one, or of one that was cut short. */
export function writePlan(world: World, plan: CallPlan): GeneratedCall {
  const { index, startAt, attempt } = plan
  const random = randomOf(world.seed, 'event', index, attempt)
  const phase = startAt % secondMs
  let dueAt = 0
  const events = wireEvents(plan).map(({ at, body }) => {
    dueAt = Math.max(dueAt, at + phase + random.int(20, 300))
    return { dueAt, body }
  })
  const cdrDueAt = Math.max(dueAt, plan.endedAt) + random.int(800, 4_000)
  const isPlaced = index >= firstPlacedIndex
  const triesAgain =
    !isPlaced && plan.answeredAt === null && plan.ending.endsAt !== 'leg-1' && attempt + 1 < maxAttempts && random.chance(0.3)
  return {
    plan,
    events,
    cdr: { dueAt: cdrDueAt, record: wireFee(plan) },
    redialAt: triesAgain ? plan.endedAt + random.int(4, 28) * secondMs : null,
  }
}

function planCall(
  world: World,
  app: SimulatedApp,
  { index, startAt, attempt }: Attempt,
  wish: CallWish,
  route: Route,
  wishes: CallWishes,
  waitedMs: number,
): CallPlan {
  const how = randomOf(world.seed, 'how', index, attempt)
  const callInAt = Math.floor(startAt / secondMs) * secondMs
  const begun: Begun = {
    index,
    attempt,
    tag: world.tag,
    app,
    startAt,
    callInAt,
    asked: route.asks === 'server',
    x: route.x,
    dialled: wish.dialled,
    caller: wish.caller,
    subscriptionId: route.subscriptionId,
    userData: route.userData,
    recorded: route.recorded,
    extension: route.extension,
    ...collect(route, wish, callInAt, how),
  }
  const leg1OverAt = (begun.digitsAt ?? callInAt) + Math.floor(waitedMs / secondMs) * secondMs
  const { ending } = wishes
  if (route.to === null) return endOnLeg1(begun, route.refusal ?? toldToHangUp, leg1OverAt, how)
  if (ending?.endsAt === 'leg-1') return endOnLeg1(begun, ending, leg1OverAt, how)
  return routeCall({ ...begun, ...route.to }, { ...wishes, ending: route.refusal ?? ending }, leg1OverAt, route.maxMinutes * 60, how)
}

type Begun = Omit<CallPlan, 'callee' | 'shown' | 'routedAt' | 'alertingAt' | 'answeredAt' | 'endedAt' | 'ending'>

/** AXE: the caller hears the prompt and types; a blank is what is left when the time for typing is over. */
function collect(route: Route, { digits }: CallWish, callInAt: number, how: Random): Pick<CallPlan, 'digits' | 'digitsAt'> {
  if (route.asks !== 'extension' || digits === null) return { digits: null, digitsAt: null }
  const seconds = digits === '' ? how.int(12, 15) : how.int(4, 12)
  return { digits, digitsAt: callInAt + seconds * secondMs }
}

function endOnLeg1(begun: Begun, ending: Ending, from: number, how: Random): CallPlan {
  const nowhere = { callee: null, shown: null, routedAt: null, alertingAt: null, answeredAt: null }
  return { ...begun, ...nowhere, endedAt: from + ending.seconds(how) * secondMs, ending }
}

function routeCall(
  legs: Begun & { callee: string; shown: string },
  wishes: CallWishes,
  from: number,
  limitSeconds: number,
  how: Random,
): CallPlan {
  const drawn = wishes.ending ?? drawEnding(how)
  if (drawn.endsAt === 'leg-1') return endOnLeg1(legs, drawn, from, how)
  const routedAt = from + how.int(0, 2) * secondMs
  if (drawn.endsAt === 'routing') {
    return { ...legs, routedAt, alertingAt: null, answeredAt: null, endedAt: routedAt + drawn.seconds(how) * secondMs, ending: drawn }
  }
  const alertingAt = routedAt + Math.min(6, Math.max(1, Math.round(how.logNormal(2.6, 0.4)))) * secondMs
  if (drawn.endsAt === 'ringing') {
    const seconds = wishes.ringSeconds ?? drawn.seconds(how)
    return { ...legs, routedAt, alertingAt, answeredAt: null, endedAt: alertingAt + seconds * secondMs, ending: drawn }
  }
  const ringSeconds = wishes.ringSeconds ?? Math.min(55, Math.max(1, Math.round(how.logNormal(8, 0.6))))
  const answeredAt = alertingAt + ringSeconds * secondMs
  const wanted = wishes.talkSeconds ?? drawn.seconds(how)
  const cut = limitSeconds > 0 && (wanted >= limitSeconds || drawn === limitReached)
  const endedAt = answeredAt + (cut ? limitSeconds : wanted) * secondMs
  return { ...legs, routedAt, alertingAt, answeredAt, endedAt, ending: cut ? limitReached : drawn }
}

/**
 * What is left of a call that is ended from outside: what had happened by then stands, and it ends now.
 * @param at epoch ms, not before leg 1 arrived
 */
export function cutShort(plan: CallPlan, at: number): CallPlan {
  const endedAt = Math.max(plan.callInAt, Math.floor(at / secondMs) * secondMs)
  const until = (instant: number | null) => (instant !== null && instant <= endedAt ? instant : null)
  const routedAt = until(plan.routedAt)
  const digitsAt = until(plan.digitsAt)
  return {
    ...plan,
    // Until the extension is typed nobody knows whose call it is.
    ...(plan.digitsAt !== null && digitsAt === null && { digits: null, extension: null, subscriptionId: null }),
    digitsAt,
    routedAt,
    ...(routedAt === null && { callee: null, shown: null }),
    alertingAt: until(plan.alertingAt),
    answeredAt: until(plan.answeredAt),
    endedAt,
    ending: toldToHangUp,
  }
}
