import { bindingKey, type Binding, type BindingChange } from './binding.ts'
import { differingExtras, differingFields, merged, type FieldChanges } from './binding-fields.ts'
import { clockToleranceMs, countingBegan, countsDown, judgeGone, lifetimeEnd, type KnownBinding } from './binding-lifetime.ts'
import type { Mode } from './platform-app.ts'
import { hourMs, secondMs } from './time.ts'

/** What the platform told when it was asked about some bindings. */
export interface Reading {
  mode: Mode
  found: readonly Binding[]
  /** Whether the platform told all there is; otherwise nobody is missing. */
  complete: boolean
  /** When the question left and when the answer was there. Nothing younger than the question is judged by the answer. */
  askedAt: number
  answeredAt: number
  /** When the same X was last read to the end: what is new was made after it. Null: never, or not known. */
  previousAt: number | null
}

/** One difference between our picture and the platform's. */
export interface Difference {
  change: Extract<BindingChange, 'found' | 'changed-elsewhere' | 'removed-elsewhere' | 'expired' | 'gone' | 'back'>
  /** Null: not known before. */
  before: KnownBinding | null
  after: KnownBinding
  fields: FieldChanges
}

export interface Reconciled {
  differences: Difference[]
  /** There when nobody had read to the end before: not known until now, and no difference. */
  firstRead: KnownBinding[]
  /** Known better than before without being different: what the reply to a bind left out, a lifetime that turns out to count down. */
  learned: KnownBinding[]
}

/**
 * Compares what is known with what the platform has. Pure: the same answer again finds nothing.
 * @param known exactly the bindings the question was about; what of them is not among the found ones is gone
 */
export function reconcile(known: readonly KnownBinding[], reading: Reading): Reconciled {
  const byKey = new Map(known.map((binding) => [bindingKey(binding), binding]))
  // Pages shift while they are read, so that one binding may be told twice.
  const found = new Map(reading.found.map((binding) => [bindingKey(binding), binding]))
  const result: Reconciled = { differences: [], firstRead: [], learned: [] }
  for (const [key, binding] of found) {
    const before = byKey.get(key)
    if (before === undefined) {
      const after = discovered(binding, reading)
      if (reading.previousAt === null) result.firstRead.push(after)
      else result.differences.push({ change: 'found', before: null, after, fields: {} })
    } else if (!isYounger(before, reading)) compare(before, binding, reading, result)
  }
  const missing = known.filter(
    (binding) => reading.complete && !found.has(bindingKey(binding)) && stands(binding) && !isYounger(binding, reading),
  )
  result.differences.push(...missing.map((binding) => ended(binding, missing, reading)))
  return result
}

/** Whether our picture has it on the platform. */
export function stands({ state }: Pick<KnownBinding, 'state'>): boolean {
  return state === 'active' || state === 'unknown'
}

/** What lies further ahead of an answer than this was not learned after it: our clock has been set back since. */
const clockSetBackMs = hourMs

/** A wish of ours came out while the question was on its way: the answer may be from before or after it. */
export function isYounger(
  { confirmedAt, endedAt }: Pick<KnownBinding, 'confirmedAt' | 'endedAt'>,
  { askedAt, answeredAt }: Pick<Reading, 'askedAt' | 'answeredAt'>,
): boolean {
  const at = Math.max(confirmedAt, endedAt ?? Number.NEGATIVE_INFINITY)
  return at >= askedAt && at <= answeredAt + clockSetBackMs
}

function discovered(binding: Binding, { mode, askedAt, answeredAt, previousAt }: Reading): KnownBinding {
  return {
    ...binding,
    mode,
    state: 'active',
    source: 'poll',
    createdAt: null,
    expiresAt: null,
    ...countingBegan(binding, previousAt, answeredAt),
    firstSeenAt: answeredAt,
    confirmedAt: askedAt,
    readAt: askedAt,
    endedAt: null,
  }
}

