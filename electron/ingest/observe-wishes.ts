import type { Binding } from '../../shared/domain/binding.ts'
import type { ChangeRequest } from '../../shared/domain/binding-request.ts'
import type { PlatformApp } from '../../shared/domain/platform-app.ts'
import type { Observation } from './observe.ts'

/** An answer of the platform's API to a wish of ours. */
interface Reply<T> {
  value: T
  askedAt: number
  answeredAt: number
  bodies: readonly string[]
}
type App = Pick<PlatformApp, 'id' | 'mode'>

function about({ id: appId, mode }: App, { askedAt, answeredAt, bodies }: Reply<unknown>) {
  return { source: 'command' as const, appId, mode, askedAt, answeredAt, body: bodies.join('\n') }
}

export function boundBy(app: App, reply: Reply<Binding>): Observation {
  return { ...about(app, reply), operation: 'bind', bound: reply.value }
}

export function changedBy(app: App, request: ChangeRequest, reply: Reply<null>): Observation {
  return { ...about(app, reply), operation: 'change', request }
}

/** @param bNumber AXYB: only the YB part of this B; null = the binding with all its parts */
export function unboundBy(
  app: App,
  { bindingId, bNumber }: { bindingId: string; bNumber: string | null },
  reply: Reply<null>,
): Observation {
  return { ...about(app, reply), operation: 'unbind', bindingId, bNumber }
}
