import type { Random } from './random.ts'

/** Where a call ends: before leg 2 starts, before it rings, while it rings, or after the answer. */
export type EndsAt = 'leg-1' | 'routing' | 'ringing' | 'talking'

export interface Ending {
  /** State code and release point alike (errors.md §4.3). */
  code: number
  q850: number
  sip: number
  /** Who hung up; null where the network or the platform did. */
  side: 'caller' | 'callee' | null
  endsAt: EndsAt
  /** Seconds from the beginning of the stage it ends in. */
  seconds(random: Random): number
}

const between = (min: number, max: number) => (random: Random) => random.int(min, max)
const ending = (code: number, q850: number, sip: number, side: Ending['side'], endsAt: EndsAt, seconds: Ending['seconds']): Ending => ({
  code,
  q850,
  sip,
  side,
  endsAt,
  seconds,
})

/** Calls that the platform itself ends on leg 1, after an announcement. No leg 2, so no Q.850 cause. */
const refused = (code: number, seconds = between(1, 5)) => ending(code, 0, 403, null, 'leg-1', seconds)

/** No binding: AXB, or a wrong answer in X mode. */
export const unbound = refused(8014)
/** AX: "no service permission (includes: no AX binding)". */
export const noAxBinding = refused(8018)
export const noTemporaryCallee = refused(8013)
export const wrongDirection = refused(8016)
export const landlineCalling = refused(8023)
/** AXE, A calls X: no call-back record, and no number to forward to. */
export const noCallbackRecord = refused(8019)
export const noSuchExtension = refused(8022)
export const emptyExtension = refused(8033, () => 0)
export const missingX = refused(8025)
export const noAxybBinding = refused(8030)
export const noYNumber = refused(8031)
export const ownNumber = refused(8032)
export const xUnavailable = refused(8055)
/** X mode: the answer names an announcement file that does not exist; shows the real caller. */
export const missingTone = refused(8006)
export const realCallerShown = refused(8024)
/** By the customer's server: `close` in X mode, or a call stop. */
export const toldToHangUp = ending(8017, 16, 0, null, 'leg-1', between(1, 3))
/** One call at a time on the X of AX: a third caller hears busy (rules.md §2). */
export const xBusy = ending(8102, 0, 486, null, 'leg-1', between(1, 5))
/** AXE, A calls without a call-back record and hears the tone, or B is asked for the extension: they hang up. */
export const gaveUp = ending(7516, 0, 487, 'caller', 'leg-1', between(3, 15))
/** A bound number in a form that no network can route (rules.md §1). */
export const unroutable = ending(7506, 28, 484, null, 'routing', between(1, 3))
/** Cut at the binding's limit; the seconds are the limit's. */
export const limitReached = ending(8010, 16, 0, null, 'talking', () => 0)

/** Median a bit over a minute, as couriers and agents talk; never under 1 s, never over two hours. */
export const longestTalkSeconds = 7_200
const talkSeconds = (random: Random) => Math.min(longestTalkSeconds, Math.max(1, Math.round(random.logNormal(70, 1.05))))
export const hungUp = (side: 'caller' | 'callee', seconds = talkSeconds) => ending(0, 16, 0, side, 'talking', seconds)

/**
 * How bound calls end, in thousandths. Q.850 and SIP pairs follow RFC 3398 where the callee's network answers; a cancelled
 * leg is SIP 487. The share of answered calls is what is left of 1000.
 */
