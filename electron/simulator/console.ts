import type { NumberCause } from '../../shared/domain/number-status.ts'
import { owns } from './api-checks.ts'
import type { ApiMethod } from './api-operation.ts'
import type { ApiAnswer } from './api-results.ts'
import type { Routes } from './api-routes.ts'
import type { BookedBinding } from './booked-binding.ts'
import type { Platform } from './platform.ts'
import type { NumberState } from './platform-state.ts'
import type { ApiRequest, RequestLog } from './request-log.ts'
import { appOf, type SimulatedApp } from './world.ts'

/**
 * What a person does in the platform's console and at the carrier, behind the back of whoever uses the API: for tests, stories and the demo.
 * An app key or number that the world does not have is an error of the caller: these throw.
 */
export interface Console {
  /**
   * Same rules as the API, without signature and flow control, and not among the requests.
   * @param parameters the body of POST and PUT, the query of GET and DELETE
   */
  call(appKey: string, method: ApiMethod, uri: string, parameters: Readonly<Record<string, unknown>>): ApiAnswer
  /** @param cause only with `unavailable`; with `deleted` the bindings of the number vanish too */
  setNumberStatus(appKey: string, x: string, status: NumberState['status'], cause?: NumberCause): void
  /** Takes a number offline after complaints. */
  blacklist(appKey: string, x: string): void
  startArrears(): void
  pay(): void
  /** Oldest first. */
  requests(): readonly ApiRequest[]
  /** What the platform holds for an app now; of an AXYB binding one entry with its pairs. */
  bindings(appKey: string): readonly BookedBinding[]
}

export function makeConsole(platform: Platform, routes: Routes, log: RequestLog): Console {
  const { world, state } = platform
  const appNamed = (appKey: string): SimulatedApp => {
    const app = appOf(world, appKey)
    if (!app) throw new Error('the simulated world has no app with this key')
    return app
  }
  const appWith = (appKey: string, x: string): SimulatedApp => {
    const app = appNamed(appKey)
    if (!owns(app, x)) throw new Error('the app has no such X number')
    return app
  }

  return {
    call(appKey, method, uri, parameters) {
      const app = appNamed(appKey)
      if (!routes.knows(method, uri)) throw new Error(`there is no operation ${method} ${uri}`)
      const inBody = method === 'POST' || method === 'PUT'
      const asText = Object.entries(parameters).map(([name, value]) => [name, String(value)] as const)
      // AXYB wants the key in every query (api.md §6); the others do not look at it.
      const query = { app_key: appKey, ...(inBody ? {} : Object.fromEntries(asText)) }
      return routes.answer(app, method, uri, { query, body: inBody ? parameters : undefined })
    },
    setNumberStatus(appKey, x, status, cause) {
      const app = appWith(appKey, x)
      if (cause !== undefined && status !== 'unavailable') throw new Error('only `unavailable` has a cause')
      if (cause === 'deleted') for (const { subscriptionId } of platform.bookOf(app).onX(x)) platform.bookOf(app).remove(subscriptionId)
      state.setNumberState(app, x, { status, cause: cause ?? null })
    },
    blacklist(appKey, x) {
      state.blacklist(appWith(appKey, x), x)
    },
    startArrears: state.startArrears,
    pay: state.pay,
    requests: log.list,
    bindings: (appKey) => platform.bookOf(appNamed(appKey)).all(),
  }
}
