import type { Dispatcher } from 'undici'
import type { ApiSettings } from '../../shared/domain/platform-app.ts'
import { AppError } from '../../shared/errors.ts'
import { outcomeOf, Overdue } from './client-failure.ts'
import { makeHealthKeeper } from './client-health.ts'
import { send, type HttpAnswer, type HttpRequest } from './client-http.ts'
import { makeKeyRing } from './client-keys.ts'
import { contractError, requireSuccess, resultOf } from './client-reply.ts'
import { makeTurns, type ClientTimers, type FlowControl, type ShutOut } from './client-turns.ts'
import type { ApiHealth, AskOptions } from './platform-api.ts'
import { meansNone, shutOutCode } from './result-errors.ts'
import { signHeaders } from './sign.ts'

/** One request in the platform's words. */
export interface Question {
  method: HttpRequest['method']
  uri: string
  /** In this order; undefined is left out. */
  query?: Readonly<Record<string, string | undefined>>
  body?: object
  /** `The record does not exist` is an answer, not an error. */
  mayBeNone?: boolean
  /** Success is a redirect (api.md §8). */
  redirects?: boolean
}

export interface Reply {
  json: unknown
  text: string
  none: boolean
  location: string | null
  askedAt: number
  answeredAt: number
}

export interface Answered<T> {
  value: T
  reply: Reply
}

export interface Exchange {
  /**
   * Asks, and asks again where that is safe and may help: only GET is, and only where the platform was not reached, stumbled, or wants
   * to be left alone for a while (api.md §1.2).
   * @param read throws `platform-contract` where the answer does not fit
   * @throws AppError with `details.outcome` telling whether the request may have gone through
   */
  ask<T>(question: Question, options: AskOptions, read: (reply: Reply) => T): Promise<Answered<T>>
  /** Epoch ms. */
  now(): number
  /** Rejects with `cancelled` when the signal says so. */
  wait(ms: number, signal: AbortSignal | undefined): Promise<void>
  health(): ApiHealth
  close(): void
}

export interface ExchangeOptions {
  app: { appKey: string; baseUrl: string; api: ApiSettings }
  secrets(): readonly string[]
  timers: ClientTimers
  /** 0 ≤ x < 1. */
  random(): number
  /** 1-128 letters and digits, never the same twice. */
  nonce(): string
  dispatcher: Dispatcher
  shutOut: ShutOut
  flow: FlowControl
  onHealth(health: ApiHealth): void
}

const mostTries = 4
const mostPauses = 2
const firstBackoffMs = 500
const longestBackoffMs = 8_000

