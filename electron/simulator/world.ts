import { findCity } from '../../shared/codes/area-codes.ts'
import type { Mode } from '../../shared/domain/platform-app.ts'
import { hexOf, randomOf, type Random } from './random.ts'

/** Who and what there is: apps of any mode and their numbers. All of it follows from the seed; who is bound is in `standing-bindings.ts`. */
export interface World {
  seed: number
  /** Goes into session ids and record ids, so that days of two seeds can share one receiver. */
  tag: string
  apps: readonly [SimulatedApp, ...SimulatedApp[]]
}

export interface AppCredentials {
  mode: Mode
  appKey: string
  appSecret: string
  /** Of several apps: how much of the traffic is this one's, against the others' shares; 1 where it is not given. */
  share?: number
}

export interface SimulatedApp extends AppCredentials {
  number: number
  /** Y numbers of an AXYB app are among them: what a number serves as is decided by what is bound on it. */
  xNumbers: readonly [XNumber, ...XNumber[]]
}

export interface XNumber {
  number: string
  areaCode: string
  province: string
}

/** Twelve cities, some of one province, so that strict and non-strict area matching differ. */
const cityCodes = ['010', '021', '020', '0755', '0769', '028', '0571', '0574', '027', '025', '0512', '029'] as const
/** Where an X holds one A only (AX, AXYB) an app has more of them. Fewer than 100 per app: the numbers of two apps must not meet. */
const xPerCity = { AXB: 4, AX: 8, AXE: 4, X: 4, AXYB: 8 } as const satisfies Record<Mode, number>
const agents = 300
const customers = 6_000

const xPrefixes = ['170', '171', '165', '167'] as const
const mobilePrefixes = ['135', '136', '137', '139', '150', '151', '158', '186', '188', '189'] as const

/** @param given credentials of the apps; one AXB app made from the seed when there are none */
export function makeWorld(seed: number, given: readonly AppCredentials[] = []): World {
  const [first = completeCredentials(seed, { mode: 'AXB' }), ...rest] = given
  const tag = hexOf(randomOf(seed, 'keys', 1), 6)
  return { seed, tag, apps: [withNumbers(first, 0), ...rest.map((app, index) => withNumbers(app, index + 1))] }
}

/** What a caller left out is made from the seed. @param order of the app in its world */
export function completeCredentials(seed: number, given: Partial<AppCredentials> & { mode: Mode }, order = 0): AppCredentials {
  // The world's tag is drawn with index 1.
  const random = randomOf(seed, 'keys', order === 0 ? 0 : order + 1)
  return { appKey: `sim-${hexOf(random, 12)}`, appSecret: hexOf(random, 32), ...given }
}

function withNumbers(app: AppCredentials, number: number): SimulatedApp {
  const makeX = (order: number): XNumber => {
    const areaCode = cityCodes[order % cityCodes.length] ?? cityCodes[0]
    const prefix = xPrefixes[Math.floor(order / cityCodes.length) % xPrefixes.length] ?? xPrefixes[0]
    const digits = fourDigits(number * 100 + order + 1)
    return { number: `+86${prefix}0000${digits}`, areaCode, province: findCity(areaCode)?.provinceEn ?? '' }
  }
  const others = Array.from({ length: cityCodes.length * xPerCity[app.mode] - 1 }, (_, order) => makeX(order + 1))
  return { ...app, number, xNumbers: [makeX(0), ...others] }
}

export function appOf(world: World, appKey: string): SimulatedApp | undefined {
  return world.apps.find((app) => app.appKey === appKey)
}

function fourDigits(value: number): string {
  return String(value % 10_000).padStart(4, '0')
}

/** The people who work for the app's customer, 300 an app: A of bindings, callees of X mode. */
export function agentNumber(app: SimulatedApp, order: number): string {
  return `+861380000${fourDigits(app.number * agents + (order % agents))}`
}

/** The people they call and are called by. Numbers whose middle is 0000 read as invented, and the platform's own samples look like them. */
export function customerNumber(app: SimulatedApp, order: number): string {
  const overall = app.number * customers + order
  const prefix = mobilePrefixes[Math.floor(overall / 10_000) % mobilePrefixes.length] ?? mobilePrefixes[0]
  return `+86${prefix}0000${fourDigits(overall)}`
}

export function landlineNumber(random: Random): string {
  const areaCode = random.pick(cityCodes)
  return `+86${areaCode.slice(1)}${areaCode.length === 3 ? '8' : '2'}000${fourDigits(random.int(0, 9_999))}`
}

/** Somebody who has no binding: wrong number, or a customer whose order is long closed. */
export function strangerNumber(random: Random): string {
  return `+86159000${random.int(0, 9)}${fourDigits(random.int(0, 9_999))}`
}
