import { dayMs, secondMs, startOfAccountDay } from '../../shared/domain/time.ts'
import { goingOnAt, pushPast, type Backfill } from './backfill.ts'
import type { Deliverer } from './deliver.ts'
import type { Environment } from './environment.ts'
import type { Attempt, GeneratedCall } from './generate-call.ts'
import type { Mischief } from './mischief.ts'
import { changesOfDay, normalState, seededStateOf, type NumberChange } from './number-days.ts'
import { makeTroubles, startNumberPushes } from './number-pushes.ts'
import { makeOutbox } from './outbox.ts'
import type { Platform } from './platform.ts'
import type { CallRegister } from './running-calls.ts'
import { makeSmsRelay, type SmsRelay } from './sms-relay.ts'
import { textsOfSecond } from './sms-wish.ts'
import { makeSwitchboard, type Switchboard } from './switchboard.ts'
import type { Timeline } from './timeline.ts'
import { allowsRedials, arrivalsOfSecond, type Traffic } from './traffic.ts'
import { recordedSeconds } from './wire-bodies.ts'

/** The seeded day as it takes place: calls, texts and troubles of numbers, and what was before. */
export interface Day {
  /** Calls from outside the traffic. */
  switchboard: Pick<Switchboard, 'place'>
  smsRelay: SmsRelay
  /** Resolves when the past has been pushed once; at once where there is none. */
  backfilled: Promise<void>
  /** Calls begun since the start. */
  calls(): number
  /** No more begin by themselves. */
  isOver(): boolean
  stop(): void
}

interface Options {
  platform: Platform
  traffic: Traffic
  timeline: Timeline
  environment: Environment
  deliverer: Deliverer
  calls: CallRegister
  bad: ReadonlySet<Mischief>
  startAt: number
  maxCalls: number
  backfill: Backfill | undefined
  carriesSmsContent: boolean
  pushUrl(appKey: string): string | null
  onProblem(text: string): void
}

export function startDay(options: Options): Day {
  const { platform, traffic, timeline, deliverer, bad, startAt, maxCalls, backfill, pushUrl } = options
  const { world, state } = platform
  let begun = 0
  let left = maxCalls
  let stopped = false

  const onCdr = ({ plan, cdr }: GeneratedCall, pushedAt: number): void => {
    const seconds = recordedSeconds(plan)
    const { recordDomain: domain, recordObjectName: objectName, appKey } = cdr.record
    if (domain && objectName) platform.recordings.add({ appKey, domain, objectName, seconds, pushedAt })
  }
  const outbox = makeOutbox({ world, timeline, deliverer, bad, pushUrl, onCdr })
  const beginAttempt = (attempt: Attempt): void => {
    if (left <= 0) return
    left -= 1
    begun += 1
    timeline.at(attempt.startAt, () => switchboard.begin(attempt))
  }
  const onRedial = (attempt: Attempt): void => {
    if (allowsRedials(traffic)) beginAttempt(attempt)
  }
  const switchboard = makeSwitchboard({ ...options, outbox, onRedial })
  const smsRelay = makeSmsRelay({ ...options, outbox, carriesContent: options.carriesSmsContent })

  const troubles = makeTroubles(state)
  const changesIn = changesBySecond(traffic)
  // How numbers stand at the start is no news; whoever has a past to be told hears it there.
  if (traffic.troubles) {
    for (const app of world.apps) {
      for (const { number } of app.xNumbers) {
        const seeded = seededStateOf(world, app, number, startAt)
        if (seeded !== normalState) troubles.befall(app, number, seeded)
      }
    }
  }
  startNumberPushes({ world, state, timeline, outbox })

  const beginSecond = (second: number): void => {
    for (const attempt of arrivalsOfSecond(traffic, second)) beginAttempt(attempt)
    for (const text of textsOfSecond(traffic, second)) timeline.at(text.at, () => smsRelay.take(text))
    for (const { at, app, x, state: next } of changesIn(second)) timeline.at(at, () => troubles.befall(app, x, next))
    if (left > 0) timeline.at((second + 1) * secondMs, () => beginSecond(second + 1))
  }

  const goingOn = backfill ? goingOnAt(traffic, startAt) : { calls: [], redials: [] }
  // Their next attempts are among the redials, or over.
  for (const call of goingOn.calls) switchboard.adopt({ ...call, redialAt: null }, startAt)
  for (const attempt of goingOn.redials) beginAttempt(attempt)
  const firstSecond = Math.ceil(startAt / secondMs)
  timeline.at(firstSecond * secondMs, () => beginSecond(firstSecond))

  const { carriesSmsContent } = options
  const past = { traffic, deliverer, carriesSmsContent, startAt, pushUrl, onCdr, isStopped: () => stopped }
  return {
    switchboard: {
      place(call) {
        begun += 1
        return switchboard.place(call)
      },
    },
    smsRelay,
    backfilled: backfill ? pushPast(past, backfill, goingOn) : Promise.resolve(),
    calls: () => begun,
    isOver: () => left <= 0,
    stop() {
      stopped = true
    },
  }
}

/** The changes of numbers that begin in a second; a day of them is worked out once. */
function changesBySecond({ world, troubles }: Traffic): (second: number) => readonly NumberChange[] {
  let day: { start: number; changes: NumberChange[] } | null = null
  return (second) => {
    if (!troubles) return []
    const at = second * secondMs
    if (day === null || at < day.start || at >= day.start + dayMs) {
      const start = startOfAccountDay(at)
      day = { start, changes: changesOfDay(world, start) }
    }
    return day.changes.filter((change) => Math.floor(change.at / secondMs) === second)
  }
}
