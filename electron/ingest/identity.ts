import { hash } from 'node:crypto'
import type { DeliveryKind } from '../../shared/domain/delivery.ts'

/**
 * What makes two arrivals one delivery: app and body bytes. A number status has no time and no sequence number (callbacks.md §5),
 * so "paused" today and "paused" again next week have the same bytes; there the nonce belongs to it, and where there is none the
 * instant it came. A refused push has an identity of its own, so that somebody else's forgery cannot make the true one look like a
 * duplicate.
 * @returns 22 characters (132 bits): text, because a small buffer crosses threads with the whole pool it was cut from
 */
export function deliveryIdentity(appId: number, kind: DeliveryKind | 'refused', body: string, occasion: string): string {
  const salt = kind === 'refused' ? 'refused' : kind === 'number-status' ? occasion : ''
  return hash('sha256', `${appId}\n${salt}\n${body}`, 'base64url').slice(0, 22)
}
