import { AppError, toErrorInfo } from '../../shared/errors.ts'
import type { ShellState } from '../../shared/ipc/system.ts'
import type { BackendChannel } from '../../shared/ipc/contract.ts'
import type { Envelope } from '../../shared/ipc/envelope.ts'
import type { FromBackend, Held, OsProxy, ToBackend } from '../ipc/backend-messages.ts'
import type { Cipher } from './cipher.ts'
import type { LogLine } from './log.ts'

/** Main's side of the backend: starts it, starts it again when it crashes, carries calls to it and news from it. */

export type BackendState = ShellState['backend']
type StartMessage = Omit<Extract<ToBackend, { type: 'start' }>, 'held'>
type NewsMessage = Extract<FromBackend, { type: 'news' }>

/** The part of a hosted process that is needed here; `backend-host.ts` makes them. */
export interface BackendProcess {
  send: (message: ToBackend) => void
  onMessage: (listener: (message: FromBackend) => void) => void
  onExit: (listener: (code: number | null) => void) => void
  kill: () => void
}

export interface LinkOptions {
  launch: () => BackendProcess
  start: StartMessage
  cipher: Cipher
  log: LogLine
  now: () => number
  onNews: (news: NewsMessage) => void
  onState: (state: BackendState) => void
}

export interface BackendLink {
  /** Never rejects. While the backend starts, calls wait for it, at most `patienceMs`. */
  call: (channel: BackendChannel, input: unknown) => Promise<Envelope>
  power: (mark: 'suspend' | 'resume' | 'shutdown') => void
  /** For the backend that runs and those after it. */
  systemProxy: (proxy: OsProxy) => void
  state: () => BackendState
  /** Ends the process and starts it again at once: its code has changed (dev). */
  restart: () => void
  /** Asks the backend to finish, waits for `closed` and its exit, but not forever. */
  quit: () => Promise<void>
}

/** How long a call waits for a backend that is starting. */
export const patienceMs = 15_000
/** How long a quit may take: a last commit and a checkpoint of a large database on a slow disk. */
export const quitPatienceMs = 10_000
/** A backend that ran this long was healthy: its next crash starts counting afresh. */
const healthyMs = 60_000
const longestBackoffMs = 30_000
/** From here on the strip says "failed", though it is still tried. */
const triesBeforeFailed = 5

/** 250 ms, doubled with each crash in a row. */
export function backoffMs(crashesInARow: number): number {
  return Math.min(longestBackoffMs, 250 * 2 ** Math.max(0, crashesInARow - 1))
}

interface Waiting {
  channel: BackendChannel
  input: unknown
  settle: (envelope: Envelope) => void
  timer: NodeJS.Timeout
}

function gone(): Envelope {
  return {
    ok: false,
    error: toErrorInfo(new AppError('cancelled', 'the backend ended before it answered', { details: { reason: 'backend-gone' } })),
  }
}

export function linkBackend(options: LinkOptions): BackendLink {
  const { launch, cipher, log, now, onNews, onState } = options
  let { start } = options
  let current: BackendProcess | null = null
  let ready = false
  let readyAt = 0
  let crashesInARow = 0
  let quitting = false
  let ended: (() => void) | null = null
  let held: Held | null = null
  let nextId = 1
  let state: BackendState = { state: 'starting', since: now(), restarts: 0 }
  const inFlight = new Map<number, (envelope: Envelope) => void>()
  const waiting = new Set<Waiting>()

  const become = (next: BackendState['state'], restarts = state.restarts) => {
    state = { state: next, since: state.state === next ? state.since : now(), restarts }
    onState(state)
  }

  const sendCall = (channel: BackendChannel, input: unknown, settle: (envelope: Envelope) => void) => {
    const id = nextId++
    inFlight.set(id, settle)
    current?.send({ type: 'call', id, channel, input })
  }

  const onReady = () => {
    ready = true
    readyAt = now()
    become('running')
    for (const { channel, input, settle, timer } of waiting) {
      clearTimeout(timer)
      sendCall(channel, input, settle)
    }
    waiting.clear()
  }

  const answerCipher = async ({ id, action, data }: Extract<FromBackend, { type: 'cipher' }>, asker: BackendProcess) => {
    asker.send({ type: 'cipher-answer', id, data: await cipher[action](data) })
  }

  const onMessage = (message: FromBackend, from: BackendProcess) => {
    if (message.type === 'ready') onReady()
    else if (message.type === 'news') onNews(message)
    else if (message.type === 'cipher') void answerCipher(message, from)
    else if (message.type === 'hold') held = message.held
    else if (message.type === 'answer') {
      inFlight.get(message.id)?.(message.envelope)
      inFlight.delete(message.id)
    }
  }

  const onExit = (code: number | null) => {
    current = null
    if (ready && now() - readyAt >= healthyMs) crashesInARow = 0
    ready = false
    for (const settle of inFlight.values()) settle(gone())
    inFlight.clear()
    if (quitting) {
      ended?.()
      return
    }
    crashesInARow += 1
    const wait = backoffMs(crashesInARow)
    log(`backend ended unasked (exit code ${code ?? 'none'}); starting it again in ${wait} ms`)
    become(crashesInARow > triesBeforeFailed ? 'failed' : 'restarting', state.restarts + 1)
    setTimeout(() => !quitting && begin(), wait)
  }

  const begin = () => {
    const started = launch()
    current = started
    started.onMessage((message) => onMessage(message, started))
    started.onExit(onExit)
    started.send({ ...start, held })
  }

  const call = (channel: BackendChannel, input: unknown) =>
    new Promise<Envelope>((settle) => {
      if (quitting || state.state === 'failed') settle(gone())
      else if (ready) sendCall(channel, input, settle)
      else {
        const entry: Waiting = { channel, input, settle, timer: setTimeout(() => (waiting.delete(entry), settle(gone())), patienceMs) }
        waiting.add(entry)
      }
    })

  const quit = () =>
    new Promise<void>((resolve) => {
      quitting = true
      for (const { settle, timer } of waiting) {
        clearTimeout(timer)
        settle(gone())
      }
      waiting.clear()
      if (current === null) return resolve()
      const patience = setTimeout(() => {
        log('backend did not finish in time; it is ended')
        current?.kill()
        resolve()
      }, quitPatienceMs)
      ended = () => {
        clearTimeout(patience)
        resolve()
      }
      current.send({ type: 'quit' })
    })

  begin()
  return {
    call,
    quit,
    state: () => state,
    power: (mark) => current?.send({ type: 'power', mark }),
    systemProxy: (proxy) => {
      start = { ...start, systemProxy: proxy }
      current?.send({ type: 'system-proxy', proxy })
    },
    restart: () => {
      crashesInARow = 0
      current?.kill()
    },
  }
}
