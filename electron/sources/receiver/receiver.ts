import { isUtf8 } from 'node:buffer'
import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { keptBytesOfRejected, maxBodyMs, type DeliveryReason } from '../../../shared/domain/delivery.ts'
import type { PlatformApp } from '../../../shared/domain/platform-app.ts'
import type { Arrival } from '../../ingest/arrival.ts'
import type { Reject } from '../../store/rejects.ts'
import { createBodyReader, type ReadBody } from './body.ts'
import { judgePush, keptHead, type PushHeaders } from './judge.ts'
import type { NonceMemory } from './nonces.ts'
import type { QuestionDesk } from './questions.ts'

/** The first part of every push URL. */
const pushRoot = '/push/'

/** Pushes that may wait for the writer: few enough to fit in memory, many enough for a burst of the platform. */
export interface WaitingLimits {
  pushes: number
  /** Of their bodies, in characters: 20,000 of the largest that are let in would not fit. */
  size: number
}
/** Far more than the platform opens, far fewer than a process has file descriptors. */
const maxConnections = 2_048

const houseLimits: WaitingLimits = { pushes: 20_000, size: 128 * 1024 * 1024 }

/** What the receiver does not decide itself. */
export interface ReceiverPorts {
  now: () => number
  /** The app behind an unguessable path part. */
  appOf: (pathToken: string) => PlatformApp | null
  /** Secrets at hand; none means they wait to be unlocked. */
  secretsOf: (appId: number) => readonly string[]
  nonces: NonceMemory
  /** Stores arrivals durably; resolves to how many of them, from the front, are on disk. Never rejects. */
  store: (arrivals: Arrival[]) => Promise<number>
  /** Answers what cannot wait for the disk. */
  questions: QuestionDesk
  /** Keeps a request that was no readable push. */
  reject: (reject: Reject) => void
}

interface Waiting {
  arrival: Arrival
  response: ServerResponse
  /** What is told whether it was stored, where a question was asked; else the answer waits for the disk. */
  asked: ((stored: boolean) => void) | null
}

/**
 * The web hook: HTTP in, judged arrivals out, and the answer only after they are on disk, but to a question, see questions.ts. What comes in
 * during one turn of the loop is handed to the writer together, so that many requests share one commit without any of them waiting for a
 * timer.
 */
