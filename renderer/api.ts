import type { Channel, News, OutputOf, PayloadOf, SentTo } from '../shared/ipc/contract.ts'
import type { Envelope } from '../shared/ipc/envelope.ts'
import { AppError, fromErrorInfo, toErrorInfo } from '../shared/errors.ts'

/** What the preload puts on the window. It knows channel names and nothing else. */
export interface Bridge {
  call(channel: Channel, input: unknown): Promise<Envelope>
  on(channel: News, listener: (payload: unknown) => void): () => void
}

declare global {
  interface Window {
    readonly maskline: Bridge
  }
}

/** A channel whose input has no required field may be called without one. */
type Arguments<K extends Channel> = Record<string, never> extends SentTo<K> ? [input?: SentTo<K>] : [input: SentTo<K>]

export interface Api {
  /** @throws AppError only, whatever went wrong on the way. */
  call<K extends Channel>(channel: K, ...input: Arguments<K>): Promise<OutputOf<K>>
  /** Returns the function that stops listening. */
  on<K extends News>(channel: K, listener: (payload: PayloadOf<K>) => void): () => void
}

export function createApi(bridge: Bridge): Api {
  return {
    async call<K extends Channel>(channel: K, ...[input]: Arguments<K>) {
      const answer = await bridge
        .call(channel, input ?? {})
        .catch((thrown: unknown): Envelope => ({ ok: false, error: toErrorInfo(thrown) }))
      if (!answer.ok) throw fromErrorInfo(answer.error)
      return answer.value as OutputOf<K>
    },
    on<K extends News>(channel: K, listener: (payload: PayloadOf<K>) => void) {
      return bridge.on(channel, (payload) => listener(payload as PayloadOf<K>))
    },
  }
}

/** Anything caught around a call as the one error type the page explains. */
export function asAppError(thrown: unknown): AppError {
  return thrown instanceof AppError ? thrown : fromErrorInfo(toErrorInfo(thrown))
}
