import type { Random } from './random.ts'

/** Where a call ends: before leg 2 starts, before it rings, while it rings, or after the answer. */
type EndsAt = 'leg-1' | 'routing' | 'ringing' | 'talking'

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
export const unbound = ending(8014, 0, 403, null, 'leg-1', between(1, 5))
export const wrongDirection = ending(8016, 0, 403, null, 'leg-1', between(1, 5))
export const landlineCalling = ending(8023, 0, 403, null, 'leg-1', between(1, 5))
/** Cut at the binding's limit; the seconds are the limit's. */
export const limitReached = ending(8010, 16, 0, null, 'talking', () => 0)

/** Median a bit over a minute, as couriers and agents talk; never under 1 s, never over two hours. */
const talkSeconds = (random: Random) => Math.min(7_200, Math.max(1, Math.round(random.logNormal(70, 1.05))))
const hungUp = (side: 'caller' | 'callee') => ending(0, 16, 0, side, 'talking', talkSeconds)

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
  { share: 1, ending: ending(7506, 28, 484, null, 'routing', between(1, 3)) },
  { share: 1, ending: ending(7505, 41, 503, null, 'routing', between(1, 3)) },
]

export function drawEnding(random: Random): Ending {
  let left = random.next() * 1000
  for (const { share, ending: candidate } of failures) {
    left -= share
    if (left < 0) return candidate
  }
  return hungUp(random.chance(0.55) ? 'caller' : 'callee')
}
