import type { Binding } from './binding.ts'

/** What changed: field → before and after. Settings that only the platform has a name for stand under `more.`. */
export type FieldChanges = Record<string, [before: unknown, after: unknown]>

/** Who and what a binding joins. None of them can be taken away, so where an account leaves one out it only does not tell it. */
const joined = ['xNumber', 'aNumber', 'bNumber', 'yNumber', 'extension'] as const satisfies readonly (keyof Binding)[]
const settings = ['callDirection', 'maxMinutes', 'recorded', 'userData'] as const satisfies readonly (keyof Binding)[]

/** What the platform takes a setting to be that was never made; it leaves such settings out (api.md §2.1, §3.4). */
const defaults: Partial<Record<keyof Binding, unknown>> = { callDirection: 'both', maxMinutes: 0, recorded: false, userData: '' }

const meaning = (field: keyof Binding, value: unknown) => (value === null ? (defaults[field] ?? null) : value)

/**
 * When a binding was set is not compared: that of an AX part is the oldest of its entries (api.md §6) and moves as YB parts come and go.
 * What two accounts of one binding tell differently, but for its lifetime.
 * @param complete whether the earlier one was a reading: the reply to a wish leaves things out, so where it tells nothing nothing differs
 */
export function differingFields(before: Binding, after: Binding, complete: boolean): FieldChanges {
  const differs = (field: keyof Binding) => meaning(field, before[field]) !== meaning(field, after[field])
  const fields: (keyof Binding)[] = [
    ...joined.filter((field) => after[field] !== null && (complete || before[field] !== null) && differs(field)),
    ...settings.filter((field) => (complete || (before[field] !== null && after[field] !== null)) && differs(field)),
  ]
  return Object.fromEntries(fields.map((field) => [field, [before[field], after[field]]]))
}

/** The settings under `more` that differ. @param same whether two values are one setting though they differ */
export function differingExtras(before: Binding, after: Binding, same: (before: unknown, after: unknown) => boolean): FieldChanges {
  if (before.more === after.more) return {}
  const [old, now] = [extrasOf(before), extrasOf(after)]
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].toSorted()
  const differing = names.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]) && !same(old[name], now[name]))
  return Object.fromEntries(differing.map((name) => [`more.${name}`, [old[name] ?? null, now[name] ?? null]]))
}

function extrasOf({ more }: Binding): Record<string, unknown> {
  const parsed: unknown = more === null ? {} : JSON.parse(more)
  return typeof parsed === 'object' && parsed !== null ? Object.fromEntries(Object.entries(parsed)) : {}
}

/**
 * Both accounts in one. A reading is a whole account: a setting it leaves out is not made any more.
 * @param complete whether the earlier one was a reading; the reply to a wish is only completed by what comes after
 */
export function merged(before: Binding, after: Binding, complete: boolean): Binding {
  const kept = (field: string) => !complete || joined.some((name) => name === field)
  const told = Object.entries(after).filter(([field, value]) => value !== null || !kept(field))
  return { ...before, ...Object.fromEntries(told) }
}
