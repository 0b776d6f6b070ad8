import { Agent, EnvHttpProxyAgent, Pool, ProxyAgent, request, type buildConnector, type Dispatcher } from 'undici'
import type { ProxyChoice } from '../../shared/domain/platform-app.ts'
import { AppError } from '../../shared/errors.ts'
import { givenUp, ProxyFailure, unreachable, UnusableProxy, type Outcome } from './client-failure.ts'
import type { SystemProxy } from './client-proxy.ts'

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  headers: Record<string, string>
  body?: string | undefined
  /** Ends the try: with an `AppError` as reason that error is thrown, else it counts as `cancelled`. */
  signal: AbortSignal
}

export interface HttpAnswer {
  status: number
  /** `Location`, where a redirect would go; nothing is ever followed here. */
  location: string | null
  text: string
}

export interface Route {
  proxy: ProxyChoice
  /** What `system` means, decided by who knows the system. */
  systemProxy: SystemProxy
  timeoutMs: number
  /** `relaxed`: whatever certificate the other end shows is taken. */
  certificates: 'checked' | 'relaxed'
}

// A page of 100 bindings is some 50 KiB.
const maxAnswerBytes = 4 * 1024 * 1024

/**
 * A way out to the network. One connection per request, as the platform wants it (api.md §1: short connections, the server closes): we say
 * so in the request and never use a connection again, so that no request can meet one that is just being closed.
 */
export function makeDispatcher({ proxy, systemProxy, timeoutMs, certificates }: Route): Dispatcher {
  // Shorter than the try, so that a network that swallows everything shows as "never connected", not as "outcome unknown".
  const connectTimeout = Math.min(10_000, Math.round(timeoutMs * 0.6))
  const tls = { allowH2: false, rejectUnauthorized: certificates === 'checked' }
  const options = { pipelining: 0, allowH2: false, headersTimeout: 0, bodyTimeout: 0, connect: { timeout: connectTimeout, ...tls } }
  const viaProxy = (...proxies: string[]) => {
    const kinds = new Map(proxies.map((url) => [new URL(reachable(url)).origin, new URL(url).protocol.slice(0, -1)]))
    const connectTo = (kind: string, given: object) => (/^https?$/.test(kind) ? markedConnect(given) : refuse(kind))
    return {
      ...options,
      connectTimeout,
      requestTls: tls,
      // The first makes the connections that ask for a tunnel, the second all others, those to a proxy for plain HTTP among them.
      clientFactory: (origin: URL, given: object) =>
        new Pool(origin, { ...given, connect: connectTo(kinds.get(origin.origin) ?? 'http', given) }),
      factory: (origin: string | URL, given: object) => {
        const kind = kinds.get(new URL(origin).origin)
        return new Pool(origin, { ...given, pipelining: 0, ...(kind !== undefined && { connect: connectTo(kind, given) }) })
      },
    }
  }
  switch (proxy.kind) {
    case 'none':
      return new Agent(options)
    case 'explicit':
      return new ProxyAgent({ ...viaProxy(proxy.url), uri: proxy.url })
    case 'system': {
      const { http, https, except } = systemProxy
      const route = viaProxy(...[http, https].filter((url) => url !== null))
      const { factory } = route
      return new EnvHttpProxyAgent({
        ...route,
        // Where only plain HTTP has a proxy, undici sends all else through it too.
        factory: (origin, given) =>
          https === null && new URL(origin).protocol === 'https:' ? new Pool(origin, { ...given, ...options }) : factory(origin, given),
        // Empty, not absent: undici would look into the environment by itself.
        httpProxy: reachable(http ?? ''),
        httpsProxy: reachable(https ?? ''),
        noProxy: except,
      })
    }
  }
}

/** undici chooses by the scheme how to speak to a proxy; one of a kind that we do not speak to is never connected to. */
function reachable(url: string): string {
  return /^https?:/i.test(url) ? url : url.replace(/^[^:]+:/, 'http:')
}

const refuse =
  (kind: string): buildConnector.connector =>
  (_, done) =>
    queueMicrotask(() => done(new UnusableProxy(kind), null))

/** Failing to reach the proxy is told from failing to reach the platform by who tried. */
function markedConnect(given: object): buildConnector.connector {
  const { connect } = given as { connect: buildConnector.connector }
  return (options, done) =>
    connect(options, (...[error, socket]: buildConnector.CallbackArgs) =>
      error === null ? done(null, socket) : done(new ProxyFailure(error), null),
    )
}

/**
 * Sends once and reads the whole answer.
 * @throws AppError `platform-unreachable` with `details.reason` and `details.outcome`; `cancelled`
 */
export async function send(dispatcher: Dispatcher, { method, url, headers, body, signal }: HttpRequest): Promise<HttpAnswer> {
  let outcome: Outcome = 'not-sent'
  const watched = dispatcher.compose(
    (dispatch) => (options, handler) =>
      dispatch(
        options,
        startWatched(handler, () => (outcome = 'unknown')),
      ),
  )
  try {
    signal.throwIfAborted()
    const answer = await request(url, { method, headers, dispatcher: watched, signal, ...(body !== undefined && { body }) })
    const { location } = answer.headers
    return {
      status: answer.statusCode,
      location: typeof location === 'string' ? location : null,
      text: await textWithin(answer.body),
    }
  } catch (error) {
    throw signal.aborted ? givenUp(signal.reason, outcome) : unreachable(error, outcome)
  }
}

/** The request's first byte goes out only after the connection stands, TLS and proxy's tunnel included. */
function startWatched(handler: Dispatcher.DispatchHandler, onStart: () => void): Dispatcher.DispatchHandler {
  return {
    onRequestStart(controller, context) {
      onStart()
      handler.onRequestStart?.(controller, context)
    },
    onResponseStart: (...args) => handler.onResponseStart?.(...args),
    onResponseData: (...args) => handler.onResponseData?.(...args),
    onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
    onResponseError: (...args) => handler.onResponseError?.(...args),
  }
}

async function textWithin(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxAnswerBytes) {
      throw new AppError('platform-contract', `an answer of more than ${maxAnswerBytes} bytes`, {
        details: { reason: 'answer-too-large', outcome: 'unknown' },
      })
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