const failures: readonly { share: number; ending: Ending }[] = [
  { share: 90, ending: ending(8101, 19, 480, null, 'ringing', between(40, 60)) },
  {
    share: 55,
    ending: ending(7502, 16, 487, 'caller', 'ringing', (random) => Math.min(50, Math.max(2, Math.round(random.logNormal(14, 0.6))))),
  },
  { share: 48, ending: ending(8102, 17, 486, 'callee', 'routing', between(1, 5)) },
  { share: 25, ending: ending(8104, 20, 480, null, 'routing', between(2, 8)) },
  { share: 18, ending: ending(7503, 21, 603, 'callee', 'ringing', between(2, 25)) },
  { share: 15, ending: ending(7501, 16, 487, 'caller', 'routing', between(1, 5)) },
  { share: 11, ending: ending(7504, 21, 603, 'callee', 'routing', between(1, 4)) },
  { share: 6, ending: ending(8103, 20, 480, null, 'routing', between(5, 12)) },
  { share: 4, ending: ending(8100, 1, 404, null, 'routing', between(1, 4)) },
  { share: 4, ending: ending(8105, 27, 502, null, 'routing', between(1, 4)) },
  { share: 2, ending: ending(8035, 102, 408, null, 'routing', () => 90) },
  { share: 1, ending: unroutable },
  { share: 1, ending: ending(7505, 41, 503, null, 'routing', between(1, 3)) },
  // Controls of carriers and platform: their thresholds are not public (rules.md §5), so they come by chance and seldom.
  { share: 1.5, ending: { ...gaveUp, seconds: between(1, 4) } },
  { share: 1.2, ending: refused(8047) },
  { share: 0.8, ending: refused(7005) },
  { share: 0.8, ending: refused(7004) },
  { share: 0.7, ending: refused(8048) },
  { share: 0.4, ending: refused(8049) },
  { share: 0.4, ending: refused(8050) },
  { share: 0.3, ending: refused(7500) },
  { share: 0.3, ending: refused(7002) },
  { share: 0.3, ending: refused(7003) },
  { share: 0.1, ending: refused(7001) },
  { share: 0.2, ending: refused(8044) },
  { share: 0.2, ending: refused(8046) },
  { share: 0.1, ending: refused(8056) },
  { share: 0.1, ending: refused(8057) },
  { share: 0.1, ending: refused(7107) },
  { share: 0.3, ending: ending(7109, 0, 503, null, 'leg-1', between(0, 2)) },
  { share: 0.2, ending: ending(522, 0, 503, null, 'leg-1', between(0, 2)) },
  { share: 0.2, ending: ending(7508, 3, 404, null, 'routing', between(1, 4)) },
  { share: 0.1, ending: ending(7102, 0, 500, null, 'leg-1', between(0, 2)) },
  { share: 0.1, ending: ending(8011, 0, 500, null, 'leg-1', between(0, 2)) },
  { share: 0.1, ending: ending(8020, 41, 500, null, 'routing', between(0, 2)) },
  { share: 0.1, ending: ending(8015, 41, 500, null, 'routing', between(0, 2)) },
]

export function drawEnding(random: Random): Ending {
  let left = random.next() * 1000
  for (const { share, ending: candidate } of failures) {
    left -= share
    if (left < 0) return candidate
  }
  return hungUp(random.chance(0.55) ? 'caller' : 'callee')
}

/** Codes with an ending of their own; of two under one code the likelier. */
const known = new Map([
  ...[unbound, noAxBinding, noTemporaryCallee, wrongDirection, landlineCalling, noCallbackRecord, noSuchExtension, emptyExtension]
    .concat([missingX, noAxybBinding, noYNumber, ownNumber, xUnavailable, missingTone, realCallerShown, toldToHangUp, gaveUp])
    .map((each) => [each.code, each] as const),
  ...failures.toReversed().map(({ ending: each }) => [each.code, each] as const),
])

/** Codes of errors.md §4.1 that end a connected call. */
const whileTalking: ReadonlySet<number> = new Set([8007, 8041])

/** The ending that a story asks for by its code. What no day brings about ends on leg 1, as frozen accounts and refused apps do. */
export function endingOf(code: number): Ending {
  if (code === 0) return hungUp('caller')
  if (code === limitReached.code) return limitReached
  if (whileTalking.has(code)) return ending(code, 41, 0, null, 'talking', talkSeconds)
  return known.get(code) ?? (code >= 8100 && code < 8200 ? ending(code, 31, 480, null, 'routing', between(1, 5)) : refused(code))
}
