import { dayMs } from '../../shared/domain/time.ts'
import type { Mode } from '../../shared/domain/platform-app.ts'
import type { PollRun } from '../../shared/ipc/poller.ts'
import { listBindingsToRead, listXNumbersToRead, maxTold } from '../store/bindings.ts'
import type { Reader } from '../store/connection.ts'

/** What an app's bindings are read back by: all of an X, or one of them. */
export interface PollTargets {
  xNumbers: string[]
  bindingIds: string[]
}

/** How far back calls tell of bindings the first time, and how much earlier than the last run then: a CDR may be days late. */
const firstLookMs = 30 * dayMs
const overlapMs = 2 * dayMs

export type LastRun = Pick<PollRun, 'startedAt' | 'outcome' | 'asked' | 'failures'>

export function pollTargets(
  reader: Reader,
  { appId, mode, last, now }: { appId: number; mode: Mode; last: LastRun | null; now: number },
): PollTargets {
  switch (mode) {
    // The platform stores none (api.md §4).
    case 'X':
      return { xNumbers: [], bindingIds: [] }
    // Cannot be asked for by X (api.md §5.4): so by what the calls tell.
    case 'AXE':
      return { xNumbers: [], bindingIds: listBindingsToRead(reader, appId, lookFrom(last, now)) }
    default:
      return { xNumbers: listXNumbersToRead(reader, appId), bindingIds: [] }
  }
}

/**
 * Looking back 30 days every time would walk through all calls of a month. A shorter look is enough only where the last one left nothing
 * behind: no question that failed, none that was too many; and where our clock has not been set back since.
 */
function lookFrom(last: LastRun | null, now: number): number {
  const askedAll = last?.outcome === 'done' && last.failures === 0 && last.asked < maxTold && last.startedAt <= now
  const firstLook = now - firstLookMs
  return askedAll ? Math.max(firstLook, last.startedAt - overlapMs) : firstLook
}
