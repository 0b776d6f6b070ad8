/** A ratio keeps its n, because "–" and "0 %" are different answers (product metric definitions). */
export interface Ratio {
  part: number
  n: number
}

/** 0..1, or null when n = 0. */
export function ratioOf({ part, n }: Ratio): number | null {
  return n === 0 ? null : part / n
}

/** Nearest-rank percentile of an ascending list; null when it is empty. @param p 0..1 */
export function percentile(ascending: readonly number[], p: number): number | null {
  if (ascending.length === 0) return null
  return ascending[Math.max(0, Math.min(ascending.length, Math.ceil(p * ascending.length)) - 1)] ?? null
}
