import { createHmac } from 'node:crypto'
import { dayMs } from '../../shared/domain/time.ts'
import type { Recording, RecordingBook } from './recordings.ts'
import { makeWav } from './wav.ts'

/** The store of recordings as seen from outside: temporary addresses, and the bytes behind them. */
export interface RecordingFiles {
  /** On the simulator's own server. */
  addressOf(recording: Recording): string
  /** @param url path and query as requested; null = no address of this kind. Bytes or the status of a refusal */
  read(url: URL): { wav: Buffer } | { status: 403 | 404 } | null
}

/** "The link is valid 3 days" (api.md §8). */
export const addressValidMs = 3 * dayMs
const path = '/recordings'

interface Options {
  recordings: RecordingBook
  /** Simulated epoch ms. */
  now(): number
  /** Makes the tokens in the addresses. */
  key: string
  /** Where this server is reached, without a slash at the end. */
  origin(): string
}

export function makeRecordingFiles({ recordings, now, key, origin }: Options): RecordingFiles {
  const tokenOf = (parts: readonly string[]) => createHmac('sha256', key).update(parts.join('\n')).digest('base64url')

  return {
    addressOf({ appKey, domain, objectName }) {
      const expires = String(Math.floor(now() + addressValidMs))
      const query = new URLSearchParams({ app: appKey, expires, token: tokenOf([appKey, domain, objectName, expires]) })
      return `${origin()}${path}/${encodeURIComponent(domain)}/${encodeURIComponent(objectName)}?${query}`
    },
    read({ pathname, searchParams }) {
      const [root, domain = '', objectName = '', ...rest] = pathname.slice(1).split('/').map(decoded)
      if (`/${root}` !== path || rest.length > 0) return null
      const { app = '', expires = '', token = '' } = Object.fromEntries(searchParams)
      if (token !== tokenOf([app, domain, objectName, expires]) || Number(expires) <= now()) return { status: 403 }
      const recording = recordings.find(app, domain, objectName)
      return recording ? { wav: makeWav(recording.seconds) } : { status: 404 }
    },
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