export function makeExchange({ app, secrets, timers, random, nonce, dispatcher, shutOut, flow, onHealth }: ExchangeOptions): Exchange {
  const { api } = app
  const turns = makeTurns({ timers, concurrency: api.concurrency, requestsPerSecond: api.requestsPerSecond, shutOut, flow })
  const health = makeHealthKeeper({ timers, pace: turns.pace, onHealth })
  const keys = makeKeyRing(secrets, timers.now)
  const closing = new AbortController()

  const sendOnce = async (question: Question, secret: string, options: AskOptions): Promise<Reply> => {
    const endTurn = await turns.take(options)
    const askedAt = timers.now()
    const deadline = new AbortController()
    const stopDeadline = timers.after(api.timeoutMs, () => deadline.abort(new Overdue(api.timeoutMs)))
    const signals = [closing.signal, deadline.signal, ...(options.signal ? [options.signal] : [])]
    try {
      const answer = await send(dispatcher, {
        method: question.method,
        url: urlOf(app.baseUrl, question),
        headers: {
          ...signHeaders(api.generation, app.appKey, secret, nonce(), askedAt),
          Accept: 'application/json',
          ...(question.body && { 'Content-Type': 'application/json;charset=UTF-8' }),
        },
        body: question.body && JSON.stringify(question.body),
        signal: AbortSignal.any(signals),
      })
      return judge(question, answer, askedAt, timers.now())
    } catch (error) {
      if (error instanceof AppError) heed(error, askedAt)
      throw error
    } finally {
      stopDeadline()
      endTurn()
    }
  }

  const heed = (error: AppError, askedAt: number): void => {
    if (error.platformCode === shutOutCode) turns.shutOut(error)
    else if (isFlowControl(error)) turns.slowDown(askedAt)
  }

  const withKeys = async (question: Question, options: AskOptions): Promise<Reply> => {
    const [first, second] = keys.choose(options.priority ?? 'interactive')
    try {
      return await keys.watch(first, () => sendOnce(question, first, options))
    } catch (error) {
      // Not a repetition: a request whose key was refused has done nothing. Each refusal brings the platform nearer to shutting us
      // out for half an hour (api.md §1.1), so the other secret has one try.
      if (second === undefined || !keys.isRefusal(error)) throw error
      return keys.watch(second, () => sendOnce(question, second, options))
    }
  }

  const wait = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const gone = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])])
      const abort = (): void => {
        stop()
        reject(new AppError('cancelled', 'cancelled while waiting', { details: { outcome: 'not-sent' } }))
      }
      const stop = timers.after(ms, () => {
        gone.removeEventListener('abort', abort)
        resolve()
      })
      if (gone.aborted) abort()
      else gone.addEventListener('abort', abort, { once: true })
    })

  return {
    async ask(question, options, read) {
      let pauses = 0
      for (let tries = 1; ; tries += 1) {
        try {
          const reply = await withKeys(question, options)
          const value = read(reply)
          health.good()
          return { value, reply }
        } catch (error) {
          health.judge(error)
          if (question.method !== 'GET' || tries >= mostTries) throw error
          if (isFlowControl(error)) {
            pauses += 1
            if (pauses > mostPauses) throw error
            // The pause itself is waited out when the next turn is taken.
          } else if (mayHelpToAskAgain(error)) {
            await wait(random() * Math.min(longestBackoffMs, firstBackoffMs * 2 ** (tries - 1)), options.signal)
          } else throw error
        }
      }
    },
    now: timers.now,
    wait,
    health: health.now,
    close() {
      closing.abort(new AppError('cancelled', 'the client is closed'))
      turns.close()
      health.close()
    },
  }
}

function judge({ redirects = false, mayBeNone = false }: Question, answer: HttpAnswer, askedAt: number, answeredAt: number): Reply {
  const { status, text, location } = answer
  const reply = { text, location: null, none: false, json: null, askedAt, answeredAt }
  if (redirects && status >= 300 && status <= 399) {
    if (location === null) throw contractError(`HTTP ${status} without Location`, text, { status })
    return { ...reply, location }
  }
  const result = resultOf(answer)
  if (mayBeNone && meansNone(result.code)) return { ...reply, none: true, json: result.json }
  requireSuccess(result, status)
  return { ...reply, json: result.json }
}

/** A base URL may have a path of its own. `+` goes as `%2B`, a blank as `%20` (api.md §1). */
function urlOf(baseUrl: string, { uri, query = {} }: Question): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
  return `${baseUrl.replace(/\/+$/, '')}${uri}${given.length === 0 ? '' : `?${given.join('&')}`}`
}

function isFlowControl(error: unknown): boolean {
  if (!(error instanceof AppError) || error.code !== 'rate-limited') return false
  return error.platformCode === undefined || error.platformCode === '1010010'
}

/** These do not mend by themselves. */
const lasting: readonly unknown[] = ['tls', 'proxy-kind']

/** Not reached, or the platform stumbled; an answer of the wrong shape will be of that shape again. */
function mayHelpToAskAgain(error: unknown): boolean {
  if (!(error instanceof AppError)) return false
  if (error.code === 'platform-unreachable') return !lasting.includes(error.details?.['reason'])
  return error.code === 'platform-rejected' && outcomeOf(error) === 'unknown'
}
