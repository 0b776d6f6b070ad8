import { maskText } from '../../shared/domain/phone-number.ts'

/** Requests that may wait: a burst fits, a flood does not. */
const mostWaiting = 2_000
/** Of their bodies, bytes. */
const mostWaitingSize = 16 * 1024 * 1024

/** Keeps requests that were no pushes. */
export interface RejectKeeper<R> {
  keep: (reject: R) => void
  /** Resolves when what waits is kept, or has failed to be. */
  close: () => Promise<void>
}

/**
 * What waits is written together, one commit after another: they must not stand in the way of pushes. Anybody who knows the address can
 * send such requests without end; they are answered 4xx, and those of a flood are dropped, with one line for each burst.
 */
export function createRejectKeeper<R extends { body: Uint8Array }>(
  write: (rejects: R[]) => Promise<unknown>,
  log: (line: string) => void,
): RejectKeeper<R> {
  let waiting: R[] = []
  let waitingSize = 0
  let dropping = false
  let writing: Promise<void> | null = null

  async function writeWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const taken = waiting
      waiting = []
      waitingSize = 0
      try {
        await write(taken)
      } catch (thrown) {
        log(maskText(`requests that were no pushes could not be kept (${taken.length}): ${thrown}`))
      }
    }
    dropping = false
  }

  return {
    keep(reject) {
      if (waiting.length >= mostWaiting || waitingSize + reject.body.length > mostWaitingSize) {
        if (!dropping) log('more requests that are no pushes come in than can be kept; some are not listed')
        dropping = true
        return
      }
      waiting.push(reject)
      waitingSize += reject.body.length
      writing ??= writeWaiting().finally(() => (writing = null))
    },
    close: async () => writing ?? undefined,
  }
}
