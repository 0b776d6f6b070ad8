import { z } from 'zod'
import { parseJson } from './call-answer.ts'

/** Braces and Chinese characters are not taken (callbacks.md §6). */
const UserData = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[^{}\p{Script=Han}]*$/u)

const number = z
  .string()
  .min(1)
  .max(64)
  .regex(/^\+\d+$/)

const Action = z.discriminatedUnion('operation', [
  z.looseObject({
    operation: z.literal('vNumberRoute'),
    message: z.looseObject({ called: number, calling: number }),
    userData: UserData.optional(),
  }),
  z.looseObject({ operation: z.literal('DiscardMessage'), userData: UserData.optional() }),
])
/** The reference defines a list; an official sample sends an object, which the reference does not know. */
const SmsAnswer = z.looseObject({ actions: z.array(Action).min(1) })

export type SmsDecision = { forwardTo: string } | { discard: true } | { wrong: string }

/**
 * What becomes of a text by the answer to its Block. A wrong answer is refused: the text goes nowhere, as if it had been discarded.
 * Of several actions the first counts.
 */
export function decideSms(answer: string, sender: string): SmsDecision {
  const body = parseJson(answer)
  if (body === undefined) return { wrong: 'no JSON' }
  const parsed = SmsAnswer.safeParse(body)
  if (!parsed.success) return { wrong: parsed.error.issues[0]?.path.join('.') || 'actions' }
  const [action] = parsed.data.actions
  if (action === undefined) return { wrong: 'actions' }
  if (action.operation === 'DiscardMessage') return { discard: true }
  if (action.message.calling !== sender) return { wrong: 'actions.0.message.calling' }
  return { forwardTo: action.message.called }
}
