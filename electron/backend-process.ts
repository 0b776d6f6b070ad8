import { randomBytes } from 'node:crypto'
import { maskText } from '../shared/domain/phone-number.ts'
import type { Envelope } from '../shared/ipc/envelope.ts'
import { AppError, toErrorInfo } from '../shared/errors.ts'
import { openBackend, type Backend } from './backend.ts'
import { answer, failure } from './ipc/answer.ts'
import type { FromBackend, OsProxy, ToBackend } from './ipc/backend-messages.ts'
import { proxyOfSystem } from './platform/client-proxy.ts'
import type { OsCipher } from './profile/secrets.ts'
import { systemTimers } from './profile/timers.ts'

/** The backend as a process of the desktop app, hosted by `utilityProcess` or `fork`: either gives it a port to its parent. */
interface ParentPort {
  postMessage: (message: FromBackend) => void
  onMessage: (listener: (message: ToBackend) => void) => void
}

// Electron's utility process has `process.parentPort`, which Node's types do not know.
interface UtilityPort {
  postMessage: (message: FromBackend) => void
  on: (event: 'message', listener: (event: { data: ToBackend }) => void) => void
}

function parentPort(): ParentPort {
  const utility = (process as { parentPort?: UtilityPort }).parentPort
  if (utility) {
    return {
      postMessage: (message) => utility.postMessage(message),
      onMessage: (listener) => utility.on('message', ({ data }) => listener(data)),
    }
  }
  // The backend ends when its parent goes.
  process.on('disconnect', () => process.exit(0))
  return {
    postMessage: (message) => void process.send?.(message),
    onMessage: (listener) => process.on('message', (message: ToBackend) => listener(message)),
  }
}

const port = parentPort()
const log = (line: string) => void process.stderr.write(`${maskText(line)}\n`)
const told = (thrown: unknown) => log(toErrorInfo(thrown).message)
let backend: Promise<Backend> | null = null
let osProxy: OsProxy | null = null
let lastCipherId = 0
const cipherAsked = new Map<number, (data: string | null) => void>()

function askCipher(action: 'encrypt' | 'decrypt', data: string): Promise<string | null> {
  return new Promise((resolve) => {
    lastCipherId += 1
    cipherAsked.set(lastCipherId, resolve)
    port.postMessage({ type: 'cipher', id: lastCipherId, action, data })
  })
}
const osCipher: OsCipher = { encrypt: (text) => askCipher('encrypt', text), decrypt: (data) => askCipher('decrypt', data) }

/** Ends without goodbye: the parent starts a new backend, and the database recovers what was committed. */
function die(thrown: unknown): never {
  log(`fatal: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`)
  process.exit(1)
}
process.on('uncaughtException', die)
process.on('unhandledRejection', die)

async function start({ dataDir, mayConnect, osKeeping, held }: Extract<ToBackend, { type: 'start' }>): Promise<Backend> {
  const opened = await openBackend({
    dataDir,
    mayConnect,
    osCipher: osKeeping ? osCipher : null,
    held,
    hold: (next) => port.postMessage({ type: 'hold', held: next }),
    timers: systemTimers,
    systemProxy: () => proxyOfSystem(process.env, osProxy),
    randomToken: () => randomBytes(16).toString('base64url'),
    publish: (payload) => port.postMessage({ type: 'news', channel: 'data.changed', payload }),
    log,
    onDeath: die,
  })
  port.postMessage({ type: 'ready' })
  return opened
}

async function call({ channel, input }: Extract<ToBackend, { type: 'call' }>): Promise<Envelope> {
  if (backend === null) return failure(new AppError('internal', 'the backend was not started'))
  return answer((await backend).handlers, channel, input, log)
}

port.onMessage((message) => {
  switch (message.type) {
    case 'start':
      osProxy = message.systemProxy
      backend = start(message)
      return
    case 'call':
      void call(message).then((envelope) => port.postMessage({ type: 'answer', id: message.id, envelope }))
      return
    case 'cipher-answer':
      cipherAsked.get(message.id)?.(message.data)
      cipherAsked.delete(message.id)
      return
    case 'power':
      backend?.then((opened) => opened.mark(message.mark)).catch(told)
      return
    case 'system-proxy':
      osProxy = message.proxy
      backend?.then((opened) => opened.networkChanged()).catch(told)
      return
    case 'quit':
      void Promise.resolve(backend)
        .then((opened) => opened?.close())
        .catch(told)
        .then(() => {
          port.postMessage({ type: 'closed' })
          // Long enough for the message to leave; the parent may have ended us by then.
          setTimeout(() => process.exit(0), 200)
        })
  }
})
