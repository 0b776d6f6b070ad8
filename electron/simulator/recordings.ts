import { dayMs } from '../../shared/domain/time.ts'
import { makeHeap } from './heap.ts'

/** A recorded call whose CDR tells where the recording is. */
export interface Recording {
  appKey: string
  /** `recordDomain` and `recordObjectName` of the CDR. */
  domain: string
  objectName: string
  /** Length of the call from its answer, seconds. */
  seconds: number
  /** When its CDR was pushed, simulated epoch ms: the seven days count from it (api.md §8). */
  pushedAt: number
}

/** What has been recorded. The simulator's calls put it here; the API's recording address finds it. */
export interface RecordingBook {
  /** A second time under the same name changes nothing. */
  add(recording: Recording): void
  /** Undefined for what was never recorded, what is deleted, and what is too short to be had. */
  find(appKey: string, domain: string, objectName: string): Recording | undefined
}

export const recordingKeptMs = 7 * dayMs
/** "Calls under 3 seconds have no downloadable recording" (api.md §8). */
export const shortestRecordingSeconds = 3

/** @param now simulated epoch ms */
export function makeRecordingBook(now: () => number): RecordingBook {
  const recordings = new Map<string, Recording>()
  const ends = makeHeap<string>()
  const keyOf = (appKey: string, domain: string, objectName: string) => `${appKey} ${domain} ${objectName}`

  const forget = (): void => {
    for (let next = ends.peek(); next !== undefined && next.key <= now(); next = ends.peek()) {
      recordings.delete(next.item)
      ends.take()
    }
  }

  return {
    add(recording) {
      forget()
      const key = keyOf(recording.appKey, recording.domain, recording.objectName)
      const end = recording.pushedAt + recordingKeptMs
      if (recording.seconds < shortestRecordingSeconds || end <= now() || recordings.has(key)) return
      recordings.set(key, recording)
      ends.add(end, key)
    },
    find(appKey, domain, objectName) {
      forget()
      return recordings.get(keyOf(appKey, domain, objectName))
    },
  }
}
