import type { Observation } from '../../electron/ingest/observe.ts'
import type { Binding } from '../../shared/domain/binding.ts'

/** What the platform told about bindings of the first app on one X, in its first run; each answer took ten milliseconds. */
export const observedX = '+8617000000001'

const about = (askedAt: number, body: string) => ({ appId: 1, mode: 'AXB' as const, askedAt, answeredAt: askedAt + 10, body })
export const page = (found: Binding[], askedAt: number, body = `page of ${askedAt}`): Observation => ({
  source: 'poll',
  operation: 'bindings-of-x',
  runId: 1,
  xNumber: observedX,
  found,
  ...about(askedAt, body),
})
export const one = (bindingId: string, found: Binding[], askedAt: number, body = `one of ${askedAt}`): Observation => ({
  source: 'poll',
  operation: 'binding',
  runId: 1,
  bindingId,
  found,
  complete: true,
  ...about(askedAt, body),
})
export const bind = (bound: Binding, askedAt: number): Observation => ({
  source: 'command',
  operation: 'bind',
  bound,
  ...about(askedAt, 'bound'),
})
export const change = (maxMinutes: number, askedAt: number): Observation => ({
  source: 'command',
  operation: 'change',
  request: { mode: 'AXB', bindingId: 'b-1', maxMinutes },
  ...about(askedAt, 'changed'),
})
export const unbind = (askedAt: number, bNumber: string | null = null): Observation => ({
  source: 'command',
  operation: 'unbind',
  bindingId: 'b-1',
  bNumber,
  ...about(askedAt, 'unbound'),
})
export const xRead = (askedAt: number): Observation => ({ source: 'poll', operation: 'x-read', appId: 1, xNumber: observedX, askedAt })
