import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Arrival } from '../../electron/ingest/arrival.ts'
import { systemTimers, type Timers } from '../../electron/profile/timers.ts'
import { createNonceMemory } from '../../electron/sources/receiver/nonces.ts'
import { createQuestionDesk, type KeepLimits, type QuestionDesk } from '../../electron/sources/receiver/questions.ts'
import { createReceiver, pushPath, type ReceiverPorts, type WaitingLimits } from '../../electron/sources/receiver/receiver.ts'
import { rejectStatements } from '../../electron/store/rejects.ts'
import type { PlatformApp } from '../../shared/domain/platform-app.ts'
import { secret } from './platform-app.ts'
import { openTestStore, type TestStore } from './test-store.ts'

/** The receiver on a free port with a real database behind it, without the threads of a profile. */
export interface TestReceiver {
  store: TestStore
  root: string
  url: string
  /** What the app has at hand. */
  secrets: string[]
  rows: (sql: string) => Record<string, unknown>[]
  waiting: () => number
  questions: QuestionDesk
  logged: string[]
}

export interface TestReceiverOptions {
  app?: Partial<PlatformApp>
  now?: () => number
  tls?: { cert: Buffer; key: Buffer }
  store?: (arrivals: Arrival[]) => Promise<number>
  limits?: WaitingLimits
  after?: Timers['after']
  keep?: KeepLimits
}

export async function openTestReceiver(options: TestReceiverOptions = {}): Promise<TestReceiver> {
  const store = openTestStore(options.app && { app: options.app })
  const secrets = [secret]
  const logged: string[] = []
  const rejects = rejectStatements(store.writer)
  const storeArrivals = options.store ?? ((arrivals: Arrival[]) => Promise.resolve(store.ingest.group(arrivals).length))
  const questions = createQuestionDesk(
    { store: storeArrivals, after: options.after ?? systemTimers.after, onChange: () => {}, log: (line) => void logged.push(line) },
    options.keep,
  )
  const ports: ReceiverPorts = {
    now: options.now ?? (() => Date.now()),
    appOf: (token) => (token === store.app.pathToken ? store.app : null),
    secretsOf: () => secrets,
    nonces: createNonceMemory(),
    store: storeArrivals,
    questions,
    reject: (reject) => rejects.insert([reject]),
  }
  const { server, waiting } = createReceiver(ports, options.tls ?? null, options.limits)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    store.close()
  })
  const root = `${options.tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    store,
    root,
    url: `${root}${pushPath(store.app.pathToken)}`,
    secrets,
    rows: (sql) => store.writer.prepare<[], Record<string, unknown>>(sql).all(),
    waiting,
    questions,
    logged,
  }
}
