import type { DeliveryKind } from '../../../shared/domain/delivery.ts'

/**
 * What a parsed push body is. All kinds may arrive on one URL (callbacks.md §1), so only the shape tells, and only its
 * outermost part is looked at: a CDR message with a broken record is still a CDR message.
 */
export function kindOf(body: unknown): DeliveryKind {
  if (!isObject(body)) return 'unknown'
  if (body.eventType === 'fee') return Array.isArray(body.feeLst) ? 'cdr' : 'unknown'
  if (body.eventType === 'numStatus') return 'number-status'
  if (isObject(body.smsEvent)) return 'sms'
  if (typeof body.eventType === 'string' && isObject(body.statusInfo)) return 'call-event'
  return 'unknown'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
