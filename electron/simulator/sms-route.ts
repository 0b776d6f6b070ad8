import { toE164 } from '../../shared/domain/phone-number.ts'
import type { BookedBinding } from './booked-binding.ts'
import { isLandline, type BindingView } from './route.ts'
import type { Text } from './sms-wish.ts'

/** What the platform does with a text to X (callbacks.md §6). */
export type SmsRoute =
  /** @param direction `1` from A, `2` to A: the values are documented, their meaning is not */
  | { kind: 'relay'; receiver: string; content: string; subscriptionId: string | null; direction: '1' | '2' }
  /** Block: the customer's server is asked. */
  | { kind: 'ask'; subscriptionId: string | null }
  /** Nobody is told: no message for it is documented. */
  | { kind: 'drop' }

const drop: SmsRoute = { kind: 'drop' }

/** @param mayUse whether X carries SMS now */
export function routeSms({ app, sender, x, content }: Omit<Text, 'index' | 'at'>, view: BindingView, mayUse: boolean): SmsRoute {
  if (!mayUse) return drop
  switch (app.mode) {
    case 'AXB':
      return axbSms(view.ofUser(x, sender)[0], sender, content)
    case 'AX':
      return axSms(view.onX(x)[0], sender, content)
    case 'X':
      return { kind: 'ask', subscriptionId: null }
    case 'AXE':
    case 'AXYB':
      return drop
  }
}

/** Switched on unless the binding says no (api.md §2.1). */
function allowsSms({ settings }: BookedBinding): boolean {
  return settings['privateSms'] !== 'false'
}

function axbSms(binding: BookedBinding | undefined, sender: string, content: string): SmsRoute {
  if (binding?.mode !== 'AXB' || !allowsSms(binding)) return drop
  const fromA = binding.a === sender
  const receiver = fromA ? binding.b : binding.a
  if (isLandline(receiver)) return drop
  return { kind: 'relay', receiver, content, subscriptionId: binding.subscriptionId, direction: fromA ? '1' : '2' }
}

function axSms(binding: BookedBinding | undefined, sender: string, content: string): SmsRoute {
  if (binding?.mode !== 'AX' || !allowsSms(binding)) return drop
  const { subscriptionId } = binding
  if (binding.a !== sender) {
    if (isLandline(binding.a)) return drop
    return { kind: 'relay', receiver: binding.a, content: `${content}[From ${sender}]`, subscriptionId, direction: '2' }
  }
  // Half-width, and nothing after the number.
  const [, text, named] = /^(.*)@(\+?\d{5,20})$/s.exec(content) ?? []
  const receiver = toE164(named)
  if (text === undefined || receiver === null || !/^\+861[3-9]\d{9}$/.test(receiver)) return { kind: 'ask', subscriptionId }
  return { kind: 'relay', receiver, content: text, subscriptionId, direction: '1' }
}
