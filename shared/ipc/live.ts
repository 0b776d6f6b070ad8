import { z } from 'zod'
import { CallPhase, Outcome } from '../domain/call.ts'
import { CallDecision, CallEventType } from '../domain/call-event.ts'
import { NumberStatus } from '../domain/number-status.ts'
import { SmsDecision, SmsNotification } from '../domain/sms.ts'
import { Mode } from '../domain/platform-app.ts'
import { ReleaseSide } from '../domain/cdr.ts'

/** Shapes of the Live page. Every phone number in them is already masked: clear numbers do not reach the page. */

const Instant = z.number()
const MaskedNumber = z.string()

export const LivePhase = z.enum(['ringing-in', 'routing', 'ringing', 'talking', 'overdue'])
export type LivePhase = z.infer<typeof LivePhase>

export const LiveFilter = z.object({
  /** Empty = all that are live; `overdue` calls (their end never reached us) are shown only when asked for. */
  phases: z.array(LivePhase).max(5).default([]),
  mode: Mode.nullable().default(null),
  appId: z.number().int().nullable().default(null),
  xId: z.number().int().nullable().default(null),
  /** Part of a number, as typed: compared with the digits of A, X, Y, B and the extension. */
  digits: z
    .string()
    .max(20)
    .regex(/^[\d\s+-]*$/)
    .default(''),
})
export type LiveFilter = z.infer<typeof LiveFilter>

/** What only some modes have. */
const modeFields = {
  /** AXYB: the second private number; null in other modes and while it is not known. */
  y: MaskedNumber.nullable(),
  /** AXE. */
  extension: z.string().nullable(),
  /** X: what the platform was answered when it asked. */
  decision: CallDecision.nullable(),
}

export const LiveCallRow = z.object({
  /** Row id of the call; stands for it in `calls.get`. */
  id: z.number().int(),
  phase: CallPhase,
  overdue: z.boolean(),
  /** When the phase began. */
  phaseAt: Instant,
  startedAt: Instant.nullable(),
  answeredAt: Instant.nullable(),
  mode: Mode,
  appName: z.string(),
  caller: MaskedNumber,
  x: MaskedNumber,
  callee: MaskedNumber,
  /** City code of X where a number table or a CDR ever told it, e.g. `0755`. */
  areaCode: z.string().nullable(),
  bindingId: z.string().nullable(),
  ...modeFields,
})
export type LiveCallRow = z.infer<typeof LiveCallRow>

export const LiveCalls = z.object({
  /** Rows `offset…` of the filter, newest first. */
  rows: z.array(LiveCallRow),
  offset: z.number().int(),
  /** How many rows the filter has. */
  total: z.number().int(),
  /** Per phase over all live calls, whatever the filter. */
  counts: z.record(LivePhase, z.number().int()),
  xNumbers: z.array(z.object({ id: z.number().int(), x: MaskedNumber })),
})
export type LiveCalls = z.infer<typeof LiveCalls>

const Ratio = z.object({ part: z.number(), n: z.number() })

export const LiveCards = z.object({
  at: Instant,
  live: z.object({ ringing: z.number(), talking: z.number(), overdue: z.number() }),
  /** Attempts since the account's midnight, and up to the same time yesterday. */
  today: z.object({ calls: z.number(), yesterday: z.number().nullable() }),
  /** Answered / attempts that started in the current clock hour and are over; the same stretch yesterday and seven days ago. */
  asr: z.object({ hour: Ratio, yesterday: Ratio, lastWeek: Ratio }),
  /** Today's talk: Σ talk / answered, and n. Seconds. */
  acd: z.object({ meanSeconds: z.number().nullable(), n: z.number() }),
  /** Today's PDD = alerting − forwarded, ms; `leftOut`: negative or missing. */
  pdd: z.object({ p50Ms: z.number().nullable(), p95Ms: z.number().nullable(), n: z.number(), leftOut: z.number() }),
  /** Today's calls that failed for a reason other than the people (binding, number, tenant, control, platform). */
  failures: z.object({ count: z.number(), n: z.number(), topCode: z.number().int().nullable() }),
  /** Today's texts: passed on, and asked about (`Block`). */
  sms: z.object({ notified: z.number(), asked: z.number(), discarded: z.number() }),
  /** Calls per hour today by hour of day, for sparklines (0..23, up to now). */
  hourly: z.array(z.object({ calls: z.number(), answered: z.number(), failed: z.number() })),
})
export type LiveCards = z.infer<typeof LiveCards>

