import { parentPort } from 'node:worker_threads'
import type { NumberRow, TableApp } from '../../shared/domain/number-table-rows.ts'
import type { NumberTableMapping, TableFile } from '../../shared/ipc/numbers.ts'
import { judgeTable, lookInto, type JudgedFile } from '../sources/importer/number-table.ts'
import { performLater, type Ask } from './thread-port.ts'

/**
 * Reads one number table and ends. A thread of its own, because a table takes seconds on the loop that answers pushes, and because a
 * file made to be read for ever costs only this thread. It is the same process, though: the thread's limit bounds objects and texts but
 * no buffers, so what a file unpacks to is bounded before it is unpacked.
 */
if (parentPort === null) throw new TypeError('this file is a thread')
const port = parentPort

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
