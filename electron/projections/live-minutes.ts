import { minuteMs } from '../../shared/domain/time.ts'
import type { Outcome } from '../../shared/domain/release.ts'
import type { LiveMinute } from '../../shared/ipc/live.ts'
import type { Reader } from '../store/connection.ts'

const minutesShown = 60

const fieldOf: Record<Outcome, Exclude<keyof LiveMinute, 'at'>> = {
  open: 'open',
  answered: 'answered',
  'not-answered': 'notAnswered',
  abandoned: 'abandoned',
  failed: 'failed',
  unknown: 'unknown',
}

/** Calls of the last hour by the minute they began in and how they came out; minutes without calls are there with zeros. */
export function liveMinutes(reader: Reader, { now }: { now: number }): LiveMinute[] {
  const last = Math.floor(now / minuteMs) * minuteMs
  const first = last - (minutesShown - 1) * minuteMs
  const minutes: LiveMinute[] = Array.from({ length: minutesShown }, (_, index) => ({
    at: first + index * minuteMs,
    open: 0,
    answered: 0,
    notAnswered: 0,
    abandoned: 0,
    failed: 0,
    unknown: 0,
  }))
  const counted = reader
    .prepare<[number, number, number], { minute: number; outcome: Outcome; calls: number }>(
      // Bound numbers are REAL, so the division would not be whole.
      `SELECT CAST((startedAt - ?) / ${minuteMs} AS INTEGER) AS minute, outcome, count(*) AS calls FROM calls
        WHERE startedAt >= ? AND startedAt < ? GROUP BY minute, outcome`,
    )
    .all(first, first, last + minuteMs)
  for (const { minute, outcome, calls } of counted) {
    const row = minutes[minute]
    if (row) row[fieldOf[outcome]] += calls
  }
  return minutes
}
