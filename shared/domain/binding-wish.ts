import { Binding } from './binding.ts'
import { differingFields, merged, type FieldChanges } from './binding-fields.ts'
import type { KnownBinding } from './binding-lifetime.ts'
import type { ChangeRequest } from './binding-request.ts'
import type { Mode } from './platform-app.ts'
import { hourMs, minuteMs, secondMs } from './time.ts'

/** What the platform's answer to a wish of ours makes of a binding. */

export interface Answered {
  askedAt: number
  answeredAt: number
}

/** @param known of a binding that was read back before the answer was there */
export function boundBinding(mode: Mode, told: Binding, known: KnownBinding | null, { askedAt, answeredAt }: Answered): KnownBinding {
  // A reading tells more than the reply to a bind, but of the lifetime it may tell what was left.
  const settings: Binding = known === null ? told : merged(told, Binding.parse(known), false)
  const durationSeconds = told.durationSeconds ?? settings.durationSeconds
  return {
    ...settings,
    durationSeconds,
    mode,
    state: 'active',
    source: 'command',
    createdAt: answeredAt,
    expiresAt: endOf(mode, durationSeconds, answeredAt),
    countedAfter: askedAt,
    countedBy: answeredAt,
    firstSeenAt: Math.min(known?.firstSeenAt ?? answeredAt, answeredAt),
    confirmedAt: answeredAt,
    readAt: known?.readAt ?? null,
    endedAt: null,
  }
}

function endOf(mode: Mode, durationSeconds: number | null, startedAt: number): number | null {
  return mode === 'AX' || durationSeconds === null || durationSeconds === 0 ? null : startedAt + durationSeconds * secondMs
}

export function changedBinding(
  known: KnownBinding,
  request: ChangeRequest,
  { askedAt, answeredAt }: Answered,
): { after: KnownBinding; fields: FieldChanges } {
  const { durationSeconds, ...settings } = wishedSettings(request)
  // A lifetime that is given counts anew, the same one too (api.md §2.2).
  const lifetime =
    durationSeconds === undefined
      ? {}
      : { durationSeconds, expiresAt: endOf(known.mode, durationSeconds, answeredAt), countedAfter: askedAt, countedBy: answeredAt }
  const after: KnownBinding = { ...known, ...settings, ...lifetime, state: 'active', endedAt: null, confirmedAt: answeredAt }
  const fields = differingFields(known, after, true)
  const counted = durationSeconds !== undefined && { durationSeconds: [known.durationSeconds, durationSeconds] as [unknown, unknown] }
  // How the platform tells the other settings is not known before they are read back.
  return { after: { ...after, readAt: hasOtherSettings(request) ? null : known.readAt }, fields: { ...fields, ...counted } }
}

export function unboundBinding(known: KnownBinding, { answeredAt }: Answered): KnownBinding {
  return { ...known, state: 'unbound', endedAt: answeredAt }
}

/** What a wish asks for that a binding tells in our words. */
export function wishedSettings(request: ChangeRequest): Partial<Binding> {
  const { recording, userData } = request
  return {
    ...(recording !== undefined && { recorded: recording.on }),
    ...(userData !== undefined && { userData }),
    ...(request.mode === 'AXE' ? axeLifetime(request) : callSettings(request)),
    ...(request.mode === 'AXB' && request.bNumber !== undefined && { bNumber: request.bNumber }),
    ...(request.mode === 'AXB' && request.durationSeconds !== undefined && { durationSeconds: request.durationSeconds }),
  }
}

function callSettings({ aNumber, callDirection, maxMinutes }: Exclude<ChangeRequest, { mode: 'AXE' }>): Partial<Binding> {
  return {
    ...(aNumber !== undefined && { aNumber }),
    ...(callDirection !== undefined && { callDirection }),
    ...(maxMinutes !== undefined && { maxMinutes }),
  }
}

/** Without its unit a lifetime of AXE is not known: the default is not documented for certain (api.md §5.1). */
function axeLifetime({ lifetime, timeUnit }: Extract<ChangeRequest, { mode: 'AXE' }>): Partial<Binding> {
  if (lifetime === undefined) return {}
  if (lifetime === 0) return { durationSeconds: 0 }
  if (timeUnit === undefined) return { durationSeconds: null }
  return { durationSeconds: (lifetime * (timeUnit === 'hour' ? hourMs : minuteMs)) / secondMs }
}

const inOurWords = new Set(['mode', 'bindingId', 'aNumber', 'bNumber', 'callDirection', 'maxMinutes', 'durationSeconds', 'userData'])

function hasOtherSettings(request: ChangeRequest): boolean {
  const others = Object.entries(request).filter(([name, value]) => value !== undefined && !inOurWords.has(name))
  return others.some(([name]) => name !== 'recording') || request.recording?.hintTone !== undefined
}
