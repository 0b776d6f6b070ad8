import type { DeliveryKind, DeliveryReason, Verdict } from '../../shared/domain/delivery.ts'
import type { Mode } from '../../shared/domain/platform-app.ts'
import type { Reader, Writer } from './connection.ts'

/** How the signature of a push was found; with `observed` apps a push is taken in whatever this says. */
export type SignatureFinding = 'valid' | 'wrong' | 'missing' | 'malformed' | 'unknown-key'

/** One row of the journal. `head`: the authentication headers as JSON; `identity`: see `ingest/identity.ts`. */
export interface DeliveryRow {
  appId: number
  receivedAt: number
  kind: DeliveryKind
  verdict: Verdict
  reason: DeliveryReason | null
  signature: SignatureFinding
  nonce: string | null
  signedAt: number | null
  identity: string
  head: string
  body: string
  /** What was answered where the platform asked. */
  answer: string | null
}

/** A delivery that is already in the journal under the same identity. */
export interface KnownDelivery {
  id: number
  verdict: Verdict
}

export interface KeptRefusal {
  id: number
  receivedAt: number
  body: string
  /** The head of the first arrival and of each further one: any of them may carry the signature that holds. */
  heads: string[]
}

// The first term is what SQLite needs to see before it uses the partial index.
const refused = `verdict NOT IN ('accepted', 'duplicate') AND verdict = 'refused'`

/** Prepared once per connection: this is the hot path. */
export function deliveryStatements(writer: Writer) {
  const insert = writer.prepare<unknown[]>(
    `INSERT INTO deliveries (appId, receivedAt, kind, verdict, reason, signature, nonce, signedAt, identity, head, body, answer)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (identity) DO NOTHING`,
  )
  const known = writer.prepare<[string], KnownDelivery>('SELECT id, verdict FROM deliveries WHERE identity = ?')
  const judge = writer.prepare('UPDATE deliveries SET verdict = ?, reason = ? WHERE id = ?')
  const identify = writer.prepare('UPDATE deliveries SET identity = ?, kind = ?, signature = ?, nonce = ?, signedAt = ? WHERE id = ?')
  const moveArrivals = writer.prepare('UPDATE delivery_arrivals SET deliveryId = ? WHERE deliveryId = ?')
  const moveFirst = writer.prepare(
    'INSERT INTO delivery_arrivals (deliveryId, receivedAt, head) SELECT ?, receivedAt, head FROM deliveries WHERE id = ?',
  )
  const remove = writer.prepare('DELETE FROM deliveries WHERE id = ?')
  const keptRows = writer.prepare<[number], { arrivals: number; size: number }>(
    `SELECT count(*) AS arrivals, coalesce(sum(length(body) + length(head)), 0) AS size FROM deliveries WHERE appId = ? AND ${refused}`,
  )
  const keptRepeats = writer.prepare<[number], { arrivals: number; size: number }>(
    `SELECT count(*) AS arrivals, coalesce(sum(length(head)), 0) AS size FROM delivery_arrivals
      WHERE deliveryId IN (SELECT id FROM deliveries WHERE appId = ? AND ${refused})`,
  )
  const arrive = writer.prepare('INSERT INTO delivery_arrivals (deliveryId, receivedAt, head, answer) VALUES (?, ?, ?, ?)')
  const quarantine = writer.prepare('INSERT INTO quarantined_records (deliveryId, position, reason, detail) VALUES (?, ?, ?, ?)')
  const count = writer.prepare(
    `INSERT INTO delivery_days (day, appId, verdict, pushes, lastAt) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET pushes = pushes + excluded.pushes, lastAt = max(lastAt, excluded.lastAt)`,
  )
  return {
    /** The new row's id, or null where the identity is known. */
    insert(row: DeliveryRow): number | null {
      const result = insert.run(
        row.appId,
        row.receivedAt,
        row.kind,
        row.verdict,
        row.reason,
        row.signature,
        row.nonce,
        row.signedAt,
        row.identity,
        row.head,
        row.body,
        row.answer,
      )
      return result.changes === 0 ? null : Number(result.lastInsertRowid)
    },
    known: (identity: string) => known.get(identity) ?? null,
    judge: (id: number, verdict: Verdict, reason: DeliveryReason | null) => judge.run(verdict, reason, id),
    /** A refused delivery that is understood now takes the identity a verified one has. */
    identify: (id: number, { identity, kind, signature, nonce, signedAt }: Omit<DeliveryRow, 'verdict' | 'reason' | 'head' | 'body'>) =>
      identify.run(identity, kind, signature, nonce, signedAt, id),
    /** A refused row turns out to be an arrival of a delivery that was taken in: same bytes, so only its head and time move. */
    merge(refusedId: number, knownId: number): void {
      moveFirst.run(knownId, refusedId)
      moveArrivals.run(knownId, refusedId)
      remove.run(refusedId)
    },
    /** What an app has kept of refused pushes. */
    keptRefusals(appId: number): { arrivals: number; size: number } {
      const [rows, repeats] = [keptRows.get(appId), keptRepeats.get(appId)]
      return { arrivals: (rows?.arrivals ?? 0) + (repeats?.arrivals ?? 0), size: (rows?.size ?? 0) + (repeats?.size ?? 0) }
    },
    arrive: (deliveryId: number, receivedAt: number, head: string | null, answer: string | null) =>
      arrive.run(deliveryId, receivedAt, head, answer),
    quarantine: (deliveryId: number, position: number, reason: DeliveryReason, detail: string) =>
      quarantine.run(deliveryId, position, reason, detail),
    count: (day: number, appId: number, verdict: Verdict, pushes: number, lastAt: number) => count.run(day, appId, verdict, pushes, lastAt),
  }
}

