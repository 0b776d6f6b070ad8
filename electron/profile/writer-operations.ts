import type { PlatformApp } from '../../shared/domain/platform-app.ts'
import type { Topic } from '../../shared/ipc/system.ts'
import type { ReceiverSettings } from '../../shared/settings.ts'
import type { Arrival } from '../ingest/arrival.ts'
import { createNumberImport, type ImportedRows } from '../ingest/apply/imported-numbers.ts'
import type { Ingest } from '../ingest/ingest.ts'
import { createObserver, type Observation } from '../ingest/observe.ts'
import { insertAuditEntry } from '../store/audit-log.ts'
import type { Writer } from '../store/connection.ts'
import { insertPlatformApp, updatePlatformApp, type AppChange } from '../store/platform-apps.ts'
import { closeOpenPollRuns, endPollRun, insertPollRun, type PollRunEnd } from '../store/poll-runs.ts'
import { putReceiverSettings, putShutOuts, putTableMapping, type KeptShutOut } from '../store/profile-settings.ts'
import { rejectStatements, type Reject } from '../store/rejects.ts'
import { insertRunMark, type RunMark } from '../store/run-marks.ts'

/** What the writer does beside ingesting: seldom, small, one at a time. */
export function writerOperations(writer: Writer, ingest: Ingest) {
  const rejects = rejectStatements(writer)
  const numberImport = createNumberImport(writer)
  const observer = createObserver(writer)
  return {
    addApp: (app: Omit<PlatformApp, 'id'>) => insertPlatformApp(writer, app),
    updateApp: (app: AppChange) => updatePlatformApp(writer, app),
    putReceiverSettings: (settings: ReceiverSettings) => putReceiverSettings(writer, settings),
    putShutOuts: (shutOuts: readonly KeptShutOut[]) => putShutOuts(writer, shutOuts),
    mark: ({ at, mark }: { at: number; mark: RunMark }) => insertRunMark(writer, at, mark),
    audit: (entry: { at: number; channel: string; outcome: string }) => insertAuditEntry(writer, entry),
    reject: (list: readonly Reject[]) => rejects.insert(list),
    importNumbers: (imported: ImportedRows) => numberImport.take(imported),
    rememberTableMapping: (kept: Parameters<typeof putTableMapping>[1]) => putTableMapping(writer, kept),
    observe: (observations: readonly Observation[]) => observer.observe(observations),
    beginPollRun: (run: { appId: number; startedAt: number }) => insertPollRun(writer, run),
    endPollRun: (end: PollRunEnd) => endPollRun(writer, end),
    closeOpenPollRuns: ({ at }: { at: number }) => closeOpenPollRuns(writer, at),
    /** What the checkpointer left because the writer went on: little, and only after it the WAL can begin anew. */
    finishCheckpoint: (_: null) => void writer.pragma('wal_checkpoint(PASSIVE)'),
    rejudge: ({ deliveryId, arrival }: { deliveryId: number; arrival: Arrival }) => ingest.rejudge(deliveryId, arrival),
  }
}

/** How many of the arrivals, from the front, are on disk, and what on a screen may have changed. */
export interface Stored {
  stored: number
  changed: Topic[]
}

export type WriterOperations = ReturnType<typeof writerOperations> & {
  open: (nothing: null) => void
  ingest: (arrivals: Arrival[]) => Stored
}
