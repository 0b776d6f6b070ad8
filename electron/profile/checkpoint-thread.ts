import { parentPort, workerData } from 'node:worker_threads'
import { openCheckpointer } from '../store/connection.ts'
import { perform, type Ask } from './thread-port.ts'

/** Checkpoints on a connection of its own: inside the writer each would hold up acknowledgements for tens of milliseconds. */
if (parentPort === null) throw new TypeError('this file is a thread')
const port = parentPort
const { file } = workerData as { file: string }
const checkpointer = openCheckpointer(file)

const operations = {
  /** PASSIVE waits for nobody and holds up nobody. @returns pages in the WAL */
  checkpoint(_: null): number {
    const [result] = checkpointer.pragma('wal_checkpoint(PASSIVE)') as { log: number }[]
    return result?.log ?? 0
  },
}
export type CheckpointOperations = typeof operations

port.on('message', (message: Ask) => {
  if (message.name !== 'close') return perform(operations, port, message)
  checkpointer.close()
  process.exit(0)
})
