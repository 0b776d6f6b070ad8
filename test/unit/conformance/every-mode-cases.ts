import { failuresUntilBlocked } from '../../../electron/simulator/api-auth.ts'
import { bindingUris, recordingUri, temporaryCalleeUri } from '../../../electron/platform/wire/every-mode-api.ts'
import type { Mode } from '../../../shared/domain/platform-app.ts'
import { casesOf, expectCount, type Case, type Place, type Row } from './case.ts'

/** What holds for the app and the account whatever the operation (api.md §1, §7, §8; errors.md §2). */

/** A request that every app may make and that finds nothing: its authentication decides. */
const probe = `${recordingUri}?fileName=none.wav&recordDomain=none.example`

/** The header with one attribute taken out or put in another way. */
function faulty(place: Place, header: 'Authorization' | 'X-AKSK', change: (value: string) => string): Record<string, string> {
  const headers = place.signed()
  return { ...headers, [header]: change(headers[header] ?? '') }
}

const without = (attribute: string) => (value: string) => value.replace(new RegExp(`,?${attribute}="[^"]*"`), '')

/** A code of the authentication family, seen on the wire: our client never sends such a header. */
async function refusedWith(place: Place, code: number, headers: Record<string, string>): Promise<never> {
  const seen = await place.raw('GET', probe, headers)
  if (seen !== String(code)) throw new Error(`answered ${seen} instead of ${code}`)
  throw new RawRefusal(code)
}

/** Stands for a refusal that was seen without the client. */
export class RawRefusal extends Error {
  readonly code: number
  constructor(code: number) {
    super(`answered ${code}`)
    this.code = code
  }
}

const header = (field: string, tried: string, code: number, headers: (place: Place) => Record<string, string>): Row => [
  field,
  tried,
  `refused ${code}`,
  (place) => refusedWith(place, code, headers(place)),
]

export const headerCases: readonly Case[] = casesOf('headers', [
  header('Authorization', 'absent', 1023006, (place) => ({ 'X-AKSK': place.signed()['X-AKSK'] ?? '' })),
  header('Authorization', 'without realm', 1023007, (place) =>
    faulty(place, 'Authorization', (value) => value.replace('realm="SDP",', '')),
  ),
  header('Authorization', 'without profile', 1023008, (place) => faulty(place, 'Authorization', without('profile'))),
  header('Authorization', 'another realm', 1023009, (place) => faulty(place, 'Authorization', (value) => value.replace('"SDP"', '"XXX"'))),
  header('Authorization', 'another profile', 1023010, (place) =>
    faulty(place, 'Authorization', (value) => value.replace('"UsernameToken"', '"Token"')),
  ),
  header('Authorization', 'another type', 1023011, (place) =>
    faulty(place, 'Authorization', (value) => value.replace('"Appkey"', '"Other"')),
  ),
  header('Authorization', 'without type', 1023012, (place) => faulty(place, 'Authorization', without('type'))),
  header('X-AKSK', 'absent', 1023033, (place) => ({ Authorization: place.signed().Authorization ?? '' })),
  header('X-AKSK', 'without Username', 1023034, (place) => faulty(place, 'X-AKSK', without('Username'))),
  header('X-AKSK', 'without Nonce', 1023035, (place) => faulty(place, 'X-AKSK', without('Nonce'))),
  header('X-AKSK', 'without Created', 1023036, (place) => faulty(place, 'X-AKSK', without('Created'))),
  header('X-AKSK', 'without PasswordDigest', 1023037, (place) => faulty(place, 'X-AKSK', without('PasswordDigest'))),
])

const recording = { recordDomain: 'none.example', recordObject: 'none.wav' }
const askRecording = (place: Place) => place.api.fetchRecordingAddress(recording)

/** Another mode's operation with this app's key. */
function otherUri(mode: Mode): string {
  return mode === 'AXB' ? bindingUris.AX : bindingUris.AXB
}

