import type { Binding } from '../../shared/domain/binding.ts'
import type { BindRequest, ChangeRequest } from '../../shared/domain/binding-request.ts'
import type { Mode } from '../../shared/domain/platform-app.ts'
import { AppError } from '../../shared/errors.ts'
import { axTemporaryCallee } from './binding-wire-ax.ts'
import { bindingWire, bindWish, changeQuestion, type BindingWire } from './binding-wire.ts'
import { bindSafely } from './client-bind.ts'
import { download } from './client-download.ts'
import { makeExchange, type Answered, type ExchangeOptions, type Question, type Reply } from './client-exchange.ts'
import { outcomeOf, withOutcome } from './client-failure.ts'
import { makeDispatcher } from './client-http.ts'
import { readAllPages } from './client-pages.ts'
import type { SystemProxy } from './client-proxy.ts'
import { contractError } from './client-reply.ts'
import { freeFlow, type FlowControl, type ShutOut } from './client-turns.ts'
import type { AskOptions, Fetched, FetchedBindings, PlatformApi } from './platform-api.ts'
import { errorOfResult, shutOutCode } from './result-errors.ts'
import { callStopUri, recordingUri, type WireCallStop, type WireRecordingQuery } from './wire/every-mode-api.ts'

export interface ClientOptions extends Omit<ExchangeOptions, 'dispatcher' | 'app' | 'shutOut' | 'flow'> {
  app: ExchangeOptions['app'] & { mode: Mode }
  systemProxy: SystemProxy
  /** To be shared by all clients of one machine; without it each has its own. */
  shutOuts?: ShutOuts
  /** To be handed from one client of an app to the next; without it a client begins as if nothing had been asked before. */
  flow?: FlowControl
}

/** Where the platform has shut us out, by the way we go there: it shuts out addresses, not apps, and it remembers (api.md §1.1). */
export type ShutOuts = Map<string, ShutOut>

/** As they were before a restart. */
export function restoredShutOuts(kept: readonly { way: string; until: number }[]): ShutOuts {
  const error = errorOfResult(shutOutCode, 'told before the restart', 403)
  return new Map(kept.map(({ way, until }) => [way, { current: { until, error } }]))
}

