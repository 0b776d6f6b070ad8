import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { performance } from 'node:perf_hooks'
import type { Topic } from '../../shared/ipc/system.ts'
import type { Arrival } from '../ingest/arrival.ts'
import { createIngest, type GroupLimits } from '../ingest/ingest.ts'
import { cannotOpen, isStorageFailure, openWriter, type Writer } from '../store/connection.ts'
import { migrate } from '../store/migrate.ts'
import { perform, type Ask, type Reply } from './thread-port.ts'
import { writerOperations, type Stored } from './writer-operations.ts'

/**
 * The writer: the one connection that changes the database. It takes whatever is waiting as groups, so that the busier it is the more
 * requests share a commit, and no timer holds anything back.
 */
if (parentPort === null) throw new TypeError('this file is a thread')
const port = parentPort
const { file, limits } = workerData as { file: string; limits?: GroupLimits }

/** Opened by an ask of its own, so that a database that cannot be opened is an answer with a reason and not a dead thread. */
function open() {
  let writer: Writer | null = null
  try {
    writer = openWriter(file)
    migrate(writer)
    const ingest = createIngest(writer, () => performance.now(), limits)
    return { writer, ingest, operations: writerOperations(writer, ingest) }
  } catch (thrown) {
    writer?.close()
    throw isStorageFailure(thrown) ? cannotOpen(thrown) : thrown
  }
}
let opened: ReturnType<typeof open> | null = null

/** Arrivals of one ask, and how far they have got. */
interface Batch {
  id: number
  arrivals: Arrival[]
  stored: number
  failed: boolean
  changed: Set<Topic>
}

let batches: Batch[] = []

function accept(message: Ask): void {
  if (message.name === 'ingest') {
    batches.push({ id: message.id, arrivals: message.input as Arrival[], stored: 0, failed: false, changed: new Set() })
  } else if (message.name === 'open') {
    perform({ open: () => void (opened = open()) }, port, message)
  } else if (message.name === 'close') {
    ingestAll()
    opened?.writer.close()
    process.exit(0)
  } else perform(opened?.operations ?? {}, port, message)
}

function acceptWaiting(): void {
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) accept(next.message as Ask)
}

/** Commits group after group; each batch is answered as soon as its last arrival is on disk. */
function ingestAll(): void {
  while (batches.length > 0) {
    const waiting = batches.flatMap((batch) => batch.arrivals.slice(batch.stored))
    try {
      if (opened === null) throw new TypeError('the writer is not open')
      settle(opened.ingest.group(waiting))
    } catch {
      // The database cannot be written: nobody who waits is told 200, and the next push tries again.
      for (const batch of batches) batch.failed = true
    }
    answerFinished()
    acceptWaiting()
  }
}

function settle(ingested: { changed: readonly Topic[] }[]): void {
  let taken = 0
  for (const batch of batches) {
    const share = Math.min(batch.arrivals.length - batch.stored, ingested.length - taken)
    for (const { changed } of ingested.slice(taken, taken + share)) for (const topic of changed) batch.changed.add(topic)
    batch.stored += share
    taken += share
  }
}

function answerFinished(): void {
  const finished = batches.filter((batch) => batch.failed || batch.stored === batch.arrivals.length)
  batches = batches.filter((batch) => !finished.includes(batch))
  for (const { id, stored, changed } of finished)
    port.postMessage({ id, value: { stored, changed: [...changed] } satisfies Stored } satisfies Reply)
}

port.on('message', (message: Ask) => {
  accept(message)
  acceptWaiting()
  ingestAll()
})
