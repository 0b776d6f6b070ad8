import type { CallEvent, CallEventType } from '../../shared/domain/call-event.ts'
import type { Cdr } from '../../shared/domain/cdr.ts'
import { anApp } from './platform-app.ts'
import { monday, numbers } from './pushes.ts'

/** An event in our words; one of leg 2 names X as caller and B as called, as the platform does (callbacks.md §3). */
export function anEvent(type: CallEventType, seconds: number, given: Partial<CallEvent> = {}): CallEvent {
  const leg1 = type === 'callin' || type === 'collectInfo'
  return {
    sessionId: 's-1',
    appKey: anApp().appKey,
    type,
    at: monday + seconds * 1_000,
    callerNumber: leg1 ? numbers.a : numbers.x,
    calledNumber: leg1 ? numbers.x : numbers.b,
    bindingId: null,
    stateCode: null,
    stateDesc: null,
    userData: null,
    digits: null,
    decision: null,
    decidedNumber: null,
    ...given,
  }
}

/** The CDR of an answered call of 60 s. */
export function aCdr(given: Partial<Cdr> = {}): Cdr {
  const at = (seconds: number) => monday + seconds * 1_000
  return {
    cdrKey: 'icid-1',
    icid: 'icid-1',
    sessionId: 's-1',
    appKey: anApp().appKey,
    bindingId: 'b7c0',
    xNumber: numbers.x,
    callerNumber: numbers.a,
    calleeNumber: numbers.b,
    displayNumber: numbers.x,
    dialledNumber: numbers.x,
    callInAt: at(0),
    forwardedAt: at(1),
    alertingAt: at(3),
    answeredAt: at(8),
    endedAt: at(68),
    failedAt: null,
    talkSeconds: 60,
    releasePoint: 0,
    q850Cause: 0,
    sipStatus: 0,
    releaseSide: null,
    recorded: false,
    areaCode: null,
    extension: null,
    userData: null,
    asked: false,
    recordStartedAt: null,
    recordDomain: null,
    recordObject: null,
    recordUrl: null,
    more: null,
    ...given,
  }
}
