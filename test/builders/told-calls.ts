import type { CallEventType } from '../../shared/domain/call-event.ts'
import { eventBody, feeBody, feeRecord } from './pushes.ts'
import type { TestStore } from './test-store.ts'

/** Calls as the platform tells of them, brought in by the front door. */

const steps = ['callin', 'callout', 'alerting', 'answer', 'disconnect'] as const
const secondsOf: Record<(typeof steps)[number], number> = { callin: 0, callout: 1, alerting: 3, answer: 8, disconnect: 68 }

/** The events of a call up to `last`, each received 300 ms after it happened. `info` goes into all of them. */
export function tellEvents(
  store: TestStore,
  session: string,
  at: number,
  last: Exclude<CallEventType, 'collectInfo'>,
  info: Readonly<Record<string, unknown>> = {},
): void {
  for (const type of steps.slice(0, steps.indexOf(last) + 1)) {
    const happenedAt = at + secondsOf[type] * 1_000
    const own = type === 'disconnect' ? { stateCode: 0, ...info } : info
    store.take(JSON.stringify(eventBody(type, session, happenedAt, own)), { receivedAt: happenedAt + 300 })
  }
}

/** The CDR of a call, received 2 s after its end. */
export function tellCdr(store: TestStore, session: string, at: number, given: Readonly<Record<string, unknown>> = {}): void {
  store.take(JSON.stringify(feeBody([feeRecord(session, at, given)])), { receivedAt: at + 70_000 })
}

/** A CDR of a call that failed before it rang. */
export function tellFailure(
  store: TestStore,
  session: string,
  at: number,
  code: number,
  given: Readonly<Record<string, unknown>> = {},
): void {
  tellCdr(store, session, at, { fwdAlertingTime: '', fwdAnswerTime: '', ulFailReason: code, ...given })
}