export function createReceiver(
  ports: ReceiverPorts,
  tls: { cert: Buffer; key: Buffer } | null,
  most = houseLimits,
): { server: Server; waiting: () => number } {
  const bodies = createBodyReader()
  let batch: Waiting[] = []
  let waiting = 0
  let waitingSize = 0

  async function flush(): Promise<void> {
    const taken = batch
    batch = []
    const stored = await ports.store(taken.map(({ arrival }) => arrival))
    waiting -= taken.length
    for (const { arrival } of taken) waitingSize -= arrival.body.length
    for (const [index, { arrival, response, asked }] of taken.entries()) {
      if (asked) asked(index < stored)
      else if (index >= stored) unavailable(response, 'database-not-writable')
      else if (arrival.verdict === 'refused') answer(response, 401, `${arrival.reason}`)
      else answer(response, 200)
    }
  }

  function enqueue(arrival: Arrival, response: ServerResponse): void {
    const { answer: text, verdict } = arrival
    const asked = text === null || verdict === 'refused' ? null : ports.questions.begin(arrival, () => send(response, 200, text))
    if (waiting >= most.pushes || waitingSize + arrival.body.length > most.size) {
      return asked ? asked(false) : unavailable(response, 'queue-full')
    }
    if (batch.length === 0) setImmediate(() => void flush())
    batch.push({ arrival, response, asked })
    waiting += 1
    waitingSize += arrival.body.length
  }

  /** The bytes are copied: a view of them would cross threads with the whole slab they were read into. */
  function keepReject(request: IncomingMessage, app: PlatformApp, reason: DeliveryReason, body: Uint8Array): void {
    ports.reject({ appId: app.id, receivedAt: ports.now(), reason, head: keptHead(headersOf(request)), body: new Uint8Array(body) })
  }

  function take(request: IncomingMessage, response: ServerResponse, app: PlatformApp, read: ReadBody): void {
    if ('reason' in read) {
      keepReject(request, app, read.reason, read.bytes)
      // The rest of the body is not read: the connection cannot serve another request.
      response.setHeader('Connection', 'close')
      return answer(response, read.reason === 'too-large' ? 413 : 408, read.reason)
    }
    const secrets = ports.secretsOf(app.id)
    if (secrets.length === 0) return unavailable(response, 'secret-not-available')
    const parsed = parseJson(read.bytes)
    if (parsed === null) {
      keepReject(request, app, 'not-json', read.bytes.subarray(0, keptBytesOfRejected))
      return answer(response, 400, 'not-json')
    }
    const push = { app, secrets, headers: headersOf(request), answers: app.answers, receivedAt: ports.now(), ...parsed }
    enqueue(judgePush(push, ports.nonces), response)
  }

  const listener: RequestListener = (request, response) => {
    const app = ports.appOf(pathTokenOf(request.url ?? ''))
    // A body nobody reads must not hold the connection: whoever drips it needs no path to do so.
    if (app === null || request.method !== 'POST') response.setHeader('Connection', 'close')
    if (app === null) return answer(response, 404)
    if (request.method !== 'POST') {
      response.setHeader('Allow', 'POST')
      return answer(response, 405)
    }
    bodies.read(request, ports.now(), (read) => take(request, response, app, read))
  }

  const limits = { requestTimeout: 0, headersTimeout: maxBodyMs, keepAliveTimeout: 60_000, connectionsCheckingInterval: 1_000 }
  const server = tls ? createHttpsServer({ ...limits, ...tls }, listener) : createHttpServer(limits, listener)
  server.maxConnections = maxConnections
  const sweeping = setInterval(() => bodies.sweep(ports.now() - maxBodyMs), 500).unref()
  server.on('close', () => clearInterval(sweeping))
  return { server, waiting: () => waiting }
}

/** `/push/<token>` and anything below it: the platform's console has several address fields and some people add a word to each. */
function pathTokenOf(url: string): string {
  if (!url.startsWith(pushRoot)) return ''
  const end = url.slice(pushRoot.length).search(/[/?]/)
  return end === -1 ? url.slice(pushRoot.length) : url.slice(pushRoot.length, pushRoot.length + end)
}

export function pushPath(pathToken: string): string {
  return `${pushRoot}${pathToken}`
}

function headersOf(request: IncomingMessage): PushHeaders {
  const { authorization, 'x-aksk': aksk, 'x-wsse': wsse, 'content-type': type } = request.headers
  return { authorization, 'x-aksk': single(aksk), 'x-wsse': single(wsse), 'content-type': type }
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

/** Bytes that are no UTF-8 would be stored altered, so they count as no JSON and are kept as bytes. */
function parseJson(bytes: Buffer): { text: string; body: unknown } | null {
  if (!isUtf8(bytes)) return null
  const text = bytes.toString('utf8')
  try {
    return { text, body: JSON.parse(text) as unknown }
  } catch {
    return null
  }
}

function answer(response: ServerResponse, status: number, reason?: string): void {
  send(response, status, reason === undefined ? '' : JSON.stringify({ reason }))
}

/** @param body JSON, or nothing */
function send(response: ServerResponse, status: number, body: string): void {
  if (response.destroyed) return
  response.writeHead(status, { 'Content-Length': Buffer.byteLength(body), ...(body && { 'Content-Type': 'application/json' }) })
  response.end(body)
}

/** The platform pushes again after anything but 200 (callbacks.md §7). */
function unavailable(response: ServerResponse, reason: string): void {
  response.setHeader('Retry-After', '60')
  answer(response, 503, reason)
}