export const LiveMinute = z.object({
  /** Start of the minute. */
  at: Instant,
  open: z.number(),
  answered: z.number(),
  notAnswered: z.number(),
  abandoned: z.number(),
  failed: z.number(),
  unknown: z.number(),
})
export type LiveMinute = z.infer<typeof LiveMinute>

export const FeedRow = z.object({
  /** Unique within its type. */
  id: z.number().int(),
  type: z.union([CallEventType, z.enum(['cdr', 'sms', 'number-status'])]),
  /** Null for what belongs to no call. */
  callId: z.number().int().nullable(),
  /** A number status carries no time of its own: then it is when it came. */
  at: Instant,
  receivedAt: Instant,
  caller: MaskedNumber,
  x: MaskedNumber,
  callee: MaskedNumber,
  stateCode: z.number().int().nullable(),
  digits: z.string().nullable(),
  decision: z.union([CallDecision, SmsDecision]).nullable(),
  notification: SmsNotification.nullable(),
  numberStatus: NumberStatus.nullable(),
  /** As it came: what is shown of a status that is none we know. */
  numberStatusCode: z.string().nullable(),
  numberCause: z.string().nullable(),
})
export type FeedRow = z.infer<typeof FeedRow>

/** What a card or bar opens: exactly the calls behind its figure. */
export const CallScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('live'), phase: LivePhase.nullable() }),
  z.object({ kind: z.literal('started'), from: Instant, to: Instant, outcome: Outcome.nullable().default(null) }),
  /** Started in the span and over. */
  z.object({ kind: z.literal('ended'), from: Instant, to: Instant }),
  /** Today's calls over the same X, or by the same caller. */
  z.object({ kind: z.literal('like'), callId: z.number().int(), by: z.enum(['x', 'caller']).default('x') }),
])
export type CallScope = z.infer<typeof CallScope>

export const CallRow = z.object({
  id: z.number().int(),
  mode: Mode,
  appName: z.string(),
  phase: CallPhase,
  outcome: Outcome,
  startedAt: Instant.nullable(),
  answeredAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  caller: MaskedNumber,
  x: MaskedNumber,
  callee: MaskedNumber,
  releaseCode: z.number().int().nullable(),
  areaCode: z.string().nullable(),
  ...modeFields,
})
export type CallRow = z.infer<typeof CallRow>

export const CallPage = z.object({ rows: z.array(CallRow), total: z.number().int(), next: z.string().nullable() })
export type CallPage = z.infer<typeof CallPage>

/** One rung of the ladder. `leg` tells between whom: 1 = A→X, 2 = X→B, 0 = the platform's record of the whole call. */
export const LadderStep = z.object({
  type: z.union([CallEventType, z.literal('cdr')]),
  leg: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  at: Instant,
  receivedAt: Instant,
  /** Since the step before; null for the first. */
  gapMs: z.number().nullable(),
  deliveryId: z.number().int(),
  /** How often it arrived. */
  copies: z.number().int(),
  stateCode: z.number().int().nullable(),
  /** AXE: what the caller typed; X: what the platform was answered. */
  digits: z.string().nullable(),
  decision: CallDecision.nullable(),
})
export type LadderStep = z.infer<typeof LadderStep>

export const CallDetail = CallRow.extend({
  /** Masked: session ids may embed phone numbers. */
  sessionId: z.string(),
  appKey: z.string(),
  bindingId: z.string().nullable(),
  routedAt: Instant.nullable(),
  alertingAt: Instant.nullable(),
  talkSeconds: z.number().nullable(),
  pddMs: z.number().nullable(),
  releaseSide: ReleaseSide.nullable(),
  q850Cause: z.number().int().nullable(),
  sipStatus: z.number().int().nullable(),
  hasCdr: z.boolean(),
  recorded: z.boolean().nullable(),
  userData: z.string().nullable(),
  ladder: z.array(LadderStep),
  /** Same X today, and same caller today, this call included. */
  like: z.object({ sameX: z.number().int(), sameCaller: z.number().int() }),
})
export type CallDetail = z.infer<typeof CallDetail>
