import type { BookedBinding, Settings } from './booked-binding.ts'
import type { StandingBinding } from './standing-bindings.ts'

/** A standing binding as the book keeps it. Standing bindings never expire. @param at when it counts as made, simulated epoch ms */
export function bookedFrom(binding: StandingBinding, at: number): BookedBinding {
  const { subscriptionId, x, a, recorded } = binding
  const kept = { subscriptionId, x: x.number, a, expiresAt: null }
  const settings = given({ recordFlag: String(recorded), userData: binding.userData })
  switch (binding.mode) {
    case 'AXB': {
      const { b, callDirection, maxDuration } = binding
      return { ...kept, mode: 'AXB', b, settings: { callDirection, duration: 0, maxDuration, ...settings } }
    }
    case 'AX': {
      const { callDirection, maxDuration } = binding
      return { ...kept, mode: 'AX', settings: given({ callDirection, maxDuration, ...settings }), temporaryCallee: null }
    }
    case 'AXE': {
      const { extension, callbackTone, callbackNum } = binding
      return { ...kept, mode: 'AXE', extension, settings: given({ ...settings, callbackTone, callbackNum }) }
    }
    case 'AXYB': {
      const pairs = binding.pairs.map(({ y, b }) => ({ y: y.number, b, settings: {}, changedAt: at, expiresAt: null }))
      const axSettings = { callDirection: binding.callDirection, duration: 0, ybDuration: 0, ...settings }
      return { ...kept, mode: 'AXYB', settings: axSettings, changedAt: at, pairs }
    }
  }
}

function given(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
}
