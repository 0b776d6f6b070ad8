import { dayMs } from '../../shared/domain/time.ts'
import type { Mode } from '../../shared/domain/platform-app.ts'
import { listBindingsToRead, listXNumbersToRead } from '../store/bindings.ts'
import type { Reader } from '../store/connection.ts'

/** What an app's bindings are read back by: all of an X, or one of them. */
export interface PollTargets {
  xNumbers: string[]
  bindingIds: string[]
}

/** How far back calls tell of bindings the first time, and how much earlier than the last run then: a CDR may be days late. */
const firstLookMs = 30 * dayMs
const overlapMs = 2 * dayMs

/** @param lastAt when the last run that came to its end began; null = none did */
export function pollTargets(
  reader: Reader,
  { appId, mode, lastAt, now }: { appId: number; mode: Mode; lastAt: number | null; now: number },
): PollTargets {
  switch (mode) {
    // The platform stores none (api.md §4).
    case 'X':
      return { xNumbers: [], bindingIds: [] }
    // Cannot be asked for by X (api.md §5.4): so by what the calls tell.
    case 'AXE':
      return { xNumbers: [], bindingIds: listBindingsToRead(reader, appId, Math.max(now - firstLookMs, (lastAt ?? 0) - overlapMs)) }
    default:
      return { xNumbers: listXNumbersToRead(reader, appId), bindingIds: [] }
  }
}
