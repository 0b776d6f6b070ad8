import { generateCall, type GeneratedCall } from '../../electron/simulator/generate-call.ts'
import { makeWorld } from '../../electron/simulator/world.ts'
import { toPlatformTime } from '../../shared/domain/time.ts'
import { anApp, secret } from './platform-app.ts'

/** Push bodies as the platform writes them. */

/** 10:00:00 in the account's zone, a Monday. */
export const monday = Date.UTC(2026, 2, 2, 2, 0, 0)

export function generatedCalls(seed: number, indexes: readonly number[], startAt = monday): GeneratedCall[] {
  const world = makeWorld(seed, [{ mode: 'AXB', appKey: anApp().appKey, appSecret: secret }])
  return indexes.map((index) => generateCall(world, index, startAt + (index % 3_600) * 1_000))
}

export function feeBody(records: readonly object[]): object {
  return { eventType: 'fee', feeLst: records }
}

/** Everything pushed for some calls, each thing once and in order: the events by the time they are due, then each CDR alone. */
export function bodiesInOrder(calls: readonly GeneratedCall[]): object[] {
  const events = calls.flatMap((call) => call.events).toSorted((a, b) => a.dueAt - b.dueAt)
  return [...events.map(({ body }) => body), ...calls.map(({ cdr }) => feeBody([cdr.record]))]
}

type EventType = 'callin' | 'collectInfo' | 'callout' | 'alerting' | 'answer' | 'disconnect'
export const numbers = { a: '+8613800000001', b: '+8613900000002', x: '+8617000000001' } as const

/** One call event, as small as the documents allow; `info` adds to `statusInfo` or replaces parts of it. */
export function eventBody(eventType: EventType, sessionId: string, at: number, info: Readonly<Record<string, unknown>> = {}): object {
  const leg2 = { caller: numbers.x, called: numbers.b }
  const legs = eventType === 'callin' ? { caller: numbers.a, called: numbers.x } : eventType === 'collectInfo' ? {} : leg2
  return { eventType, statusInfo: { timestamp: toPlatformTime(at), sessionId, ...legs, ...info } }
}

export function numberStatusBody(numInfo: readonly unknown[]): object {
  return { eventType: 'numStatus', numInfo }
}

/** A text of A to B; one that is asked about has no receiver. `given` adds or replaces fields. */
export function smsBody(smsId: string, mode: 'Notify' | 'Block', at: number, given: Readonly<Record<string, unknown>> = {}): object {
  const smsEvent = {
    smsIdentifier: smsId,
    notificationMode: mode,
    calling: numbers.a,
    ...(mode === 'Notify' && { called: numbers.b }),
    virtualNumber: numbers.x,
    event: 'Text SMS ',
    timeStamp: new Date(at + 23).toISOString(),
    ...given,
  }
  return { appKey: anApp().appKey, smsEvent }
}

/** One CDR of an answered call of 60 s; `given` adds or replaces fields. */
export function feeRecord(sessionId: string, callInAt: number, given: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const at = (seconds: number) => toPlatformTime(callInAt + seconds * 1_000)
  return {
    direction: 1,
    spId: 'acc',
    appKey: anApp().appKey,
    icid: `icid-${sessionId}`,
    bindNum: numbers.x,
    sessionId,
    subscriptionId: 'b7c0',
    callerNum: numbers.a,
    calleeNum: numbers.x,
    fwdDisplayNum: numbers.x,
    fwdDstNum: numbers.b,
    callInTime: at(0),
    fwdStartTime: at(1),
    fwdAlertingTime: at(3),
    fwdAnswerTime: at(8),
    callEndTime: at(68),
    fwdUnaswRsn: 0,
    ulFailReason: 0,
    sipStatusCode: 0,
    recordFlag: 0,
    ...given,
  }
}
