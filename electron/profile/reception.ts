import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo, Server } from 'node:net'
import { createServer } from 'node:net'
import { AppError, toErrorInfo } from '../../shared/errors.ts'
import type { ReceiverState } from '../../shared/ipc/system.ts'
import type { ReceiverSettings } from '../../shared/settings.ts'
import { createReceiver, type ReceiverPorts } from '../sources/receiver/receiver.ts'
import type { Timers } from './timers.ts'

/** Requests in flight at the end are answered; a sender that never finishes cannot hold up the end. */
const farewellMs = 2_000
const firstRetryMs = 1_000
const longestRetryMs = 60_000

/** The receiver as a service: where it listens, and why not. */
export interface Reception {
  state: () => ReceiverState
  waiting: () => number
  /** Listens with other settings; on failure the receiver goes on as it was. @throws AppError `conflict`, `invalid-input` */
  move: (settings: ReceiverSettings) => Promise<void>
  close: () => Promise<void>
}

interface Listening {
  server: Server
  waiting: () => number
  url: string
  /** The one it got where settings say 0. */
  port: number
}

interface ReceptionOptions extends Pick<Timers, 'after'> {
  /** A receiver that could not listen listens now. */
  onChange: () => void
}

/**
 * Starts listening. A port that is taken or an address that is not up yet is a state to be shown, not a reason to keep the profile
 * closed, and it is tried again until it is free or other settings come.
 */
export async function openReception(settings: ReceiverSettings, ports: ReceiverPorts, options: ReceptionOptions): Promise<Reception> {
  let current = settings
  let listening: Listening | null = null
  let failure: unknown = null
  /** One move at a time: of two at once, one receiver would be forgotten and never end. */
  let turn: Promise<unknown> = Promise.resolve()
  let closed = false
  let stopRetrying = () => {}

  const start = async (wanted: ReceiverSettings) => {
    listening = await listen(wanted, ports)
    current = wanted
    failure = null
  }
  const stop = async () => {
    const old = listening
    listening = null
    if (old) await end(old.server)
  }
  const moveNow = async (wanted: ReceiverSettings) => {
    const old = listening
    if (old === null || wanted.port !== old.port) {
      // Both listen for a moment: no push finds the door shut, and where the new address fails nothing has changed.
      await start(wanted)
      if (old) await end(old.server)
      return
    }
    // The same port cannot be listened on twice, so the old one ends first and comes back if the new one fails.
    await stop()
    try {
      await start(wanted)
    } catch (thrown) {
      await listen({ ...current, port: old.port }, ports).then(
        (back) => (listening = back),
        (notBack: unknown) => (failure = notBack),
      )
      throw thrown
    }
  }
  const retryIn = (ms: number) => {
    if (closed || listening !== null || !mayPass(failure)) return
    stopRetrying = options.after(ms, () => {
      turn = turn.then(() => retryNow(ms))
    })
  }
  const retryNow = async (waited: number) => {
    if (closed || listening !== null) return
    try {
      await start(current)
      options.onChange()
    } catch (thrown) {
      failure = thrown
      retryIn(Math.min(waited * 2, longestRetryMs))
    }
  }
  await start(settings).catch((thrown: unknown) => (failure = thrown))
  retryIn(firstRetryMs)

  return {
    state: () => ({
      settings: current,
      state: listening ? 'listening' : failure ? 'failed' : 'stopped',
      url: listening?.url ?? null,
      error: failure ? toErrorInfo(failure) : null,
    }),
    waiting: () => listening?.waiting() ?? 0,
    move(wanted) {
      const moved = turn.then(() => {
        stopRetrying()
        return moveNow(wanted)
      })
      turn = moved.catch(() => retryIn(firstRetryMs))
      return moved
    },
    close() {
      closed = true
      stopRetrying()
      return turn.then(stop)
    },
  }
}

/** Another program may end, an interface may come up; a bad certificate or a forbidden port stays as it is. */
function mayPass(failure: unknown): boolean {
  const reason = failure instanceof AppError ? failure.details?.['reason'] : null
  return reason === 'port-taken' || reason === 'no-such-address'
}

async function listen({ host, port, tls }: ReceiverSettings, ports: ReceiverPorts): Promise<Listening> {
  const { server, waiting } = create(ports, tls)
  server.listen({ host, port, backlog: 1024 })
  try {
    await once(server, 'listening')
  } catch (cause) {
    server.close()
    throw await explain(cause, host, port)
  }
  const address = server.address() as AddressInfo
  const name = host.includes(':') ? `[${host}]` : host
  return { server, waiting, url: `${tls ? 'https' : 'http'}://${name}:${address.port}`, port: address.port }
}

/** Node reads the PEM files when the server is made, and says of a bad one only which OpenSSL routine disliked it. */
function create(ports: ReceiverPorts, tls: ReceiverSettings['tls']): ReturnType<typeof createReceiver> {
  if (tls === null) return createReceiver(ports, null)
  const pem = readTls(tls)
  try {
    return createReceiver(ports, pem)
  } catch (cause) {
    throw new AppError('invalid-input', 'certificate and key are no matching PEM files', {
      cause,
      details: { reason: 'tls-pem', path: 'tls.certFile' },
    })
  }
}

function readTls({ certFile, keyFile }: NonNullable<ReceiverSettings['tls']>): { cert: Buffer; key: Buffer } {
  const read = (path: string, field: string) => {
    try {
      return readFileSync(path)
    } catch (cause) {
      throw new AppError('invalid-input', `tls.${field} cannot be read`, { cause, details: { reason: 'tls-file', path: `tls.${field}` } })
    }
  }
  return { cert: read(certFile, 'certFile'), key: read(keyFile, 'keyFile') }
}

async function explain(cause: unknown, host: string, port: number): Promise<AppError> {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (code === 'EADDRINUSE') {
    const freePort = await findFreePort(host, port)
    return new AppError('conflict', `port ${port} is taken`, {
      cause,
      details: { reason: 'port-taken', port, ...(freePort !== null && { freePort }) },
    })
  }
  if (code === 'EACCES')
    return new AppError('restricted', `port ${port} is not ours to use`, { cause, details: { reason: 'port-forbidden', port } })
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new AppError('invalid-input', 'this machine has no such address', {
      cause,
      details: { reason: 'no-such-address', path: 'host' },
    })
  }
  return new AppError('internal', 'the receiver could not listen', { cause, details: { reason: 'listen-failed' } })
}

/** The next free port above the taken one, else any: near the old one it is easier to remember and to open in a firewall. */
async function findFreePort(host: string, taken: number): Promise<number | null> {
  for (let port = taken + 1; port <= Math.min(taken + 20, 65_535); port += 1) {
    if (await isFree(host, port)) return port
  }
  return null
}

async function isFree(host: string, port: number): Promise<boolean> {
  const probe = createServer()
  probe.listen({ host, port })
  try {
    await once(probe, 'listening')
    return true
  } catch {
    return false
  } finally {
    probe.close()
  }
}

async function end(server: Server & { closeIdleConnections?: () => void; closeAllConnections?: () => void }): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections?.()
  const impatience = setTimeout(() => server.closeAllConnections?.(), farewellMs)
  await closed
  clearTimeout(impatience)
}
