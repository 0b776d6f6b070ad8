import { percentile, type Ratio } from '../../shared/domain/metrics.ts'
import { dayMs, hourMs, startOfAccountDay } from '../../shared/domain/time.ts'
import type { LiveCards } from '../../shared/ipc/live.ts'
import type { Reader } from '../store/connection.ts'
import { phaseCounts } from './live-calls.ts'

interface Span {
  from: number
  to: number
}

/** The figures of the Live page's cards, all from calls that started in the spans named. */
export function liveCards(reader: Reader, { now }: { now: number }): LiveCards {
  const today: Span = { from: startOfAccountDay(now), to: now }
  const hour: Span = { from: Math.floor(now / hourMs) * hourMs, to: now }
  const counts = phaseCounts(reader, now)
  return {
    at: now,
    live: { ringing: counts['ringing-in'] + counts.routing + counts.ringing, talking: counts.talking, overdue: counts.overdue },
    today: { calls: countStarted(reader, today), yesterday: countBefore(reader, today) },
    asr: { hour: asr(reader, hour), yesterday: asr(reader, back(hour, dayMs)), lastWeek: asr(reader, back(hour, 7 * dayMs)) },
    acd: acd(reader, today),
    pdd: pdd(reader, today),
    failures: failures(reader, today),
    sms: sms(reader, today),
    hourly: hourly(reader, today),
  }
}

const back = ({ from, to }: Span, by: number): Span => ({ from: from - by, to: to - by })

function countStarted(reader: Reader, { from, to }: Span): number {
  return (
    reader.prepare<[number, number], number>('SELECT count(*) FROM calls WHERE startedAt >= ? AND startedAt < ?').pluck().get(from, to) ?? 0
  )
}

/** Up to the same time yesterday; null where nothing is known from before today, because "0 yesterday" would be a lie. */
function countBefore(reader: Reader, today: Span): number | null {
  const known = reader.prepare<[number], number>('SELECT 1 FROM calls WHERE startedAt < ? LIMIT 1').pluck().get(today.from)
  return known === undefined ? null : countStarted(reader, back(today, dayMs))
}

function asr(reader: Reader, { from, to }: Span): Ratio {
  const row = reader
    .prepare<[number, number], Ratio>(
      `SELECT count(*) FILTER (WHERE outcome = 'answered') AS part, count(*) AS n FROM calls
        WHERE startedAt >= ? AND startedAt < ? AND outcome <> 'open'`,
    )
    .get(from, to)
  return row ?? { part: 0, n: 0 }
}

/** Intervals that are negative or missing are left out (product metric definitions). */
function acd(reader: Reader, { from, to }: Span): LiveCards['acd'] {
  const row = reader
    .prepare<[number, number], { talkMs: number | null; n: number }>(
      `SELECT sum(endedAt - answeredAt) AS talkMs, count(*) AS n FROM calls
        WHERE startedAt >= ? AND startedAt < ? AND outcome = 'answered' AND endedAt >= answeredAt`,
    )
    .get(from, to)
  return { meanSeconds: row && row.n > 0 && row.talkMs !== null ? row.talkMs / row.n / 1000 : null, n: row?.n ?? 0 }
}

function pdd(reader: Reader, { from, to }: Span): LiveCards['pdd'] {
  const delays = reader
    .prepare<[number, number], number>(
      `SELECT alertingAt - routedAt FROM calls
        WHERE startedAt >= ? AND startedAt < ? AND alertingAt >= routedAt ORDER BY 1`,
    )
    .pluck()
    .all(from, to)
  const over = reader
    .prepare<[number, number], number>(
      `SELECT count(*) FROM calls WHERE startedAt >= ? AND startedAt < ? AND outcome <> 'open' AND NOT coalesce(alertingAt >= routedAt, 0)`,
    )
    .pluck()
    .get(from, to)
  return { p50Ms: percentile(delays, 0.5), p95Ms: percentile(delays, 0.95), n: delays.length, leftOut: over ?? 0 }
}

function failures(reader: Reader, { from, to }: Span): LiveCards['failures'] {
  const row = reader
    .prepare<[number, number], { count: number; n: number }>(
      `SELECT count(*) FILTER (WHERE outcome = 'failed') AS count, count(*) AS n FROM calls
        WHERE startedAt >= ? AND startedAt < ? AND outcome <> 'open'`,
    )
    .get(from, to)
  const top = reader
    .prepare<[number, number], number | null>(
      `SELECT releaseCode FROM calls WHERE startedAt >= ? AND startedAt < ? AND outcome = 'failed' AND releaseCode IS NOT NULL
        GROUP BY releaseCode ORDER BY count(*) DESC, releaseCode LIMIT 1`,
    )
    .pluck()
    .get(from, to)
  return { count: row?.count ?? 0, n: row?.n ?? 0, topCode: top ?? null }
}

/** By when they came: a text need not carry a time. */
function sms(reader: Reader, { from, to }: Span): LiveCards['sms'] {
  const row = reader
    .prepare<[number, number], LiveCards['sms']>(
      `SELECT count(*) FILTER (WHERE notification = 'Notify') AS notified, count(*) FILTER (WHERE notification = 'Block') AS asked,
              count(*) FILTER (WHERE decision = 'discard') AS discarded
         FROM sms WHERE receivedAt >= ? AND receivedAt < ?`,
    )
    .get(from, to)
  return row ?? { notified: 0, asked: 0, discarded: 0 }
}

function hourly(reader: Reader, { from, to }: Span): LiveCards['hourly'] {
  const hours: LiveCards['hourly'] = Array.from({ length: Math.ceil((to - from) / hourMs) }, () => ({ calls: 0, answered: 0, failed: 0 }))
  const rows = reader
    .prepare<[number, number, number], { hour: number; calls: number; answered: number; failed: number }>(
      // Bound numbers are REAL, so the division would not be whole.
      `SELECT CAST((startedAt - ?) / ${hourMs} AS INTEGER) AS hour, count(*) AS calls, count(*) FILTER (WHERE outcome = 'answered') AS answered,
              count(*) FILTER (WHERE outcome = 'failed') AS failed
         FROM calls WHERE startedAt >= ? AND startedAt < ? GROUP BY hour`,
    )
    .all(from, from, to)
  for (const { hour, ...sums } of rows) hours[hour] = sums
  return hours
}
