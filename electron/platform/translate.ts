import type { Translation } from '../../shared/domain/fact.ts'
import type { Answers } from '../../shared/domain/platform-app.ts'
import { answerTo, type Answered } from './answers.ts'
import { translateCallEvent } from './translate-call-event.ts'
import { translateFees } from './translate-cdr.ts'
import { translateNumberStatus } from './translate-number-status.ts'
import { quarantined, type Told } from './translate-outcome.ts'
import { translateSms } from './translate-sms.ts'
import { shapeFaultOf, type ShapeFault } from './wire/body-shape.ts'
import { kindOf } from './wire/kind-of.ts'

/** Whose push it is: the app whose URL it came in on. What names another app is not taken for this one's. */
export interface Recipient {
  appKey: string
  /** Null where nobody waits for an answer: a kept push that is looked at again. */
  answers: Answers | null
}

const shapeFaults: Record<ShapeFault, string> = {
  'nested-too-deep': 'nested deeper than any documented push',
  'name-repeated': 'a name stands twice in one object',
}

/**
 * Turns a push body into facts in our words, and says what is answered where it asks. It never throws: what makes no fact is rejected
 * with the reason.
 * @param text the body as it came
 * @param body what it is as JSON
 */
export function translate(text: string, body: unknown, { appKey, answers }: Recipient): Translation {
  const answered = answerTo(body, answers)
  const answer = (answered.call ?? answered.sms)?.text ?? null
  const fault = shapeFaultOf(text, body)
  const told = fault ? quarantined(kindOf(body), 'invalid-fields', shapeFaults[fault]) : toldBy(body, appKey, answered)
  return { ...told, answer }
}

function toldBy(body: unknown, appKey: string, answered: Answered): Told {
  const kind = kindOf(body)
  switch (kind) {
    case 'call-event':
      return translateCallEvent(body, appKey, answered)
    case 'cdr':
      return translateFees(body, appKey)
    case 'number-status':
      return translateNumberStatus(body)
    case 'sms':
      return translateSms(body, appKey, answered)
    case 'unknown':
      return quarantined(kind, 'unknown-shape', 'no documented kind of push has this shape')
  }
}
