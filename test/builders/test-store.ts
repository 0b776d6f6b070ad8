import type { Arrival, Ingested } from '../../electron/ingest/arrival.ts'
import { createIngest, type GroupLimits, type Ingest } from '../../electron/ingest/ingest.ts'
import { signHeaders, type SignatureGeneration } from '../../electron/platform/sign.ts'
import { judgePush } from '../../electron/sources/receiver/judge.ts'
import { createNonceMemory } from '../../electron/sources/receiver/nonces.ts'
import { openWriter, type Reader, type Writer } from '../../electron/store/connection.ts'
import { migrate } from '../../electron/store/migrate.ts'
import { insertPlatformApp } from '../../electron/store/platform-apps.ts'
import type { PlatformApp } from '../../shared/domain/platform-app.ts'
import { anApp, secret } from './platform-app.ts'

/** How a push comes in. */
export interface Coming {
  receivedAt: number
  /** When it was signed; when it came in unless given. */
  signedAt?: number
  nonce?: string
  generation?: SignatureGeneration
  secret?: string
}

/** Judging and ingesting without HTTP and without threads, on a real database. */
export interface TestStore {
  app: PlatformApp
  writer: Writer
  ingest: Ingest
  judge: (text: string, coming: Coming) => Arrival
  /** One group of one. */
  take: (text: string, coming: Coming) => Ingested
  /** As a restart does: what is remembered is read back from the tables. */
  restart: () => void
  close: () => void
}

const noLimits: GroupLimits = { deliveries: Number.POSITIVE_INFINITY, ms: Number.POSITIVE_INFINITY }

export function openTestStore(options: { file?: string; app?: Partial<PlatformApp>; limits?: GroupLimits } = {}): TestStore {
  const writer = openWriter(options.file ?? ':memory:')
  migrate(writer)
  const app = insertPlatformApp(writer, anApp(options.app))
  const nonces = createNonceMemory()
  let lastNonce = 0
  const judge = (text: string, coming: Coming) => {
    const nonce = coming.nonce ?? `n${(lastNonce += 1)}`
    const signed = signHeaders(
      coming.generation ?? 'aksk',
      app.appKey,
      coming.secret ?? secret,
      nonce,
      coming.signedAt ?? coming.receivedAt,
    )
    const headers = Object.fromEntries(Object.entries(signed).map(([name, value]) => [name.toLowerCase(), value]))
    return judgePush(
      { app, secrets: [secret], headers, text, body: JSON.parse(text), answers: app.answers, receivedAt: coming.receivedAt },
      nonces,
    )
  }
  const store: TestStore = {
    app,
    writer,
    ingest: createIngest(writer, () => 0, options.limits ?? noLimits),
    judge,
    take(text, coming) {
      const [ingested] = store.ingest.group([judge(text, coming)])
      if (ingested === undefined) throw new Error('a group of one took nothing')
      return ingested
    },
    restart() {
      store.ingest = createIngest(writer, () => 0, options.limits ?? noLimits)
    },
    close: () => writer.close(),
  }
  return store
}

/** What the pushes told, without what only tells how they came in. Rows in an order of their own, so that two can be compared. */
export function factsIn(reader: Reader): Record<'calls' | 'details' | 'events' | 'cdrs' | 'sms' | 'xNumbers', unknown[]> {
  const all = (sql: string) => reader.prepare(sql).all()
  const without = (rows: unknown[]) => rows.map((row) => ({ ...(row as object), receivedAt: null, deliveryId: null }))
  return {
    calls: all('SELECT * FROM v_calls ORDER BY appKey, sessionId'),
    details: all(
      `SELECT sessionId, appId, routedAt, lastEventAt, q850Cause, sipStatus, releaseSide, areaCode, hasCdr
         FROM calls ORDER BY appId, sessionId`,
    ),
    events: without(all('SELECT * FROM v_call_events ORDER BY appKey, sessionId, type')),
    cdrs: without(all('SELECT * FROM v_cdrs ORDER BY appKey, sessionId, icid, endedAt, callInAt')),
    sms: without(all('SELECT * FROM sms ORDER BY appId, smsId, notification')).map((row) => ({ ...row, id: null })),
    xNumbers: all('SELECT number, appId, areaCode, evidenceAt, status, cause, statusSince, statusAt FROM x_numbers ORDER BY number'),
  }
}
