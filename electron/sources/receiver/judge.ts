import { maxCreatedAgeMs, maxCreatedAheadMs, type DeliveryReason, type Verdict } from '../../../shared/domain/delivery.ts'
import type { Answers, PlatformApp } from '../../../shared/domain/platform-app.ts'
import type { Arrival } from '../../ingest/arrival.ts'
import { deliveryIdentity } from '../../ingest/identity.ts'
import { kindOf } from '../../platform/wire/kind-of.ts'
import { parseSignature, verifySignature, type Signature } from '../../platform/sign.ts'
import { translate } from '../../platform/translate.ts'
import type { SignatureFinding } from '../../store/deliveries.ts'
import type { NonceMemory } from './nonces.ts'

export type PushHeaders = Readonly<Record<string, string | undefined>>

/** Only what authentication needs is kept of the head; it is enough to check the signature again. */
const keptHeaders = ['authorization', 'x-aksk', 'x-wsse', 'content-type'] as const
const maxKeptHeader = 1024

export function keptHead(headers: PushHeaders): string {
  const kept = keptHeaders.flatMap((name) => {
    const value = headers[name]
    return value === undefined ? [] : [[name, value.slice(0, maxKeptHeader)] as const]
  })
  return JSON.stringify(Object.fromEntries(kept))
}

interface Finding {
  signature: SignatureFinding
  signed: Signature | null
}

const reasonOf: Record<Exclude<SignatureFinding, 'valid'>, DeliveryReason> = {
  missing: 'signature-missing',
  malformed: 'signature-malformed',
  wrong: 'signature-wrong',
  'unknown-key': 'unknown-key',
}

/** The body covers neither app nor time, so the key named in the header must be the one of the URL. */
function findSignature(headers: PushHeaders, app: PlatformApp, secrets: readonly string[]): Finding {
  const signed = parseSignature(headers)
  if ('fault' in signed) return { signature: signed.fault, signed: null }
  if (signed.username !== app.appKey) return { signature: 'unknown-key', signed }
  // A Created that is no instant could be replayed for ever.
  if (signed.createdAt === null) return { signature: 'malformed', signed: null }
  return { signature: verifySignature(signed, secrets) ? 'valid' : 'wrong', signed }
}

export interface Push {
  app: PlatformApp
  secrets: readonly string[]
  headers: PushHeaders
  /** Body text, and what it is as JSON. */
  text: string
  body: unknown
  /** What its sender is told where it asks; null where nobody waits any more. */
  answers: Answers | null
  receivedAt: number
}

/**
 * Judges a readable push: whose it is, whether it may be believed, what it says. Pure but for the memory of nonces.
 * The verdict is what ingest is to do with it; ingest may lower `accepted` to `duplicate`, `partial` or `quarantined`.
 */
export function judgePush(push: Push, nonces: NonceMemory): Arrival {
  const { app, headers, text, receivedAt } = push
  const { signature, signed } = findSignature(headers, app, push.secrets)
  const row = {
    appId: app.id,
    appKey: app.appKey,
    mode: app.mode,
    receivedAt,
    signature,
    nonce: signed?.nonce ?? null,
    signedAt: signed?.createdAt ?? null,
    head: keptHead(headers),
    body: text,
    facts: [],
    rejected: [],
    answer: null,
  }
  const refuse = (reason: DeliveryReason): Arrival => {
    const identity = deliveryIdentity(app.id, 'refused', text, '')
    return { ...row, kind: kindOf(push.body), verdict: 'refused', reason, identity }
  }
  if (signature !== 'valid' && app.signature === 'required') return refuse(reasonOf[signature])

  const translation = translate(text, push.body, { appKey: app.appKey, answers: push.answers })
  const identity = deliveryIdentity(app.id, translation.kind, text, row.nonce ?? `at ${receivedAt}`)
  if (signature === 'valid' && signed && nonces.isReplay(app.id, signed.nonce, identity)) {
    return refuse('nonce-replayed')
  }
  const age = signature === 'valid' ? judgeAge(row.signedAt, receivedAt) : null
  const verdict: Verdict = age ? 'stale' : translation.verdict
  return { ...row, ...translation, identity, verdict, reason: age ?? translation.reason }
}

function judgeAge(signedAt: number | null, receivedAt: number): DeliveryReason | null {
  if (signedAt === null) return null
  if (receivedAt - signedAt > maxCreatedAgeMs) return 'created-too-old'
  return signedAt - receivedAt > maxCreatedAheadMs ? 'created-in-future' : null
}
