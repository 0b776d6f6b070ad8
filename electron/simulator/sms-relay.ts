import { effectOf } from '../../shared/domain/number-status.ts'
import { toE164 } from '../../shared/domain/phone-number.ts'
import { addresseeOf } from '../../shared/domain/sms.ts'
import { secondMs } from '../../shared/domain/time.ts'
import { smsRetryMinutes, type Deliverer } from './deliver.ts'
import type { Environment } from './environment.ts'
import { firstPlacedIndex } from './generate-call.ts'
import { pushTimes, type Mischief } from './mischief.ts'
import { seededStateOf } from './number-days.ts'
import type { Outbox } from './outbox.ts'
import type { Platform } from './platform.ts'
import { randomOf } from './random.ts'
import { viewOf } from './route.ts'
import { decideSms } from './sms-answer.ts'
import { wireSms } from './sms-bodies.ts'
import { routeSms, type SmsRoute } from './sms-route.ts'
import type { SeededText, Text } from './sms-wish.ts'
import type { Timeline } from './timeline.ts'
import type { Traffic } from './traffic.ts'
import type { SimulatedApp } from './world.ts'

/** A text that a story sends. */
export interface PlacedText {
  app: SimulatedApp
  sender: string
  x: string
  content: string
  /** Acted on as if the server had answered so, where it is asked; it is asked all the same. Null = as if it had not answered. */
  insteadOfAnswer?: string | null
}

/** Texts on their way through X now: over the bindings as they are, and as the customer's server says where it is asked. */
export interface SmsRelay {
  /** Of the traffic. */
  take(text: Text): void
  /** Sends a text now. @returns its `smsIdentifier` */
  place(text: PlacedText): string
}

interface Options {
  platform: Platform
  timeline: Timeline
  environment: Environment
  outbox: Outbox
  deliverer: Deliverer
  bad: ReadonlySet<Mischief>
  carriesContent: boolean
  pushUrl(appKey: string): string | null
  onProblem(text: string): void
}

export function makeSmsRelay(options: Options): SmsRelay {
  const { platform, timeline, environment, outbox, deliverer, bad, carriesContent, pushUrl, onProblem } = options
  const { world, state } = platform
  let placed = 0

  const notify = (text: Text, route: Extract<SmsRoute, { kind: 'relay' }>, from: number): void => {
    const random = randomOf(world.seed, 'smsPush', text.index)
    const at = from + random.int(900, 4_000)
    const body = JSON.stringify(wireSms(world, text, { ...route, at }, carriesContent))
    outbox.say({ app: text.app, body, dueAt: at + random.int(20, 300), random, lane: null, retries: smsRetryMinutes })
  }

  const ask = (text: Text, subscriptionId: string | null, insteadOfAnswer: string | null | undefined): void => {
    const { app, index, sender, content } = text
    const random = randomOf(world.seed, 'smsPush', index, 2)
    const at = text.at + random.int(100, 600)
    const asked = { at, receiver: null, content, subscriptionId, direction: '1' } as const
    const body = JSON.stringify(wireSms(world, text, asked, carriesContent))
    const url = pushUrl(app.appKey)
    const times = pushTimes(at, bad, random)
    // Nobody is asked, and a text nobody decides about goes nowhere.
    if (url === null || times.length === 0) return
    const push = { app, url, body, lane: null, retries: smsRetryMinutes }
    timeline.at(at, () => {
      const askedAt = environment.clock()
      deliverer.ask(push, (answer) => {
        const acted = insteadOfAnswer === undefined ? answer : insteadOfAnswer
        if (acted === null) return
        const decision = decideSms(acted, sender)
        if ('wrong' in decision) onProblem(`wrong answer to an SMS: ${decision.wrong}`)
        if (!('forwardTo' in decision)) return
        const waitedMs = Math.floor((environment.clock() - askedAt) / secondMs) * secondMs
        const route = { kind: 'relay', receiver: decision.forwardTo, content, subscriptionId, direction: '1' } as const
        notify(text, route, at + waitedMs)
      })
      if (times.length > 1) deliverer.ask(push, () => {})
    })
  }

  const take = (text: Text, insteadOfAnswer?: string | null): void => {
    const route = routeSms(text, platform.bookOf(text.app), state.mayCall(text.x))
    if (route.kind === 'relay') notify(text, route, text.at)
    if (route.kind === 'ask') ask(text, route.subscriptionId, insteadOfAnswer)
  }

  return {
    take: (text) => take(text),
    place({ app, sender, x, content, insteadOfAnswer }) {
      const at = timeline.now()
      const index = firstPlacedIndex + Math.floor(at / secondMs) * 1_000 + (placed % 1_000)
      placed += 1
      take({ app, index, at, sender, x, content }, insteadOfAnswer)
      return `sms-${world.tag}-${index}`
    },
  }
}

/** The Notify of a text of the past, where it was passed on; null where it was not. */
export function pastNotify({ world, troubles }: Traffic, text: SeededText, carriesContent: boolean): string | null {
  const { app, index, x } = text
  const mayUse = !troubles || effectOf(seededStateOf(world, app, x, text.at).status)?.calls !== false
  const route = routeSms(text, viewOf(text.standing, text.at), mayUse)
  const relayed = route.kind === 'ask' ? pastDecision(text, route.subscriptionId) : route
  if (relayed?.kind !== 'relay') return null
  const at = text.at + randomOf(world.seed, 'smsPush', index).int(900, 4_000)
  return JSON.stringify(wireSms(world, text, { ...relayed, at }, carriesContent))
}

/** As a server that forwards what names its receiver somehow would have said (callbacks.md §6). */
function pastDecision({ content }: Text, subscriptionId: string | null): SmsRoute | null {
  const receiver = toE164(addresseeOf(content))
  return receiver === null ? null : { kind: 'relay', receiver, content, subscriptionId, direction: '1' }
}
