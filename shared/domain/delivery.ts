import { z } from 'zod'

/** What a push is, told from its body (callbacks.md §3-§6). `unknown`: signed JSON of no documented shape. */
export const deliveryKinds = ['call-event', 'cdr', 'number-status', 'sms', 'unknown'] as const
export const DeliveryKind = z.enum(deliveryKinds)
export type DeliveryKind = z.infer<typeof DeliveryKind>

/** Closed list; house rules say what each means. */
export const verdicts = ['accepted', 'duplicate', 'partial', 'quarantined', 'unsupported', 'stale', 'refused'] as const
export const Verdict = z.enum(verdicts)
export type Verdict = z.infer<typeof Verdict>

/** Why a push was refused, quarantined or held back. Words for people come from the message files. */
export const deliveryReasons = [
  'signature-missing',
  'signature-wrong',
  'signature-malformed',
  'unknown-key',
  'nonce-replayed',
  'not-json',
  'too-large',
  'too-slow',
  'created-too-old',
  'created-in-future',
  'unknown-shape',
  'unknown-event-type',
  'invalid-fields',
  'other-app',
  'apply-failed',
  /** Taken in, and noted: more entries than the platform documents. */
  'more-than-documented',
] as const
export const DeliveryReason = z.enum(deliveryReasons)
export type DeliveryReason = z.infer<typeof DeliveryReason>

/** Limits the receiver holds to (platform bodies are far smaller: 50 CDRs are about 60 KiB). */
export const maxBodyBytes = 512 * 1024
export const keptBytesOfRejected = 64 * 1024
export const maxBodyMs = 10_000
export const maxCreatedAgeMs = 12 * 60 * 60 * 1000
export const maxCreatedAheadMs = 15 * 60 * 1000
