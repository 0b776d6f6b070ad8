import type { Binding } from '../../shared/domain/binding.ts'
import type { KnownBinding } from '../../shared/domain/binding-lifetime.ts'

/** An AXB binding as the platform lists it. */
export function aBinding(given: Partial<Binding> = {}): Binding {
  return {
    bindingId: 'b-1',
    part: null,
    xNumber: '+8617000000001',
    aNumber: '+8613800000001',
    bNumber: '+8613900000002',
    yNumber: null,
    extension: null,
    callDirection: 'both',
    durationSeconds: 0,
    setAt: null,
    maxMinutes: 0,
    recorded: false,
    userData: null,
    more: null,
    ...given,
  }
}

/** One that was found at the instant 0 and of which nothing is known from before. */
export function aKnownBinding(given: Partial<KnownBinding> = {}): KnownBinding {
  return {
    ...aBinding(),
    mode: 'AXB',
    state: 'active',
    source: 'poll',
    createdAt: null,
    expiresAt: null,
    countedAfter: null,
    countedBy: 0,
    firstSeenAt: 0,
    confirmedAt: 0,
    readAt: 0,
    endedAt: null,
    ...given,
  }
}
