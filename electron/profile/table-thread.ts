import { parentPort, resourceLimits } from 'node:worker_threads'
import type { NumberRow, TableApp } from '../../shared/domain/number-table-rows.ts'
import type { NumberTableMapping, TableFile } from '../../shared/ipc/numbers.ts'
import { judgeTable, lookInto, type JudgedFile } from '../sources/importer/number-table.ts'
import { performLater, type Ask } from './thread-port.ts'

/**
 * Reads one number table and ends. A thread of its own, because a table takes seconds on the loop that answers pushes, and because a
 * file made to be read for ever costs only this thread. It is the same process, though: the thread's limit bounds objects and texts but
 * no buffers, so what a file unpacks to is bounded before it is unpacked, and watched, because a part may be asked for many times.
 */
if (parentPort === null) throw new TypeError('this file is a thread')
const port = parentPort

/** Half of what the heap may hold: several times what a file may unpack to. */
const mostBufferBytes = ((resourceLimits.maxOldGenerationSizeMb ?? Number.POSITIVE_INFINITY) / 2) * 1024 * 1024
const watchMs = 20

const watch = setInterval(() => {
  if (process.memoryUsage().arrayBuffers <= mostBufferBytes) return
  // As the thread ends where its heap is full.
  throw Object.assign(new Error('the buffers of the table thread are full'), { code: 'ERR_WORKER_OUT_OF_MEMORY' })
}, watchMs)
watch.unref()

let taken: NumberRow[] = []

const operations = {
  lookInto: (file: TableFile) => lookInto(file),
  /** What it takes in is kept for `rows`. */
  async judge({ file, mapping, apps }: { file: TableFile; mapping: NumberTableMapping; apps: TableApp[] }) {
    const judged = await judgeTable(file, mapping, apps)
    taken = judged.taken
    return { ...judged, taken: taken.length } satisfies Omit<JudgedFile, 'taken'> & { taken: number }
  },
  rows: ({ from, count }: { from: number; count: number }) => taken.slice(from, from + count),
}
export type TableOperations = typeof operations

port.on('message', (message: Ask) => {
  if (message.name === 'close') process.exit(0)
  void performLater(operations, port, message)
})
