import type { PlatformApp } from '../../shared/domain/platform-app.ts'
import type { KeptRefusal } from '../store/deliveries.ts'
import { judgePush, type PushHeaders } from '../sources/receiver/judge.ts'
import type { NonceMemory } from '../sources/receiver/nonces.ts'
import type { Arrival } from '../ingest/arrival.ts'
import type { Database } from './database.ts'

/** Kept refusals looked at together. */
const pageSize = 100

/** Checks the kept refused pushes of an app again and takes in those whose signature holds now, at the time they first came. */
export async function reverify(
  database: Database,
  app: PlatformApp,
  secrets: readonly string[],
  nonces: NonceMemory,
): Promise<{ accepted: number; stillRefused: number }> {
  const result = { accepted: 0, stillRefused: 0 }
  for (let afterId = 0; ;) {
    const kept = await database.askLong('refusals', { appId: app.id, afterId, limit: pageSize })
    for (const refusal of kept) {
      const arrival = judgeAgain(refusal, app, secrets, nonces)
      if (arrival === null) result.stillRefused += 1
      else {
        await database.write('rejudge', { deliveryId: refusal.id, arrival })
        result.accepted += 1
      }
    }
    const last = kept.at(-1)
    if (last === undefined || kept.length < pageSize) return result
    afterId = last.id
  }
}

/**
 * Each head it came with is tried. Replay is looked for as in the receiver, with its memory: a caught head under another body was
 * refused like the true push, and must not come in with it. Oldest first, so the true one is met before its forgery.
 * A question in it was refused an answer, so it has none.
 */
function judgeAgain(refusal: KeptRefusal, app: PlatformApp, secrets: readonly string[], nonces: NonceMemory): Arrival | null {
  const body: unknown = JSON.parse(refusal.body)
  for (const head of refusal.heads) {
    const headers = JSON.parse(head) as PushHeaders
    const push = { app, secrets, headers, text: refusal.body, body, answers: null, receivedAt: refusal.receivedAt }
    const arrival = judgePush(push, nonces)
    if (arrival.verdict !== 'refused') return arrival
  }
  return null
}
