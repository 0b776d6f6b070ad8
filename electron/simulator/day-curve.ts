import { dayMs, hourMs, startOfAccountDay } from '../../shared/domain/time.ts'

/**
 * How busy each hour is, in the account's zone: a delivery and call-center platform works 8-20, peaks before lunch and
 * in the late afternoon, and never quite sleeps.
 */
const hourWeights = [
  0.2, 0.15, 0.12, 0.1, 0.1, 0.12, 0.25, 0.6, 1.2, 1.9, 2.4, 2.3, 1.3, 1.2, 1.7, 2.1, 2.3, 2.4, 1.9, 1.4, 1.1, 0.8, 0.45, 0.28,
] as const
const weekdayWeights = [1.08, 1.03, 1.02, 1.02, 1.1, 0.95, 0.8] as const

const hourSum = hourWeights.reduce<number>((sum, weight) => sum + weight, 0)
const weekdayMean = weekdayWeights.reduce<number>((sum, weight) => sum + weight, 0) / weekdayWeights.length
// 1970-01-01 was a Thursday; the table starts on Monday.
const epochWeekday = 3

/** Calls per simulated second at an instant, so that a week holds seven times `callsPerDay`. */
export function arrivalsPerSecond(at: number, callsPerDay: number): number {
  const dayStart = startOfAccountDay(at)
  const weekday = (Math.round((dayStart + 8 * hourMs) / dayMs) + epochWeekday) % 7
  // Weights belong to the middle of their hour and change evenly in between: a step each full hour would show in charts.
  const position = (at - dayStart) / hourMs - 0.5 + 24
  const before = hourWeights[Math.floor(position) % 24] ?? 0
  const after = hourWeights[Math.ceil(position) % 24] ?? 0
  const hourly = before + (after - before) * (position - Math.floor(position))
  return (callsPerDay * (hourly / hourSum) * ((weekdayWeights[weekday] ?? 1) / weekdayMean)) / 3_600
}
