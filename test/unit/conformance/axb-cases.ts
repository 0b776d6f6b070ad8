import { pairsPerX } from '../../../electron/simulator/axb-api.ts'
import { bindingUris } from '../../../electron/platform/wire/every-mode-api.ts'
import type { BindRequest } from '../../../shared/domain/binding-request.ts'
import { secondMs } from '../../../shared/domain/time.ts'
import { casesOf, expectCount, onX, type Case, type Place } from './case.ts'
import { idCases, stateCases } from './every-mode-cases.ts'

type AxbWish = Extract<BindRequest, { mode: 'AXB' }>

function wish(place: Place, given: Partial<AxbWish> = {}): AxbWish {
  return { mode: 'AXB', aNumber: place.user(1), bNumber: place.user(2), x: onX(place.x(0).number), ...given }
}

const bind =
  (given: Partial<AxbWish> = {}) =>
  (place: Place) =>
    place.api.bind(wish(place, given))

async function bound(place: Place, given: Partial<AxbWish> = {}): Promise<string> {
  return (await place.api.bind(wish(place, given))).value.bindingId
}

/** @param given what is changed of a fresh binding */
const change =
  (given: object, first: Partial<AxbWish> = {}) =>
  async (place: Place) =>
    place.api.change({ mode: 'AXB', bindingId: await bound(place, first), ...given })

/** Fills X behind our back. */
function fill(place: Place, xNumber: string): void {
  const standing = place.console.bindings(place.appKey).filter(({ x }) => x === xNumber).length
  for (let pair = 0; pair < pairsPerX - standing; pair += 1) {
    const [callerNum, calleeNum] = [place.user(10_000 + pair * 2), place.user(10_001 + pair * 2)]
    place.console.call(place.appKey, 'POST', bindingUris.AXB, { callerNum, calleeNum, relationNum: xNumber })
  }
}

