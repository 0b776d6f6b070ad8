import { findCity } from '../../shared/codes/area-codes.ts'
import { hexOf, randomOf, type Random } from './random.ts'

/** Who and what there is: apps, their X numbers and the bindings that stand on them. All of it follows from the seed. */
export interface World {
  seed: number
  /** Goes into session ids and record ids, so that days of two seeds can share one receiver. */
  tag: string
  apps: readonly [SimulatedApp, ...SimulatedApp[]]
}

export interface AppCredentials {
  mode: 'AXB'
  appKey: string
  appSecret: string
}

export interface SimulatedApp extends AppCredentials {
  number: number
  xNumbers: readonly [XNumber, ...XNumber[]]
}

export interface XNumber {
  number: string
  areaCode: string
  province: string
}

export interface StandingBinding {
  subscriptionId: string
  x: XNumber
  a: string
  b: string
  /** A landline can be called from X but not call it (rules.md §1). */
  bIsLandline: boolean
  /** 0 both ways, 1 only A calls, 2 only B calls. */
  callDirection: 0 | 1 | 2
  /** Minutes; 0 = no limit. */
  maxDuration: number
  recorded: boolean
  userData: string | undefined
}

/** Twelve cities, some of one province, so that strict and non-strict area matching differ. */
const cityCodes = ['010', '021', '020', '0755', '0769', '028', '0571', '0574', '027', '025', '0512', '029'] as const
const xPerCity = 4
export const standingBindings = 6_000
const agents = 300

const xPrefixes = ['170', '171', '165', '167'] as const
const mobilePrefixes = ['135', '136', '137', '139', '150', '151', '158', '186', '188', '189'] as const

/** @param given credentials of the apps; made from the seed when there are none */
export function makeWorld(seed: number, given: readonly AppCredentials[] = []): World {
  const [first = credentialsOf(seed), ...rest] = given
  const tag = hexOf(randomOf(seed, 'keys', 1), 6)
  return { seed, tag, apps: [withNumbers(first, 0), ...rest.map((app, index) => withNumbers(app, index + 1))] }
}

function credentialsOf(seed: number): AppCredentials {
  const random = randomOf(seed, 'keys')
  return { mode: 'AXB', appKey: `sim-${hexOf(random, 12)}`, appSecret: hexOf(random, 32) }
}

/** What a caller left out is made from the seed. */
export function completeCredentials(seed: number, given: Partial<AppCredentials>): AppCredentials {
  return { ...credentialsOf(seed), ...given }
}

function withNumbers(app: AppCredentials, number: number): SimulatedApp {
  const makeX = (order: number): XNumber => {
    const areaCode = cityCodes[order % cityCodes.length] ?? cityCodes[0]
    const prefix = xPrefixes[Math.floor(order / cityCodes.length) % xPrefixes.length] ?? xPrefixes[0]
    const digits = fourDigits(number * 100 + order + 1)
    return { number: `+86${prefix}0000${digits}`, areaCode, province: findCity(areaCode)?.provinceEn ?? '' }
  }
  const others = Array.from({ length: cityCodes.length * xPerCity - 1 }, (_, order) => makeX(order + 1))
  return { ...app, number, xNumbers: [makeX(0), ...others] }
}

function fourDigits(value: number): string {
  return String(value % 10_000).padStart(4, '0')
}

/** Numbers whose middle is 0000: they read as invented, and the platform's own samples look like them. */
function mobileOf(order: number): string {
  const prefix = mobilePrefixes[Math.floor(order / 10_000) % mobilePrefixes.length] ?? mobilePrefixes[0]
  return `+86${prefix}0000${fourDigits(order)}`
}

function landlineOf(random: Random): string {
  const areaCode = random.pick(cityCodes)
  return `+86${areaCode.slice(1)}${areaCode.length === 3 ? '8' : '2'}000${fourDigits(random.int(0, 9_999))}`
}

/**
 * The standing binding `order` of an app. X takes turns and A is shifted per X, so no user number is twice on one X
 * (api.md §2); the same agent is A of many bindings, each customer is B of one.
 */
export function standingBinding(world: World, app: SimulatedApp, order: number): StandingBinding {
  const random = randomOf(world.seed, 'bindings', order, app.number)
  const xOrder = order % app.xNumbers.length
  const pairOnX = Math.floor(order / app.xNumbers.length)
  const bIsLandline = random.chance(0.05)
  return {
    subscriptionId: hexOf(random, 32),
    x: app.xNumbers[xOrder] ?? app.xNumbers[0],
    a: `+861380000${fourDigits(app.number * agents + ((pairOnX + xOrder * 7) % agents))}`,
    b: bIsLandline ? landlineOf(random) : mobileOf(app.number * standingBindings + order),
    bIsLandline,
    callDirection: random.chance(0.012) ? (random.chance(0.8) ? 1 : 2) : 0,
    maxDuration: random.chance(0.1) ? 30 : 0,
    recorded: random.chance(0.6),
    userData: random.chance(0.7) ? `order-${100_000 + order}` : undefined,
  }
}

/** Somebody who has no binding: wrong number, or a customer whose order is long closed. */
export function strangerNumber(random: Random): string {
  return `+86159000${random.int(0, 9)}${fourDigits(random.int(0, 9_999))}`
}