const refusedSignature = `${refused} AND reason IN ('signature-missing', 'signature-wrong', 'signature-malformed', 'unknown-key')`

export function countRefusals(reader: Reader, appId: number): number {
  return reader.prepare<[number], number>(`SELECT count(*) FROM deliveries WHERE appId = ? AND ${refusedSignature}`).pluck().get(appId) ?? 0
}

/** Kept refused pushes of an app after `afterId`, oldest first. */
export function listRefusals(reader: Reader, appId: number, afterId: number, limit: number): KeptRefusal[] {
  const rows = reader
    .prepare<[number, number, number], { id: number; receivedAt: number; body: string; head: string }>(
      `SELECT id, receivedAt, body, head FROM deliveries WHERE appId = ? AND id > ? AND ${refusedSignature} ORDER BY id LIMIT ?`,
    )
    .all(appId, afterId, limit)
  const later = reader.prepare<[number], string>('SELECT head FROM delivery_arrivals WHERE deliveryId = ? AND head IS NOT NULL').pluck()
  return rows.map(({ head, ...row }) => ({ ...row, heads: [head, ...later.all(row.id)] }))
}

/** A delivery journalled by a version that did not know its kind, with whose it is. */
export interface UnsupportedDelivery extends DeliveryRow {
  id: number
  appKey: string
  mode: Mode
}

/** Such deliveries after `afterId`, oldest first. */
export function listUnsupported(reader: Reader, afterId: number, limit: number): UnsupportedDelivery[] {
  return reader
    .prepare<[number, number], UnsupportedDelivery>(
      `SELECT d.id, d.appId, a.appKey, a.mode, d.receivedAt, d.kind, d.verdict, d.reason, d.signature, d.nonce, d.signedAt, d.identity,
              d.head, d.body, d.answer
         FROM deliveries d JOIN platform_apps a ON a.id = d.appId
        WHERE d.verdict NOT IN ('accepted', 'duplicate') AND d.verdict = 'unsupported' AND d.id > ? ORDER BY d.id LIMIT ?`,
    )
    .all(afterId, limit)
}

/** Nonces of the newest verified deliveries with the identity they came with, oldest first: what replay is checked against. */
export function listNonces(reader: Reader, limit: number): { appId: number; nonce: string; identity: string }[] {
  return reader
    .prepare<[number], { appId: number; nonce: string; identity: string }>(
      `SELECT appId, nonce, identity FROM deliveries WHERE nonce IS NOT NULL AND signature = 'valid' ORDER BY id DESC LIMIT ?`,
    )
    .all(limit)
    .reverse()
}
