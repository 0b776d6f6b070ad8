import { lastExtension } from '../../../electron/simulator/axe-api.ts'
import { bindingUris } from '../../../electron/platform/wire/every-mode-api.ts'
import type { BindRequest } from '../../../shared/domain/binding-request.ts'
import { minuteMs } from '../../../shared/domain/time.ts'
import { casesOf, onX, type Case, type Place } from './case.ts'
import { idCases, stateCases } from './every-mode-cases.ts'

type AxeWish = Extract<BindRequest, { mode: 'AXE' }>

function wish(place: Place, given: Partial<AxeWish> = {}): AxeWish {
  return { mode: 'AXE', aNumber: place.user(1), x: onX(place.x(0).number), ...given }
}

const bind =
  (given: Partial<AxeWish> = {}) =>
  (place: Place) =>
    place.api.bind(wish(place, given))

async function bound(place: Place, given: Partial<AxeWish> = {}): Promise<string> {
  return (await place.api.bind(wish(place, given))).value.bindingId
}

const change =
  (given: object, first: Partial<AxeWish> = {}) =>
  async (place: Place) =>
    place.api.change({ mode: 'AXE', bindingId: await bound(place, first), ...given })

/** Takes every extension of an X behind our back. */
function fill(place: Place, xNumber: string): void {
  for (let order = 1; order <= lastExtension; order += 1) {
    const extendNum = String(order).padStart(4, '0')
    place.console.call(place.appKey, 'POST', bindingUris.AXE, { bindNum: place.user(10_000 + order), virtualNum: xNumber, extendNum })
  }
}

export const axeCases: readonly Case[] = [
  ...casesOf('bind', [
    ['virtualNum', 'an X of the app', 'accepted', bind()],
    ['virtualNum', 'an X of another app', 'platform-rejected 1012001', (place) => bind({ x: onX(place.foreignX) })(place)],
    ['virtualNum', 'an X nobody has', 'not-found 1012007', bind({ x: onX('+8617099999999') })],
    [
      'areaCode',
      'a city with free X',
      'accepted',
      (place) => bind({ x: { by: 'city', areaCode: place.x(0).areaCode, match: 'strict' } })(place),
    ],
    ['areaMatchMode', '0: a city without X', 'no-capacity 1012008', bind({ x: { by: 'city', areaCode: '0898', match: 'strict' } })],
    ['areaMatchMode', '1: a city without X', 'accepted', bind({ x: { by: 'city', areaCode: '0898', match: 'loose' } })],
    ['bindNum', 'not in the global format', 'invalid-input 1010002', bind({ aNumber: '12345' })],
    [
      'bindNum',
      'A is on this X',
      'conflict 1016002',
      async (place) => {
        await bound(place)
        return bind()(place)
      },
    ],
    ['extendNum', 'absent: the platform chooses', 'accepted', bind()],
    ['extendNum', '9998, which is free', 'accepted', bind({ extension: '9998' })],
    ['extendNum', '0000', 'invalid-input 1010002', bind({ extension: '0000' })],
    ['extendNum', '5 digits', 'invalid-input 1010002', bind({ extension: '12345' })],
    [
      'extendNum',
      'one that is taken',
      'no-capacity 1020167',
      async (place) => {
        await bound(place, { aNumber: place.user(2), extension: '9998' })
        return bind({ extension: '9998' })(place)
      },
    ],
    [
      'extendNum',
      `absent, and all ${lastExtension} are taken`,
      'no-capacity 1020167',
      (place) => {
        fill(place, place.x(0).number)
        return bind()(place)
      },
    ],
    ['displayNumMode', '0', 'accepted', bind({ aSees: 'x' })],
    ['callbackTone', 'a file', 'accepted', bind({ withoutCallback: { kind: 'tone', tone: 'no-record.wav' } })],
    [
      'callbackTone',
      'a file that does not exist',
      'invalid-input 1010002',
      bind({ withoutCallback: { kind: 'tone', tone: 'missing.wav' } }),
    ],
    ['callbackNum', 'a number', 'accepted', (place) => bind({ withoutCallback: { kind: 'number', number: place.user(5) } })(place)],
    ['timeUnit, bindExpiredTime', '0 (hours), 1', 'accepted', bind({ timeUnit: 'hour', lifetime: 1 })],
    ['timeUnit, bindExpiredTime', '1 (minutes), 10', 'accepted', bind({ timeUnit: 'minute', lifetime: 10 })],
    ['callbackExpiredTime', '10', 'accepted', bind({ timeUnit: 'minute', callbackLifetime: 10 })],
    ['recordFlag, recordHintTone', 'on, with a tone', 'accepted', bind({ recording: { on: true, hintTone: 'rec.wav' } })],
    ['userData', '257 characters', 'invalid-input 1010002', bind({ userData: 'u'.repeat(257) })],
  ]),
  ...casesOf('change', [
    ['recordFlag', '"true"', 'accepted', change({ recording: { on: true } })],
    ['displayNumMode', '0', 'accepted', change({ aSees: 'x' })],
    [
      'callbackNum',
      'takes the place of callbackTone',
      'accepted',
      (place) =>
        change(
          { withoutCallback: { kind: 'number', number: place.user(5) } },
          { withoutCallback: { kind: 'tone', tone: 'no-record.wav' } },
        )(place),
    ],
    ['bindExpiredTime', '30 minutes', 'accepted', change({ timeUnit: 'minute', lifetime: 30 })],
    ['userData', 'text', 'accepted', change({ userData: 'parcel-2' })],
    [
      'subscriptionId',
      'of no binding',
      'not-found 1016001',
      (place) => place.api.change({ mode: 'AXE', bindingId: 'nobody', userData: 'u' }),
    ],
    [
      'subscriptionId',
      'of a binding that has expired',
      'not-found 1016001',
      async (place) => {
        const bindingId = await bound(place, { timeUnit: 'minute', lifetime: 10 })
        await place.advance(11 * minuteMs)
        return place.api.change({ mode: 'AXE', bindingId, userData: 'u' })
      },
    ],
  ]),
  ...idCases(bound),
  ...casesOf('query', [
    ['virtualNum', 'alone: the platform has no such query', 'not sent', (place) => place.api.fetchBindingsOfX(place.x(0).number)],
  ]),
  ...stateCases(1012001, { bind: bound, change: (place, bindingId) => place.api.change({ mode: 'AXE', bindingId, userData: 'u' }) }),
]