function compare(before: KnownBinding, binding: Binding, reading: Reading, result: Reconciled): void {
  const complete = before.readAt !== null
  const lifetime = compareLifetime(before, binding, reading)
  const elapsedMs = reading.askedAt - (before.readAt ?? before.confirmedAt)
  const fields = {
    ...differingFields(before, binding, complete),
    ...(complete && differingExtras(before, binding, (old, now) => isCountdown(old, now, elapsedMs))),
    ...lifetime.fields,
  }
  const isBack = before.state !== 'active'
  const isDifferent = isBack || Object.keys(fields).length > 0
  const after: KnownBinding = {
    ...before,
    ...merged(before, binding, complete),
    ...lifetime.after,
    state: 'active',
    endedAt: null,
    confirmedAt: reading.askedAt,
    readAt: reading.askedAt,
  }
  if (isDifferent) {
    const change = before.state === 'unknown' ? 'found' : isBack ? 'back' : 'changed-elsewhere'
    result.differences.push({ change, before, after, fields })
  } else if (!complete || lifetime.learned) result.learned.push(after)
}

type Lifetime = Pick<KnownBinding, 'durationSeconds' | 'expiresAt' | 'countedAfter' | 'countedBy'>

interface ComparedLifetime {
  after: Lifetime
  fields: FieldChanges
  learned: boolean
}

function compareLifetime(before: KnownBinding, { durationSeconds: told }: Binding, reading: Reading): ComparedLifetime {
  const { durationSeconds: known, expiresAt, countedAfter, countedBy, readAt } = before
  const { askedAt, answeredAt } = reading
  const same = (learned: Partial<Lifetime> = {}): ComparedLifetime => ({
    after: { durationSeconds: known, expiresAt, countedAfter, countedBy, ...learned },
    fields: {},
    learned: Object.keys(learned).length > 0,
  })
  const restarted = (after: number | null, fields: FieldChanges): ComparedLifetime => ({
    after: { durationSeconds: readAt === null ? (told ?? known) : told, expiresAt: null, countedAfter: after, countedBy: answeredAt },
    fields,
    learned: false,
  })
  const lastSeenAt = withReading(before, reading).confirmedAt

  if (!stands(before)) return restarted(before.endedAt, {})
  if (told === null ? readAt === null || (known ?? 0) === 0 : told === known) {
    // Still there though its time is over: the same lifetime was set again, which starts the countdown anew (api.md §2.2).
    const end = lifetimeEnd(withReading(before, reading))
    const isOver = typeof end === 'object' && askedAt >= end.latest + clockToleranceMs
    return isOver ? restarted(null, { expiresAt: [end.latest, null] }) : same()
  }
  if (known === null && (readAt === null || told === 0)) return same({ durationSeconds: told })
  if (known !== null && told !== null) {
    // What would be left of it now, if the platform tells what is left.
    const leftMs = (expiresAt ?? (readAt ?? countedBy) + known * secondMs) - askedAt
    if (countsDown(known, told, known * secondMs - leftMs))
      return expiresAt === null ? same({ expiresAt: askedAt + told * secondMs }) : same()
  }
  return restarted(lastSeenAt, { durationSeconds: [known, told] })
}

function isCountdown(before: unknown, after: unknown, elapsedMs: number): boolean {
  const [old, now] = [before, after].map((value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value))
  return typeof old === 'number' && typeof now === 'number' && countsDown(old, now, elapsedMs)
}

/** It was there when its X was last read: otherwise it would not be known as standing. */
function withReading(binding: KnownBinding, { previousAt, askedAt }: Reading): KnownBinding {
  const seenAt = Math.max(...[binding.confirmedAt, previousAt ?? 0].filter((at) => at < askedAt), binding.firstSeenAt)
  return { ...binding, confirmedAt: Math.min(seenAt, askedAt) }
}

function ended(before: KnownBinding, missing: readonly KnownBinding[], reading: Reading): Difference {
  // A YB part without a lifetime of its own ends with its AX part (api.md §6).
  const withAx = before.part === 'yb' && (before.durationSeconds ?? 0) === 0
  const ax = withAx ? missing.find(({ bindingId, part }) => part === 'ax' && bindingId === before.bindingId) : undefined
  const change = judgeGone(lifetimeEnd(withReading(ax ?? before, reading)), reading.askedAt)
  const after: KnownBinding = {
    ...withReading(before, reading),
    state: change === 'expired' ? 'expired' : 'missing',
    endedAt: reading.answeredAt,
  }
  return { change, before, after, fields: {} }
}
