import { hourMs, minuteMs, secondMs } from '../../shared/domain/time.ts'
import type { Random } from './random.ts'

/** What a platform that behaves badly, but within what it documents (callbacks.md §7), does to its pushes. */
export const mischiefs = ['doubled', 'shuffled', 'late', 'lost'] as const
export type Mischief = (typeof mischiefs)[number]

/**
 * When one message is pushed: usually once, when due. Every draw is made whatever is switched on, so that switching one
 * kind on leaves the others as they were.
 * @returns simulated instants; none = lost, two = doubled
 */
export function pushTimes(dueAt: number, bad: ReadonlySet<Mischief>, random: Random): number[] {
  const lost = random.chance(0.03)
  const late = random.chance(0.05)
  const lateness = random.chance(0.7) ? random.int(2 * minuteMs, 30 * minuteMs) : random.int(hourMs, 6 * hourMs)
  const shuffled = random.chance(0.5)
  const displacement = random.int(0, 20 * secondMs)
  const doubled = random.chance(0.1)
  const repeatedAfter = random.chance(0.5) ? random.int(0, 2 * secondMs) : random.int(minuteMs, 3 * hourMs)

  if (lost && bad.has('lost')) return []
  const first = dueAt + (late && bad.has('late') ? lateness : 0) + (shuffled && bad.has('shuffled') ? displacement : 0)
  return doubled && bad.has('doubled') ? [first, first + repeatedAfter] : [first]
}
