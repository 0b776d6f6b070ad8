import { maskText } from '../../shared/domain/phone-number.ts'

/** Each is a commit of its own: more at once would only stand in the way of pushes. */
const mostInFlight = 16

/**
 * Keeps requests that were no pushes, a few at a time. Anybody who knows the address can send them without end; they are answered 4xx
 * and only the newest stay on the list anyway, so those of a flood are dropped, with one line for each burst.
 */
export function createRejectKeeper<R>(write: (reject: R) => Promise<unknown>, log: (line: string) => void): (reject: R) => void {
  let inFlight = 0
  let dropped = 0
  return (reject) => {
    if (inFlight >= mostInFlight) {
      dropped += 1
      if (dropped === 1) log('more requests that are no pushes come in than can be kept; some are not listed')
      return
    }
    inFlight += 1
    void write(reject)
      .catch((thrown: unknown) => log(maskText(`a request that was no push could not be kept: ${thrown}`)))
      .finally(() => {
        inFlight -= 1
        if (inFlight === 0) dropped = 0
      })
  }
}
