import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Answers, ApiSettings, type PlatformApp } from '../../../shared/domain/platform-app.ts'
import type { Arrival } from '../../../electron/ingest/arrival.ts'
import { openDatabase } from '../../../electron/profile/database.ts'
import { systemTimers } from '../../../electron/profile/timers.ts'
import { createNonceMemory } from '../../../electron/sources/receiver/nonces.ts'
import { createQuestionDesk } from '../../../electron/sources/receiver/questions.ts'
import { createReceiver, pushPath } from '../../../electron/sources/receiver/receiver.ts'

/**
 * The receiver of the app in a process of its own, with one of three ways to store: `noop` answers without storing, `durable` is the
 * app's own, `commit-per-request` the same with groups of one. Arguments: way, folder, app key, secret.
 */
const [way, folder = '', appKey = '', secret = ''] = process.argv.slice(2)
const app: PlatformApp = {
  id: 1,
  name: 'bench',
  mode: 'AXB',
  appKey,
  baseUrl: 'http://127.0.0.1',
  signature: 'required',
  pathToken: randomBytes(16).toString('base64url'),
  answers: Answers.parse({}),
  api: ApiSettings.parse({}),
  createdAt: 0,
}

async function storeOf(): Promise<(arrivals: Arrival[]) => Promise<number>> {
  if (way === 'noop') return (arrivals) => Promise.resolve(arrivals.length)
  const ports = {
    onStored: () => {},
    onWritable: () => {},
    onDeath: (thrown: unknown) => void (process.stderr.write(`${thrown}\n`), process.exit(1)),
  }
  const limits = way === 'commit-per-request' ? { deliveries: 1, ms: Number.POSITIVE_INFINITY } : undefined
  const database = await openDatabase(join(folder, `${way}.db`), ports, limits)
  await database.write('addApp', app)
  return database.store
}

const store = await storeOf()
const { server } = createReceiver(
  {
    now: () => Date.now(),
    appOf: (token) => (token === app.pathToken ? app : null),
    secretsOf: () => [secret],
    nonces: createNonceMemory(),
    store,
    questions: createQuestionDesk({ store, after: systemTimers.after, onChange: () => {}, log: () => {} }),
    reject: () => {},
  },
  null,
)
server.listen(0, '127.0.0.1')
await once(server, 'listening')
process.on('disconnect', () => process.exit(0))
process.send?.({ port: (server.address() as AddressInfo).port, path: pushPath(app.pathToken) })