/** The only door to the platform's API, for one app. Everything that may be repeated is repeated here and nowhere else. */
export function createPlatformApi(options: ClientOptions): PlatformApi {
  const { app, timers, shutOuts = new Map<string, ShutOut>(), flow = freeFlow() } = options
  const { mode, appKey, api } = app
  const route = { proxy: api.proxy, systemProxy: options.systemProxy, timeoutMs: api.timeoutMs }
  const strict = makeDispatcher({ ...route, certificates: 'checked' })
  const relaxed = makeDispatcher({ ...route, certificates: 'relaxed' })
  const way = JSON.stringify([URL.parse(app.baseUrl)?.origin, api.proxy])
  const shutOut = shutOuts.get(way) ?? { current: null }
  shutOuts.set(way, shutOut)
  const exchange = makeExchange({ ...options, dispatcher: strict, shutOut, flow })
  const closing = new AbortController()

  const wireFor = (operation: string): BindingWire => {
    if (mode === 'X') throw notInMode(mode, operation)
    return bindingWire(mode, appKey)
  }
  const requireMode = (asked: Mode, operation: string): void => {
    if (asked !== mode) throw notInMode(mode, operation)
  }
  const settle = async (question: Question, asking: AskOptions): Promise<Fetched<null>> =>
    fetched(await exchange.ask(question, asking, () => null))

  const fetchBinding = async (bindingId: string, asking: AskOptions) => {
    const wire = wireFor('query')
    return told(wire, await exchange.ask(wire.one(bindingId), asking, wire.read))
  }

  return {
    async bind(request: BindRequest, asking = {}) {
      requireMode(request.mode, 'bind')
      return fetched(await bindSafely(exchange, bindWish(request, appKey), asking))
    },

    async change(request: ChangeRequest, asking = {}) {
      requireMode(request.mode, 'change')
      return settle(changeQuestion(request), asking)
    },

    async unbind({ bindingId, bNumber = null }, asking = {}) {
      const wire = wireFor('unbind')
      // Only AXYB has parts of a binding that are known by B.
      const part = mode === 'AXYB' ? bNumber : null
      try {
        return await settle(wire.unbind(bindingId, part), asking)
      } catch (error) {
        if (outcomeOf(error) !== 'unknown' || (error instanceof AppError && error.code === 'cancelled')) throw error
        // Looking does no harm and mostly tells; asking again to unbind is left to whoever wished it.
        const left = await fetchBinding(bindingId, asking).catch(() => null)
        if (left === null) throw withOutcome(error, 'unknown')
        const isThere = left.value.some((binding) => part === null || binding.bNumber === part)
        if (isThere || !left.complete) throw error
        return { value: null, askedAt: left.askedAt, answeredAt: left.answeredAt, bodies: left.bodies }
      }
    },

    async fetchBindingsOfX(xNumber, asking = {}) {
      const wire = wireFor('query of an X number')
      if (mode === 'AXB') {
        const {
          bindings,
          pages,
          complete,
          replies: [first, ...rest],
        } = await readAllPages(exchange, xNumber, asking)
        return { ...fetched({ value: bindings, reply: first }, rest), pages, complete }
      }
      if (wire.onX === null) throw notInMode(mode, 'query of an X number')
      return told(wire, await exchange.ask(wire.onX(xNumber), asking, wire.read))
    },

    fetchBinding: async (bindingId, asking = {}) => fetchBinding(bindingId, asking),

    async setTemporaryCallee(callee, asking = {}) {
      requireMode('AX', 'temporary callee')
      return settle(axTemporaryCallee(callee), asking)
    },

    async stopCall(sessionId, asking = {}) {
      const body: WireCallStop = { sessionid: sessionId, signal: 'call_stop' }
      return settle({ method: 'POST', uri: callStopUri, body }, asking)
    },

    async fetchRecordingAddress({ recordDomain, recordObject }, asking = {}) {
      const query: WireRecordingQuery = { fileName: recordObject, recordDomain }
      return fetched(await exchange.ask({ method: 'GET', uri: recordingUri, query, redirects: true }, asking, addressOf))
    },

    async downloadRecording(address, maxBytes, { signal } = {}) {
      const either = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal
      return download({ strict, relaxed, timers, quietMs: api.timeoutMs }, address, maxBytes, either)
    },

    health: exchange.health,

    async close() {
      closing.abort()
      exchange.close()
      await Promise.all([strict.destroy(), relaxed.destroy()])
    },
  }
}

function fetched<T>({ value, reply }: Answered<T>, later: readonly Reply[] = []): Fetched<T> {
  const all = [reply, ...later]
  return {
    value,
    askedAt: reply.askedAt,
    answeredAt: (later.at(-1) ?? reply).answeredAt,
    bodies: all.map(({ text }) => text),
  }
}

function told(wire: BindingWire, answered: Answered<Binding[]>): FetchedBindings {
  const { value, reply } = answered
  return { ...fetched(answered), pages: value.length === 0 ? [] : [{ body: reply.text, found: value }], complete: !wire.mayBeMore(value) }
}

/** Only a redirect is an address. When the recording itself comes, somebody on the way followed the redirect for us (api.md §8). */
function addressOf({ location, text }: Reply): string {
  if (location === null || !URL.canParse(location) || !/^https?:/i.test(location)) throw contractError('no address of a recording', text)
  return location
}

function notInMode(mode: Mode, operation: string): AppError {
  return new AppError('invalid-input', `an ${mode} app has no such operation: ${operation}`, {
    details: { reason: 'not-in-mode', mode, operation },
  })
}
