import type { ApiAnswer } from './api-results.ts'

export const apiMethods = ['POST', 'PUT', 'DELETE', 'GET'] as const
export type ApiMethod = (typeof apiMethods)[number]

/** What came with a request. */
export interface ApiParameters {
  query: Readonly<Record<string, string>>
  /** Parsed JSON; undefined where there was none or it was none. */
  body: unknown
}

export type Operation = (parameters: ApiParameters) => ApiAnswer

/** The operations of a mode on one app's bindings. */
export interface BindingApi {
  bind: Operation
  /** AXYB has none (api.md §1.2). */
  modify?: Operation
  unbind: Operation
  list: Operation
}
