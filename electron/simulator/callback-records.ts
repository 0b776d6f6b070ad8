import { hourMs, minuteMs } from '../../shared/domain/time.ts'
import type { BookedAxe } from './booked-binding.ts'

/** Who called whose extension last: whom A reaches by dialling X (api.md §5). */
export interface CallbackRecords {
  keep(subscriptionId: string, caller: string): void
  find(binding: BookedAxe): string | null
}

/** How long a record lasts without `callbackExpiredTime` is not published (api.md §5.1); a day is long enough for a missed call. */
const usualHours = 24

/** @param now simulated epoch ms */
export function makeCallbackRecords(now: () => number): CallbackRecords {
  const records = new Map<string, { caller: string; at: number }>()
  return {
    keep(subscriptionId, caller) {
      records.set(subscriptionId, { caller, at: now() })
    },
    find({ subscriptionId, settings }) {
      const record = records.get(subscriptionId)
      return record !== undefined && now() - record.at < lifetimeMs(settings) ? record.caller : null
    },
  }
}

/** `timeUnit` 0 is the hour, which is the default; 1 the minute. */
function lifetimeMs({ timeUnit, callbackExpiredTime }: BookedAxe['settings']): number {
  const given = typeof callbackExpiredTime === 'number' && callbackExpiredTime > 0
  return given ? callbackExpiredTime * (timeUnit === '1' ? minuteMs : hourMs) : usualHours * hourMs
}
