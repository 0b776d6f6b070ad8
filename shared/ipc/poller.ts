import { z } from 'zod'
import { BindingChange } from '../domain/binding.ts'
import { Mode } from '../domain/platform-app.ts'
import { ErrorInfo } from '../errors.ts'

/** Shapes of reading bindings back from the platform. Numbers in them are masked. */

const Instant = z.number()

export const PollRun = z.object({
  startedAt: Instant,
  /** Null while it runs. */
  endedAt: Instant.nullable(),
  outcome: z.enum(['done', 'cancelled', 'failed']).nullable(),
  /** X numbers (AXE: bindings) asked about so far. */
  asked: z.number().int(),
  /** Bindings the platform told of. */
  bindings: z.number().int(),
  differences: z.number().int(),
  /** Bindings that were there when nobody had read to the end before; no differences. */
  firstRead: z.number().int(),
  /** Questions that were not answered. */
  failures: z.number().int(),
  error: ErrorInfo.nullable(),
})
export type PollRun = z.infer<typeof PollRun>

export const PollState = z.object({
  appId: z.number().int(),
  appName: z.string(),
  mode: Mode,
  /**
   * `off`: never by itself; `no-bindings`: X mode has none to read; `no-secret`: its secret is not at hand; `blocked`: the platform shut
   * us out, see `until`; `waiting`: for its next run.
   */
  state: z.enum(['off', 'no-bindings', 'no-secret', 'blocked', 'waiting', 'running']),
  /** Of a run under way: how much of it is done. */
  progress: z.object({ done: z.number().int(), of: z.number().int() }).nullable(),
  nextAt: Instant.nullable(),
  until: Instant.nullable(),
  /** The latest that began, running or over. */
  last: PollRun.nullable(),
})
export type PollState = z.infer<typeof PollState>

/** One line of a binding's history. */
export const BindingHistoryRow = z.object({
  id: z.number().int(),
  at: Instant,
  appName: z.string(),
  mode: Mode,
  bindingId: z.string(),
  change: BindingChange,
  source: z.enum(['push', 'poll', 'command', 'import']),
  x: z.string(),
  a: z.string(),
  b: z.string(),
  /** AXYB: of a YB part; null where there is none. */
  y: z.string().nullable(),
  extension: z.string().nullable(),
  /** Which fields changed, numbers masked. */
  fields: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
})
export type BindingHistoryRow = z.infer<typeof BindingHistoryRow>
