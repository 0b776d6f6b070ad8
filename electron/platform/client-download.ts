import { request, type Dispatcher } from 'undici'
import { AppError } from '../../shared/errors.ts'
import { givenUp, isCertificateFailure, Overdue, unreachable } from './client-failure.ts'
import type { ClientTimers } from './client-turns.ts'

interface Options {
  /** Checks certificates. */
  strict: Dispatcher
  /** Takes any certificate. */
  relaxed: Dispatcher
  timers: ClientTimers
  /** Without a byte for this long it is given up. */
  quietMs: number
}

const mostRedirects = 3

/**
 * Reads a recording into memory from the temporary address the platform gave (api.md §8). No header of ours goes there: the address is
 * its own permission. A certificate that does not hold is overlooked, as the documentation says it may have to be, for this host alone
 * and only after a try with checking failed; whoever stands between could forge a recording, not learn a secret.
 * @throws AppError `not-found` when the address no longer serves (3 days) or the file is gone (7 days), `no-capacity` beyond `maxBytes`
 */
export async function download(
  { strict, relaxed, timers, quietMs }: Options,
  address: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  let url = webAddress(address, null)
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const fetchFrom = (dispatcher: Dispatcher) => fetchOnce({ dispatcher, timers, quietMs }, url, maxBytes, signal)
    const got = await fetchFrom(strict).catch((error: unknown) => {
      if (!isCertificateFailure(error)) throw error
      return fetchFrom(relaxed)
    })
    if ('bytes' in got) return got.bytes
    url = webAddress(got.location, url)
  }
  throw new AppError('platform-contract', `a recording lay behind more than ${mostRedirects} redirects`, {
    details: { reason: 'too-many-redirects' },
  })
}

interface Fetching {
  dispatcher: Dispatcher
  timers: ClientTimers
  quietMs: number
}

async function fetchOnce(
  { dispatcher, timers, quietMs }: Fetching,
  url: URL,
  maxBytes: number,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array } | { location: string }> {
  const quiet = new AbortController()
  const watch = () => timers.after(quietMs, () => quiet.abort(new Overdue(quietMs)))
  let stopWatch = watch()
  const either = AbortSignal.any([signal, quiet.signal])
  try {
    const { statusCode, headers, body } = await request(url, { dispatcher, signal: either })
    const { location } = headers
    if (statusCode >= 300 && statusCode <= 399 && typeof location === 'string') {
      await body.dump()
      return { location }
    }
    if (statusCode < 200 || statusCode > 299) {
      await body.dump()
      throw refusal(statusCode)
    }
    const chunks: Buffer[] = []
    let length = 0
    for await (const chunk of body as AsyncIterable<Buffer>) {
      stopWatch()
      stopWatch = watch()
      length += chunk.length
      if (length > maxBytes) {
        throw new AppError('no-capacity', `the recording is larger than ${maxBytes} bytes`, {
          details: { reason: 'recording-too-large', maxBytes },
        })
      }
      chunks.push(chunk)
    }
    return { bytes: Buffer.concat(chunks) }
  } catch (error) {
    throw either.aborted ? givenUp(either.reason, 'unknown') : unreachable(error, 'unknown')
  } finally {
    stopWatch()
  }
}

function refusal(status: number): AppError {
  // A temporary address that has run out is refused by the store with 401 or 403.
  if ([401, 403, 404, 410].includes(status)) {
    return new AppError('not-found', `the recording is not there any more (HTTP ${status})`, {
      details: { reason: 'recording-gone', status },
    })
  }
  return new AppError('platform-unreachable', `HTTP ${status} instead of a recording`, { details: { reason: 'server-error', status } })
}

/** @param from where a redirect came from: it may not leave TLS */
function webAddress(text: string, from: URL | null): URL {
  const url = URL.canParse(text, from?.href) ? new URL(text, from?.href) : null
  if (url === null || !/^https?:$/.test(url.protocol) || (from?.protocol === 'https:' && url.protocol === 'http:')) {
    throw new AppError('platform-contract', 'the address of a recording is no web address, or leaves TLS', {
      details: { reason: 'recording-address' },
    })
  }
  return url
}
