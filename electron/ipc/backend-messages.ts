import type { BackendChannel, News, PayloadOf } from '../../shared/ipc/contract.ts'
import type { Envelope } from '../../shared/ipc/envelope.ts'

/**
 * What main and the backend process say to each other. Both ways of hosting the backend carry these by structured clone.
 * Secrets and the OS cipher travel here, by message, never by environment or argument.
 */
export type ToBackend =
  | {
      type: 'start'
      /** Electron's user-data folder: settings.json and profiles/ live in it. */
      dataDir: string
      /** False in a stand-in runtime without `MASKLINE_ALLOW_STANDIN=1`: no real account may be connected. */
      mayConnect: boolean
      /** Whether the OS can keep secrets (the `cipher` messages will be answered). */
      osKeeping: boolean
      held: Held | null
      systemProxy: OsProxy
    }
  | { type: 'call'; id: number; channel: BackendChannel; input: unknown }
  | { type: 'cipher-answer'; id: number; data: string | null }
  | { type: 'power'; mark: 'suspend' | 'resume' | 'shutdown' }
  /** The OS says something else than before. */
  | { type: 'system-proxy'; proxy: OsProxy }
  | { type: 'quit' }

export type FromBackend =
  | { type: 'ready' }
  | { type: 'answer'; id: number; envelope: Envelope }
  | { [K in News]: { type: 'news'; channel: K; payload: PayloadOf<K> } }[News]
  | { type: 'hold'; held: Held | null }
  /** `encrypt`: text to base64 ciphertext; `decrypt`: the way back. Answered by `cipher-answer`, null when it failed. */
  | { type: 'cipher'; id: number; action: 'encrypt' | 'decrypt'; data: string }
  /** Everything acknowledged is on disk and files are closed; the process exits next. */
  | { type: 'closed' }

/** How the OS wants the platform to be reached, by the scheme of the address: proxies as URLs, of whatever kind; null = straight. */
export interface OsProxy {
  http: string | null
  https: string | null
}

/** What unlocked the open profile, in main's memory only, so that a crash of the backend does not lock it again. Never logged. */
export interface Held {
  profileId: string
  text: string
}
