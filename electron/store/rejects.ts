import type { DeliveryReason } from '../../shared/domain/delivery.ts'
import type { Writer } from './connection.ts'

/** A request that was no readable push, with what had come of it. */
export interface Reject {
  appId: number
  receivedAt: number
  reason: DeliveryReason
  head: string
  body: Uint8Array
}

export interface RejectLimits {
  requests: number
  /** Of heads and bodies, bytes. */
  size: number
}

/** Anybody who knows the address can send such requests without end, so only the newest are kept, for each to be found for days. */
export const houseRejectLimits: RejectLimits = { requests: 20_000, size: 64 * 1024 * 1024 }

/** Looked at together when room is made. */
const removedTogether = 100

const sizeOf = `length(CAST(head AS BLOB)) + length(body)`

/** The list of requests that were no pushes; the oldest make room for new ones. */
export function rejectStatements(writer: Writer, limits = houseRejectLimits) {
  const insert = writer.prepare(
    'INSERT INTO rejects (appId, receivedAt, reason, head, body) VALUES (:appId, :receivedAt, :reason, :head, :body)',
  )
  const sum = writer.prepare<[], RejectLimits>(`SELECT count(*) AS requests, coalesce(sum(${sizeOf}), 0) AS size FROM rejects`)
  const oldest = writer.prepare<[number], { id: number; size: number }>(`SELECT id, ${sizeOf} AS size FROM rejects ORDER BY id LIMIT ?`)
  const removeUpTo = writer.prepare('DELETE FROM rejects WHERE id <= ?')
  /** Of the table; null = to be read. */
  let kept: RejectLimits | null = null

  function makeRoom(used: RejectLimits): void {
    while (used.requests > limits.requests || used.size > limits.size) {
      let last = 0
      for (const { id, size } of oldest.all(removedTogether)) {
        if (used.requests <= limits.requests && used.size <= limits.size) break
        last = id
        used.requests -= 1
        used.size -= size
      }
      removeUpTo.run(last)
    }
  }

  const insertAll = writer.transaction((rejects: readonly Reject[]) => {
    const used = kept ?? { ...(sum.get() ?? { requests: 0, size: 0 }) }
    kept = null
    for (const reject of rejects) {
      insert.run(reject)
      used.requests += 1
      used.size += Buffer.byteLength(reject.head) + reject.body.length
    }
    makeRoom(used)
    return used
  })

  return {
    /** One commit for all of them. @throws when the database cannot be written; then none is kept */
    insert(rejects: readonly Reject[]): void {
      kept = insertAll(rejects)
    },
  }
}
