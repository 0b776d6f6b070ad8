import type { BindRequest } from '../../../shared/domain/binding-request.ts'
import { casesOf, expectCount, onX, type Case, type Place } from './case.ts'
import { idCases, stateCases } from './every-mode-cases.ts'

type AxWish = Extract<BindRequest, { mode: 'AX' }>

function wish(place: Place, given: Partial<AxWish> = {}): AxWish {
  return { mode: 'AX', aNumber: place.user(1), x: onX(place.x(0).number), ...given }
}

const bind =
  (given: Partial<AxWish> = {}) =>
  (place: Place) =>
    place.api.bind(wish(place, given))

async function bound(place: Place, given: Partial<AxWish> = {}): Promise<string> {
  return (await place.api.bind(wish(place, given))).value.bindingId
}

const change = (given: object) => async (place: Place) => place.api.change({ mode: 'AX', bindingId: await bound(place), ...given })

/** Five X for one A. */
async function fillA(place: Place): Promise<void> {
  for (let order = 1; order <= 5; order += 1) await bound(place, { x: onX(place.x(order).number) })
}

export const axCases: readonly Case[] = [
  ...casesOf('bind', [
    ['privateNum', 'an X that is free', 'accepted', bind()],
    ['privateNum', 'an X of another app', 'platform-rejected 1011004', (place) => bind({ x: onX(place.foreignX) })(place)],
    ['privateNum', 'an X nobody has', 'not-found 1012007', bind({ x: onX('+8617099999999') })],
    [
      'privateNum',
      'an X that has another A',
      'conflict 1011005',
      async (place) => {
        await bound(place, { aNumber: place.user(2) })
        return bind()(place)
      },
    ],
    [
      'privateNum',
      'an X that has this A',
      'conflict 1016002',
      async (place) => {
        await bound(place)
        return bind()(place)
      },
    ],
    [
      'privateNumType, areaCode',
      'mobile-virtual, a city with free X',
      'accepted',
      (place) => bind({ x: { by: 'city', areaCode: place.x(0).areaCode, match: 'strict' } })(place),
    ],
    ['areaMatchMode', '0: a city without X', 'no-capacity 1011002', bind({ x: { by: 'city', areaCode: '0898', match: 'strict' } })],
    ['areaMatchMode', '1: a city without X', 'accepted', bind({ x: { by: 'city', areaCode: '0898', match: 'loose' } })],
    ['origNum', 'a landline (can only be called)', 'accepted', bind({ aNumber: '+8675528000010' })],
    ['origNum', 'not in the global format', 'invalid-input 1010002', bind({ aNumber: '12345' })],
    [
      'origNum',
      'A has five X',
      'no-capacity 1011003',
      async (place) => {
        await fillA(place)
        return bind()(place)
      },
    ],
    ['calleeNumDisplay', '0', 'accepted', bind({ aSees: 'x' })],
    ['callDirection', '0', 'accepted', bind({ callDirection: 'both' })],
    ['callDirection', '1', 'accepted', bind({ callDirection: 'a-calls' })],
    ['callDirection', '2', 'accepted', bind({ callDirection: 'b-calls' })],
    ['turnFlag', 'on', 'accepted', bind({ poweredOn: true })],
    ['turnFlag', 'off', 'accepted', bind({ poweredOn: false })],
    ['maxDuration', '1440', 'accepted', bind({ maxMinutes: 1_440 })],
    ['maxDuration', '1441', 'invalid-input 1010002', bind({ maxMinutes: 1_441 })],
    ['lastMinVoice', 'without maxDuration', 'invalid-input 1010002', bind({ lastMinuteTone: 'last.wav' })],
    ['recordFlag, recordHintTone', 'on, with a tone', 'accepted', bind({ recording: { on: true, hintTone: 'rec.wav' } })],
    ['recordHintTone', 'a file that does not exist', 'invalid-input 1010002', bind({ recording: { on: true, hintTone: 'missing.wav' } })],
    ['preVoice', 'both tones', 'accepted', bind({ waitTones: { a: 'wait1.wav', other: 'wait2.wav' } })],
    ['privateSms', '"false"', 'accepted', bind({ smsAllowed: false })],
    ['userData', '257 characters', 'invalid-input 1010002', bind({ userData: 'u'.repeat(257) })],
  ]),
  ...casesOf('change', [
    ['origNum', 'another A', 'accepted', (place) => change({ aNumber: place.user(3) })(place)],
    [
      'origNum',
      'an A that has five X',
      'no-capacity 1011003',
      async (place) => {
        await fillA(place)
        const bindingId = await bound(place, { aNumber: place.user(9) })
        return place.api.change({ mode: 'AX', bindingId, aNumber: place.user(1) })
      },
    ],
    ['callDirection', '1', 'accepted', change({ callDirection: 'a-calls' })],
    ['turnFlag', 'off', 'accepted', change({ poweredOn: false })],
    ['maxDuration', '30', 'accepted', change({ maxMinutes: 30 })],
    ['recordFlag', '"true"', 'accepted', change({ recording: { on: true } })],
    ['privateSms', '"false"', 'accepted', change({ smsAllowed: false })],
    ['preVoice', 'one tone', 'accepted', change({ waitTones: { a: 'wait1.wav' } })],
    ['userData', 'text', 'accepted', change({ userData: 'desk-2' })],
    [
      'subscriptionId',
      'of no binding',
      'not-found 1016001',
      (place) => place.api.change({ mode: 'AX', bindingId: 'nobody', userData: 'u' }),
    ],
  ]),
  ...idCases(bound),
  ...casesOf('query', [
    [
      'privateNum',
      'an X that has an A',
      'accepted',
      async (place) => {
        await bound(place)
        return expectCount((await place.api.fetchBindingsOfX(place.x(0).number)).value.length, 1)
      },
    ],
    [
      'privateNum',
      'an X that is free: none',
      'accepted',
      async (place) => expectCount((await place.api.fetchBindingsOfX(place.x(0).number)).value.length, 0),
    ],
  ]),
  ...casesOf('set temporary callee', [
    [
      'calleeNum',
      'a number',
      'accepted',
      async (place) => place.api.setTemporaryCallee({ bindingId: await bound(place), calleeNumber: place.user(2) }),
    ],
    [
      'duration',
      '60',
      'accepted',
      async (place) => place.api.setTemporaryCallee({ bindingId: await bound(place), calleeNumber: place.user(2), validSeconds: 60 }),
    ],
    [
      'userData',
      'text',
      'accepted',
      async (place) => place.api.setTemporaryCallee({ bindingId: await bound(place), calleeNumber: place.user(2), userData: 'u' }),
    ],
    [
      'calleeNum',
      'not in the global format',
      'invalid-input 1010002',
      async (place) => place.api.setTemporaryCallee({ bindingId: await bound(place), calleeNumber: '12345' }),
    ],
    [
      'subscriptionId',
      'of no binding',
      'not-found 1016001',
      (place) => place.api.setTemporaryCallee({ bindingId: 'nobody', calleeNumber: place.user(2) }),
    ],
  ]),
  ...stateCases(1011004, { bind: bound, change: (place, bindingId) => place.api.change({ mode: 'AX', bindingId, userData: 'u' }) }),
]
