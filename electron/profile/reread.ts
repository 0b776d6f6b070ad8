import type { Arrival } from '../ingest/arrival.ts'
import { translate } from '../platform/translate.ts'
import type { UnsupportedDelivery } from '../store/deliveries.ts'
import type { Database } from './database.ts'

/** Kept deliveries looked at together. */
const pageSize = 100

/**
 * Takes in what a version that did not know its kind has only journalled: texts, number statuses, digits, questions. Each gets another
 * verdict by that, so this finds nothing a second time; where it is stopped or fails, the next start goes on.
 * @param stopped asked before each one
 * @returns how many were read again
 */
export async function rereadUnsupported(database: Pick<Database, 'askLong' | 'write'>, stopped: () => boolean): Promise<number> {
  let reread = 0
  for (let afterId = 0; ;) {
    const kept = await database.askLong('unsupported', { afterId, limit: pageSize })
    for (const delivery of kept) {
      if (stopped()) return reread
      await database.write('rejudge', { deliveryId: delivery.id, arrival: readAgain(delivery) })
      reread += 1
    }
    const last = kept.at(-1)
    if (last === undefined || kept.length < pageSize) return reread
    afterId = last.id
  }
}

/** It was believed when it came. A question in it was given no decision, so it has none now. */
function readAgain({ id: _, ...delivery }: UnsupportedDelivery): Arrival {
  const body: unknown = JSON.parse(delivery.body)
  return { ...delivery, ...translate(delivery.body, body, { appKey: delivery.appKey, answers: null }) }
}
