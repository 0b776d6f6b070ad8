/** One stream of draws. Every call and every decision has its own, so that no draw depends on the order of events. */
export interface Random {
  /** [0, 1) */
  next(): number
  /** Whole number, both ends included. */
  int(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly [T, ...T[]]): T
  /** Log-normal: half of the draws are below the median. */
  logNormal(median: number, sigma: number): number
  /** How many of something that happens `mean` times on average. Meant for means up to some hundreds. */
  poisson(mean: number): number
}

/** What a stream is for: two purposes never share one, whatever their index. */
export const purposes = {
  who: 1,
  how: 2,
  arrivals: 3,
  bindings: 4,
  numbers: 5,
  keys: 6,
  event: 7,
  cdrs: 8,
  app: 9,
  answer: 10,
  sms: 11,
  smsArrivals: 12,
  smsPush: 13,
  statusPush: 14,
} as const

/**
 * sfc32 (Chris Doty-Humphrey's PractRand, public domain): 128 bits of state, so three words of our own seed it without
 * collisions. Libraries at hand take 32 bits of seed, which repeats whole calls within a day of 100,000.
 * @param index any safe integer ≥ 0
 */
export function randomOf(seed: number, purpose: keyof typeof purposes, index = 0, variant = 0): Random {
  let a = seed >>> 0
  let b = index >>> 0
  let c = (Math.imul(Math.floor(index / 2 ** 32), 0x9e3779b1) ^ Math.imul(Math.floor(seed / 2 ** 32), 0x85ebca6b)) >>> 0
  let counter = (purposes[purpose] * 0x01000193 + variant) >>> 0

  const word = (): number => {
    const sum = (a + b + counter) >>> 0
    counter = (counter + 1) >>> 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) >>> 0
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0
    return sum
  }
  for (let round = 0; round < 15; round += 1) word()

  const next = () => word() / 2 ** 32
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (probability) => next() < probability,
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    poisson: (mean) => {
      let count = 0
      for (let product = next(), floor = Math.exp(-mean); product > floor; product *= next()) count += 1
      return count
    },
  }
}

/** Hex digits drawn from the seed: app keys, binding ids. */
export function hexOf(random: Random, digits: number): string {
  return Array.from({ length: digits }, () => random.int(0, 15).toString(16)).join('')
}