export function appCases(mode: Mode): Case[] {
  return [
    ...casesOf('app', [
      ['signature', 'X-AKSK', 'not-found 1012007', askRecording],
      ['signature', 'X-WSSE', 'not-found 1012007', askRecording, { generation: 'wsse' }],
      ['secret', 'a wrong one', 'credentials 1010003', askRecording, { secret: 'wrong' }],
      ['caller address', 'not in the whitelist', 'restricted 1020166', askRecording, { whitelist: ['192.0.2.1'] }],
      [
        'caller address',
        `after ${failuresUntilBlocked} failed authentications`,
        'restricted 1020176',
        async (place) => {
          for (let failure = 0; failure < failuresUntilBlocked; failure += 1) await place.raw('GET', probe, {})
          return askRecording(place)
        },
      ],
      [
        'pace',
        'more than flow control allows',
        'rate-limited 1010010',
        async (place) => {
          await place.raw('GET', probe, place.signed())
          // Not a question: those wait the minute out and are asked again.
          return place.api.stopCall('nobody')
        },
        { flowControl: { requests: 1, perMs: 60_000 } },
      ],
      [
        'mode',
        'an operation of another mode',
        'refused 1010040',
        async (place) => {
          const seen = await place.raw('GET', `${otherUri(mode)}?subscriptionId=none&app_key=${place.appKey}`, place.signed())
          throw seen === '1010040' ? new RawRefusal(1_010_040) : new Error(`answered ${seen}`)
        },
      ],
      ...(mode === 'AX' ? [] : ([['mode', 'setting a temporary callee', 'not sent', temporaryCallee]] satisfies Row[])),
      [
        'URI',
        'one the platform does not have',
        'refused 404',
        async (place) => {
          const seen = await place.raw('GET', `${temporaryCalleeUri}/nothing`, place.signed())
          throw seen === 'HTTP 404' ? new RawRefusal(404) : new Error(`answered ${seen}`)
        },
      ],
    ]),
    ...casesOf('stop call', [['sessionid', 'of no running call', 'not-found 1012007', (place) => place.api.stopCall('nobody')]]),
    ...casesOf('recording address', [['fileName', 'of no recording', 'not-found 1012007', askRecording]]),
  ]
}

const temporaryCallee = (place: Place) => place.api.setTemporaryCallee({ bindingId: 'b', calleeNumber: place.user(1) })

/** Unbinding and looking by id are the same wherever there are bindings. @param bound makes one */
export function idCases(bound: (place: Place) => Promise<string>): Case[] {
  return [
    ...casesOf('unbind', [
      ['subscriptionId', 'of a binding', 'accepted', async (place) => place.api.unbind({ bindingId: await bound(place) })],
      ['subscriptionId', 'of no binding: counts as done', 'accepted', (place) => place.api.unbind({ bindingId: 'nobody' })],
    ]),
    ...casesOf('query', [
      [
        'subscriptionId',
        'of a binding',
        'accepted',
        async (place) => expectCount((await place.api.fetchBinding(await bound(place))).value.length, 1),
      ],
      [
        'subscriptionId',
        'of no binding: none',
        'accepted',
        async (place) => expectCount((await place.api.fetchBinding('nobody')).value.length, 0),
      ],
    ]),
  ]
}

/** How the account and an X stand decides what may be done with it (rules.md §8, errors.md §3). */
export function stateCases(
  notApplied: 1012001 | 1011004,
  deeds: { bind: (place: Place) => Promise<string>; change: (place: Place, bindingId: string) => Promise<unknown> },
): Case[] {
  const xOf = (place: Place) => place.x(0).number
  const after = (happens: (place: Place) => void, deed: (place: Place, bindingId: string) => Promise<unknown>) => async (place: Place) => {
    const bindingId = await deeds.bind(place)
    happens(place)
    return deed(place, bindingId)
  }
  const before = (happens: (place: Place) => void) => async (place: Place) => {
    happens(place)
    return deeds.bind(place)
  }
  const unbind = (place: Place, bindingId: string) => place.api.unbind({ bindingId })
  const arrears = (place: Place) => place.console.startArrears()
  const paid = (place: Place) => {
    place.console.startArrears()
    place.console.pay()
  }
  const status =
    (...how: [status: 'paused' | 'unavailable' | 'binding-frozen', cause?: 'deleted' | 'carrier-suspended' | 'arrears']) =>
    (place: Place) =>
      place.console.setNumberStatus(place.appKey, xOf(place), ...how)
  const applied = `platform-rejected ${notApplied}` as const
  const { change } = deeds
  return [
    ...casesOf('bind', [
      ['account', 'in arrears', 'restricted 1010029', before(arrears)],
      ['account', 'after payment', 'accepted', before(paid)],
      ['X status', '9 paused', applied, before(status('paused'))],
      ['X status', '10 unavailable, 3 suspended by the carrier', applied, before(status('unavailable', 'carrier-suspended'))],
      ['X status', '10 unavailable, 1 deleted', 'not-found 1012007', before(status('unavailable', 'deleted'))],
      ['X status', '11 binding frozen', 'restricted 1010029', before(status('binding-frozen'))],
      [
        'X status',
        'blacklisted after complaints',
        'restricted 1012102',
        before((place) => place.console.blacklist(place.appKey, xOf(place))),
      ],
    ]),
    ...casesOf('change', [
      ['account', 'in arrears', 'restricted 1010029', after(arrears, change)],
      ['X status', '11 binding frozen', 'accepted', after(status('binding-frozen'), change)],
      ['X status', '9 paused', applied, after(status('paused'), change)],
    ]),
    ...casesOf('unbind', [
      ['account', 'in arrears', 'restricted 1010029', after(arrears, unbind)],
      ['account', 'after payment', 'accepted', after(paid, unbind)],
      ['X status', '11 binding frozen', 'accepted', after(status('binding-frozen'), unbind)],
      ['X status', '10 unavailable, 3 suspended by the carrier', 'accepted', after(status('unavailable', 'carrier-suspended'), unbind)],
    ]),
  ]
}
