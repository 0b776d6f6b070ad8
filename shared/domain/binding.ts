import { z } from 'zod'

/** Who may begin a call over a binding. */
export const callDirections = ['both', 'a-calls', 'b-calls'] as const
export const CallDirection = z.enum(callDirections)
export type CallDirection = z.infer<typeof CallDirection>

/**
 * `active`: the platform has it; `expired`: its time is over; `unbound`: removed from here; `missing`: the platform has it no more and
 * neither we nor its lifetime removed it; `unknown`: asked for, and whether it was made is not known yet.
 */
export const bindingStates = ['active', 'expired', 'unbound', 'missing', 'unknown'] as const
export const BindingState = z.enum(bindingStates)
export type BindingState = z.infer<typeof BindingState>

/** Where a fact about a binding came from. `command`: our own wish and the platform's answer; `poll`: read back from the platform. */
export const factSources = ['push', 'poll', 'command', 'import'] as const
export const FactSource = z.enum(factSources)
export type FactSource = z.infer<typeof FactSource>

/**
 * A binding as the platform tells it. Identity within an app: `bindingId` and, for the YB parts of an AXYB binding, which share the id
 * of their AX part (api.md §6), `bNumber`.
 */
export const Binding = z.object({
  bindingId: z.string().min(1).max(64),
  /** AXYB only: the AX part or one of its YB parts; null in every other mode. */
  part: z.enum(['ax', 'yb']).nullable(),
  xNumber: z.string().nullable(),
  aNumber: z.string().nullable(),
  /** AXB, and the YB part of AXYB. */
  bNumber: z.string().nullable(),
  yNumber: z.string().nullable(),
  /** AXE. */
  extension: z.string().nullable(),
  /** Null: not told, which is `both` by default (api.md §2.1). */
  callDirection: CallDirection.nullable(),
  /** Lifetime as it was set; null = not told, 0 = never expires. */
  durationSeconds: z.number().int().nullable(),
  /** AXYB tells when it was set or last changed (`subscribeTime`); else null. Epoch ms. */
  setAt: z.number().nullable(),
  /** Longest call in minutes; null = not told, 0 = no limit. */
  maxMinutes: z.number().int().nullable(),
  recorded: z.boolean().nullable(),
  userData: z.string().nullable(),
  /** Whatever else the platform told of it, as JSON with sorted keys; null = nothing. */
  more: z.string().nullable(),
})
export type Binding = z.infer<typeof Binding>

/** What identifies a binding within its app. */
export function bindingKey({ bindingId, part, bNumber }: Pick<Binding, 'bindingId' | 'part' | 'bNumber'>): string {
  return part === 'yb' ? `${bindingId} ${bNumber ?? ''}` : bindingId
}

/** What can happen to a binding; each is one line of its history. */
export const bindingChanges = [
  /** By a wish of ours. */
  'bound',
  'changed',
  'unbound',
  /**
   * There when nobody had read to the end what is on its X before (of AXE nobody can, api.md §5.4): who made it and when is not known,
   * so it is no difference.
   */
  'first-read',
  /** Found by reading back: not by us. */
  'found',
  'changed-elsewhere',
  'removed-elsewhere',
  'expired',
  /** Gone, and whether it expired or was removed cannot be told. */
  'gone',
  /** Was gone and is there again. */
  'back',
] as const
export const BindingChange = z.enum(bindingChanges)
export type BindingChange = z.infer<typeof BindingChange>

/** What was read back and was not our doing. */
export const changesElsewhere = [
  'found',
  'changed-elsewhere',
  'removed-elsewhere',
  'expired',
  'gone',
  'back',
] as const satisfies readonly BindingChange[]
