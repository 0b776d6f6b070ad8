import type { Topic } from '../../shared/ipc/system.ts'
import type { Arrival } from '../ingest/arrival.ts'
import type { GroupLimits } from '../ingest/ingest.ts'
import type { Questions } from '../projections/questions.ts'
import type { CheckpointOperations } from './checkpoint-thread.ts'
import { startThread, type ThreadClient } from './thread-port.ts'
import type { WriterOperations } from './writer-operations.ts'

/** The open database of a profile: one writer, two readers, one checkpointer, each a thread with a connection of its own. */
export interface Database {
  write: ThreadClient<WriterOperations>['ask']
  /** Short questions, for what is on screen. */
  ask: ThreadClient<Questions>['ask']
  /** Questions that scan much. */
  askLong: ThreadClient<Questions>['ask']
  /** Resolves to how many of the arrivals, from the front, are durably on disk. Never rejects. */
  store: (arrivals: Arrival[]) => Promise<number>
  writable: () => boolean
  close: () => Promise<void>
}

export interface DatabasePorts {
  /** After a commit: what changed beside the journal. */
  onStored: (stored: { pushes: number; changed: readonly Topic[] }) => void
  /** The database stopped or started to take writes. */
  onWritable: (writable: boolean) => void
  /** A thread died: nothing it owned can be trusted, the process has to start anew. */
  onDeath: (thrown: unknown) => void
}

const checkpointEveryMs = 2_000
/** 32 MiB. A passive checkpoint beside a busy writer never quite reaches the end, so without help the WAL would grow for ever. */
const longWalPages = 8_192

/**
 * @param limits of a group; only a benchmark has a reason to change them
 * @throws AppError `storage` when the file cannot be opened or was made by a newer Maskline
 */
export async function openDatabase(file: string, ports: DatabasePorts, limits?: GroupLimits): Promise<Database> {
  const workerData = { file, limits }
  const writer = startThread<WriterOperations>('writer-thread', workerData, ports.onDeath)
  try {
    await writer.ask('open', null)
  } catch (thrown) {
    await writer.close()
    throw thrown
  }
  const reader = startThread<Questions>('reader-thread', workerData, ports.onDeath)
  const longReader = startThread<Questions>('reader-thread', workerData, ports.onDeath)
  const checkpointer = startThread<CheckpointOperations>('checkpoint-thread', workerData, ports.onDeath)

  let writable = true
  let commits = 0
  let checkpointed = 0
  const setWritable = (now: boolean) => {
    if (now !== writable) ports.onWritable((writable = now))
  }

  const checkpoint = async () => {
    const pages = await checkpointer.ask('checkpoint', null)
    if (pages > longWalPages) await writer.ask('finishCheckpoint', null)
  }
  const checkpointing = setInterval(() => {
    if (commits === checkpointed) return
    checkpointed = commits
    // A checkpoint that fails is tried again with the next one; the WAL holds everything meanwhile.
    checkpoint().catch(() => {})
  }, checkpointEveryMs)

  return {
    write: writer.ask,
    ask: reader.ask,
    askLong: longReader.ask,
    async store(arrivals) {
      try {
        const { stored, changed } = await writer.ask('ingest', arrivals)
        setWritable(stored === arrivals.length)
        commits += 1
        if (stored > 0) ports.onStored({ pushes: stored, changed })
        return stored
      } catch {
        setWritable(false)
        return 0
      }
    },
    writable: () => writable,
    async close() {
      clearInterval(checkpointing)
      await Promise.all([reader.close(), longReader.close(), checkpointer.close()])
      await writer.close()
    },
  }
}
