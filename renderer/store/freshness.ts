import { minuteMs, secondMs } from '../../shared/domain/time.ts'

export type Freshness = 'connected' | 'late' | 'stale' | 'waiting'

/** Built in for now: a quiet line is a matter of the call center, so these will move to the settings with the alert rules. */
export const freshnessLimits = { connectedMs: 2 * minuteMs, staleMs: 15 * minuteMs, latenessMs: 30 * secondMs }

/**
 * How far what is on screen can be trusted to be now.
 * @param ageMs since the last push; null = none ever came
 * @param latenessMs median of received − event time; null = unknown
 */
export function freshnessOf(ageMs: number | null, latenessMs: number | null): Freshness {
  if (ageMs === null) return 'waiting'
  if (ageMs > freshnessLimits.staleMs) return 'stale'
  const late = ageMs > freshnessLimits.connectedMs || (latenessMs ?? 0) > freshnessLimits.latenessMs
  return late ? 'late' : 'connected'
}