export const axbCases: readonly Case[] = [
  ...casesOf('bind', [
    ['relationNum', 'an X of the app', 'accepted', bind()],
    ['relationNum', 'an X of another app', 'platform-rejected 1012001', (place) => bind({ x: onX(place.foreignX) })(place)],
    ['relationNum', 'an X nobody has', 'not-found 1012007', bind({ x: onX('+8617099999999') })],
    [
      'relationNum',
      `an X that carries ${pairsPerX} pairs`,
      'no-capacity 1012008',
      (place) => {
        fill(place, place.x(0).number)
        return bind()(place)
      },
    ],
    ['relationNum, areaCode', 'neither: A’s own area', 'accepted', bind({ x: { by: 'a-area', match: 'strict' } })],
    [
      'areaCode',
      'a city with free X',
      'accepted',
      (place) => bind({ x: { by: 'city', areaCode: place.x(0).areaCode, match: 'strict' } })(place),
    ],
    ['areaMatchMode', '0: a city without X', 'no-capacity 1012008', bind({ x: { by: 'city', areaCode: '0898', match: 'strict' } })],
    ['areaMatchMode', '1: a city without X', 'accepted', bind({ x: { by: 'city', areaCode: '0898', match: 'loose' } })],
    ['callerNum', 'a landline (can only be called)', 'accepted', bind({ aNumber: '+8675528000010' })],
    ['callerNum', 'not in the global format', 'invalid-input 1010002', bind({ aNumber: '12345' })],
    ['callerNum', 'the same as calleeNum', 'conflict 1012010', (place) => bind({ aNumber: place.user(2) })(place)],
    [
      'callerNum',
      'A is on this X',
      'conflict 1012010',
      async (place) => {
        await bound(place)
        return bind({ bNumber: place.user(3) })(place)
      },
    ],
    [
      'calleeNum',
      'B is on this X',
      'conflict 1012010',
      async (place) => {
        await bound(place)
        return bind({ aNumber: place.user(3) })(place)
      },
    ],
    [
      'calleeNum',
      'the same two on another X',
      'accepted',
      async (place) => {
        await bound(place)
        return bind({ x: onX(place.x(1).number) })(place)
      },
    ],
    ['callDirection', '0', 'accepted', bind({ callDirection: 'both' })],
    ['callDirection', '1', 'accepted', bind({ callDirection: 'a-calls' })],
    ['callDirection', '2', 'accepted', bind({ callDirection: 'b-calls' })],
    ['duration', '0', 'accepted', bind({ durationSeconds: 0 })],
    ['duration', '1', 'accepted', bind({ durationSeconds: 1 })],
    ['duration', '7776000', 'accepted', bind({ durationSeconds: 7_776_000 })],
    ['duration', '7776001', 'invalid-input 1010002', bind({ durationSeconds: 7_776_001 })],
    ['maxDuration', '0', 'accepted', bind({ maxMinutes: 0 })],
    ['maxDuration', '1440', 'accepted', bind({ maxMinutes: 1_440 })],
    ['maxDuration', '1441', 'invalid-input 1010002', bind({ maxMinutes: 1_441 })],
    ['lastMinVoice', 'with maxDuration', 'accepted', bind({ maxMinutes: 30, lastMinuteTone: 'last.wav' })],
    ['lastMinVoice', 'without maxDuration', 'invalid-input 1010002', bind({ lastMinuteTone: 'last.wav' })],
    ['lastMinVoice', 'a file that does not exist', 'invalid-input 1010002', bind({ maxMinutes: 30, lastMinuteTone: 'missing.wav' })],
    ['recordFlag', '"true"', 'accepted', bind({ recording: { on: true } })],
    ['recordFlag', '"false"', 'accepted', bind({ recording: { on: false } })],
    ['recordHintTone', 'a file', 'accepted', bind({ recording: { on: true, hintTone: 'rec.wav' } })],
    ['recordHintTone', 'a file that does not exist', 'invalid-input 1010002', bind({ recording: { on: true, hintTone: 'missing.wav' } })],
    ['preVoice', 'both tones', 'accepted', bind({ waitTones: { a: 'wait1.wav', other: 'wait2.wav' } })],
    ['preVoice.callerHintTone', 'a file that does not exist', 'invalid-input 1010002', bind({ waitTones: { a: 'missing.wav' } })],
    ['preVoice.calleeHintTone', 'a file that does not exist', 'invalid-input 1010002', bind({ waitTones: { other: 'missing.wav' } })],
    ['privateSms', '"true"', 'accepted', bind({ smsAllowed: true })],
    ['privateSms', '"false"', 'accepted', bind({ smsAllowed: false })],
    ['userData', '256 characters', 'accepted', bind({ userData: 'u'.repeat(256) })],
    ['userData', '257 characters', 'invalid-input 1010002', bind({ userData: 'u'.repeat(257) })],
  ]),
  ...casesOf('change', [
    ['callerNum', 'a number that is free on X', 'accepted', (place) => change({ aNumber: place.user(3) })(place)],
    ['calleeNum', 'a number that is free on X', 'accepted', (place) => change({ bNumber: place.user(3) })(place)],
    [
      'calleeNum',
      'a number that is on X',
      'conflict 1012010',
      async (place) => {
        await bound(place, { aNumber: place.user(3), bNumber: place.user(4) })
        return change({ bNumber: place.user(4) })(place)
      },
    ],
    ['callDirection', '1', 'accepted', change({ callDirection: 'a-calls' })],
    ['duration', '60: counts from the change', 'accepted', change({ durationSeconds: 60 })],
    ['duration', '7776001', 'invalid-input 1010002', change({ durationSeconds: 7_776_001 })],
    ['maxDuration', '30', 'accepted', change({ maxMinutes: 30 })],
    ['lastMinVoice', 'where maxDuration stands', 'accepted', change({ lastMinuteTone: 'last.wav' }, { maxMinutes: 30 })],
    ['lastMinVoice', 'where maxDuration is 0', 'invalid-input 1010002', change({ lastMinuteTone: 'last.wav' })],
    ['recordFlag, recordHintTone', 'on, with a tone', 'accepted', change({ recording: { on: true, hintTone: 'rec.wav' } })],
    ['preVoice', 'one tone', 'accepted', change({ waitTones: { a: 'wait1.wav' } })],
    ['privateSms', '"false"', 'accepted', change({ smsAllowed: false })],
    ['userData', 'text', 'accepted', change({ userData: 'order-2' })],
    [
      'subscriptionId',
      'of no binding',
      'not-found 1012007',
      (place) => place.api.change({ mode: 'AXB', bindingId: 'nobody', userData: 'u' }),
    ],
    [
      'subscriptionId',
      'of a binding that has expired',
      'not-found 1012007',
      async (place) => {
        const bindingId = await bound(place, { durationSeconds: 60 })
        await place.advance(61 * secondMs)
        return place.api.change({ mode: 'AXB', bindingId, userData: 'u' })
      },
    ],
  ]),
  ...idCases(bound),
  ...casesOf('query', [
    [
      'relationNum, pageIndex, pageSize',
      'an X with more than one page',
      'accepted',
      async (place) => {
        const xNumber = place.x(0).number
        const there = place.console.bindings(place.appKey).filter(({ x }) => x === xNumber).length
        return expectCount((await place.api.fetchBindingsOfX(xNumber)).value.length, there)
      },
    ],
    ['relationNum', 'an X of another app', 'platform-rejected 1012001', (place) => place.api.fetchBindingsOfX(place.foreignX)],
  ]),
  ...casesOf('stop call', [
    [
      'sessionid',
      'of a running call',
      'accepted',
      async (place) => {
        await bound(place)
        const sessionId = place.call(place.user(1), place.x(0).number)
        await place.advance(10 * secondMs)
        return place.api.stopCall(sessionId)
      },
    ],
    [
      'sessionid',
      'of a call that is over',
      'not-found 1012007',
      async (place) => {
        await bound(place)
        const sessionId = place.call(place.user(1), place.x(0).number)
        await place.advance(400 * secondMs)
        return place.api.stopCall(sessionId)
      },
    ],
  ]),
  ...stateCases(1012001, { bind: bound, change: (place, bindingId) => place.api.change({ mode: 'AXB', bindingId, userData: 'u' }) }),
]
