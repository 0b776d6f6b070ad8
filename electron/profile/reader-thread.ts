import { parentPort, workerData } from 'node:worker_threads'
import { questions } from '../projections/questions.ts'
import { openReader } from '../store/connection.ts'
import { perform, type Ask } from './thread-port.ts'

/** A reader: answers questions on a connection that cannot write. Two of them run, so that a long answer does not hold up a short one. */
if (parentPort === null) throw new TypeError('this file is a thread')
const port = parentPort
const { file } = workerData as { file: string }
const reader = openReader(file)
const operations = questions(reader)

port.on('message', (message: Ask) => {
  if (message.name !== 'close') return perform(operations, port, message)
  reader.close()
  process.exit(0)
})
