import type { BindRequest } from '../../../shared/domain/binding-request.ts'
import { secondMs } from '../../../shared/domain/time.ts'
import { casesOf, expectCount, type Case, type Place } from './case.ts'
import { idCases } from './every-mode-cases.ts'

type AxWish = Extract<BindRequest, { part: 'ax' }>
type YbWish = Extract<BindRequest, { part: 'yb' }>

const city = (areaCode: string, match: 'strict' | 'loose' = 'strict') => ({ by: 'city', areaCode, match }) as const

function wish(place: Place, given: Partial<AxWish> = {}): AxWish {
  return { mode: 'AXYB', part: 'ax', aNumber: place.user(1), x: city(place.x(0).areaCode), ...given }
}

const bindAx =
  (given: Partial<AxWish> = {}) =>
  (place: Place) =>
    place.api.bind(wish(place, given))

async function bound(place: Place, given: Partial<AxWish> = {}): Promise<string> {
  return (await place.api.bind(wish(place, given))).value.bindingId
}

const bindYb =
  ({ bindingId, ...given }: Partial<YbWish> = {}) =>
  async (place: Place) =>
    place.api.bind({ mode: 'AXYB', part: 'yb', bindingId: bindingId ?? (await bound(place)), bNumber: place.user(2), ...given })

export const axybCases: readonly Case[] = [
  ...casesOf('bind AX', [
    ['areaCode', 'a city with free X', 'accepted', bindAx()],
    ['areaMatchMode', '0: a city without X', 'no-capacity 1012008', bindAx({ x: city('0898') })],
    ['areaMatchMode', '1: a city without X', 'accepted', bindAx({ x: city('0898', 'loose') })],
    ['origNum', 'not in the global format', 'invalid-input 1010002', bindAx({ aNumber: '12345' })],
    [
      'origNum',
      'A has five X',
      'no-capacity 1011003',
      async (place) => {
        for (let order = 0; order < 5; order += 1) await bound(place, { x: city(place.x(order).areaCode, 'loose') })
        return bindAx()(place)
      },
    ],
    ['callDirection', '0', 'accepted', bindAx({ callDirection: 'both' })],
    ['callDirection', '1', 'accepted', bindAx({ callDirection: 'a-calls' })],
    ['callDirection', '2', 'accepted', bindAx({ callDirection: 'b-calls' })],
    ['duration', '0', 'accepted', bindAx({ durationSeconds: 0 })],
    ['duration', '59', 'invalid-input 1010002', bindAx({ durationSeconds: 59 })],
    ['duration', '60', 'accepted', bindAx({ durationSeconds: 60 })],
    ['duration', '7776000', 'accepted', bindAx({ durationSeconds: 7_776_000 })],
    ['duration', '7776001', 'invalid-input 1010002', bindAx({ durationSeconds: 7_776_001 })],
    ['ybDuration', '60', 'accepted', bindAx({ ybDurationSeconds: 60 })],
    ['ybDuration', '59', 'invalid-input 1010002', bindAx({ ybDurationSeconds: 59 })],
    ['recordFlag, recordHintTone', 'on, with a tone', 'accepted', bindAx({ recording: { on: true, hintTone: 'rec.wav' } })],
    ['preVoiceX, preVoiceY', 'tones', 'accepted', bindAx({ xWaitTone: 'wait1.wav', yWaitTone: 'wait2.wav' })],
    ['preVoiceX', 'a file that does not exist', 'invalid-input 1010002', bindAx({ xWaitTone: 'missing.wav' })],
    ['userData', '257 characters', 'invalid-input 1010002', bindAx({ userData: 'u'.repeat(257) })],
  ]),
  ...casesOf('bind YB', [
    ['areaCode', 'absent', 'accepted', bindYb()],
    ['areaCode', 'a city with Y', 'accepted', (place) => bindYb({ y: city(place.x(0).areaCode, 'loose') })(place)],
    ['origNum', 'not in the global format', 'invalid-input 1010002', bindYb({ bNumber: '12345' })],
    [
      'origNum',
      'B is bound to this AX',
      'conflict 1016002',
      async (place) => {
        const bindingId = await bound(place)
        await bindYb({ bindingId })(place)
        return bindYb({ bindingId })(place)
      },
    ],
    ['duration', '60', 'accepted', bindYb({ durationSeconds: 60 })],
    ['preVoiceY', 'a tone', 'accepted', bindYb({ yWaitTone: 'wait2.wav' })],
    ['subscriptionId', 'of no binding', 'not-found 1016001', bindYb({ bindingId: 'nobody' })],
    [
      'subscriptionId',
      'of a binding that has expired',
      'not-found 1016001',
      async (place) => {
        const bindingId = await bound(place, { durationSeconds: 60 })
        await place.advance(61 * secondMs)
        return bindYb({ bindingId })(place)
      },
    ],
  ]),
  ...idCases(bound),
  ...casesOf('unbind', [
    [
      'bNum',
      'one YB part',
      'accepted',
      async (place) => {
        const bindingId = await bound(place)
        await bindYb({ bindingId })(place)
        await place.api.unbind({ bindingId, bNumber: place.user(2) })
        return expectCount((await place.api.fetchBinding(bindingId)).value.length, 1)
      },
    ],
  ]),
  ...casesOf('query', [
    [
      'subscriptionId',
      'of an AX part with a YB part: both',
      'accepted',
      async (place) => {
        const bindingId = await bound(place)
        await bindYb({ bindingId })(place)
        return expectCount((await place.api.fetchBinding(bindingId)).value.length, 2)
      },
    ],
    [
      'relationNum',
      'the X of a binding',
      'accepted',
      async (place) => {
        const { value } = await bindAx()(place)
        return expectCount((await place.api.fetchBindingsOfX(value.xNumber ?? '')).value.length, 1)
      },
    ],
    ['relationNum', 'an X of another app', 'platform-rejected 1012001', (place) => place.api.fetchBindingsOfX(place.foreignX)],
  ]),
]
