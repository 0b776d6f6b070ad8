import type { CallDecision } from '../../shared/domain/call-event.ts'
import { E164 } from '../../shared/domain/phone-number.ts'
import type { Answers, CallControl, SmsControl } from '../../shared/domain/platform-app.ts'
import { addresseeOf, type SmsDecision } from '../../shared/domain/sms.ts'

/** What the platform is told where it asks. */
export interface Answer<Decision> {
  /** The body of our answer, JSON. */
  text: string
  decision: Decision
  /** Whom the call or the text goes on to. */
  number: string | null
}

/** A push asks one question at most; `call` and `sms` are both null where it asks none. */
export interface Answered {
  call: Answer<CallDecision> | null
  sms: Answer<SmsDecision> | null
}

/**
 * Answers what a body asks. Only the few fields that matter are looked at, and generously: the platform waits also where the rest of the
 * push cannot be read, and what it lacks is nothing the answer depends on.
 * @param answers null where nobody waits: a kept push that is looked at again
 */
export function answerTo(body: unknown, answers: Answers | null): Answered {
  if (answers === null) return { call: null, sms: null }
  if (partOf(body, 'eventType') === 'callin') {
    const asks = isQuestion(partOf(partOf(body, 'statusInfo'), 'notifyMode'))
    return { call: asks ? answerCall(answers.call) : null, sms: null }
  }
  const sms = partOf(body, 'smsEvent')
  return { call: null, sms: isQuestion(partOf(sms, 'notificationMode')) ? answerSms(answers.sms, sms) : null }
}

/** `Block`, in calls and texts alike (callbacks.md §3, §6). */
function isQuestion(mode: unknown): boolean {
  return typeof mode === 'string' && mode.trim() === 'Block'
}

/** The call control of X mode (callbacks.md §3.1). Objects, as the page shows them; old demos wrapped them in arrays. */
function answerCall(control: CallControl): Answer<CallDecision> {
  if (control.operation === 'close') return { text: '{"operation":"close","closeInfo":{}}', decision: 'close', number: null }
  const text = JSON.stringify({ operation: 'connect', connectInfo: { calleeNum: control.calleeNumber } })
  return { text, decision: 'connect', number: control.calleeNumber }
}

const discard: Answer<SmsDecision> = { text: '{"actions":[{"operation":"DiscardMessage"}]}', decision: 'discard', number: null }

/**
 * SMS control (callbacks.md §6): `actions` is a list, as the reference defines it. A text goes on where the number it ends with can be a
 * person's; any other would only fail later.
 */
function answerSms(control: SmsControl, sms: unknown): Answer<SmsDecision> {
  const calling = textOf(partOf(sms, 'calling'))
  if (control === 'discard' || calling === null) return discard
  const called = E164.safeParse(addresseeOf(textOf(partOf(sms, 'smsContent'))) ?? '')
  if (!called.success) return discard
  const text = JSON.stringify({ actions: [{ operation: 'vNumberRoute', message: { called: called.data, calling } }] })
  return { text, decision: 'forward', number: called.data }
}

/** Own fields only: a body may call one `__proto__`. */
function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
}

function textOf(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text.trim() !== '' ? text : null
}
