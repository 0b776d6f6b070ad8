import type { z } from 'zod'
import { AppError, toErrorInfo } from '../../shared/errors.ts'
import { contract } from '../../shared/ipc/contract.ts'
import type { Channel, Contract } from '../../shared/ipc/contract.ts'
import type { Handlers } from '../../shared/ipc/define.ts'
import type { Envelope } from '../../shared/ipc/envelope.ts'
import { maskText } from '../../shared/domain/phone-number.ts'

/** A line for the log; already masked. */
export type LogLine = (line: string) => void

/** What a page sent is named by path and rule, never by value: it may be a phone number or a secret. */
function refusal(error: z.ZodError): Envelope {
  const issue = error.issues[0]
  const path = maskText(issue?.path.join('.') ?? '')
  const message = `${path === '' ? 'input' : path}: ${issue?.message ?? 'not understood'}`
  return failure(new AppError('invalid-input', message, { details: { path } }))
}

export function failure(thrown: unknown): Envelope {
  return { ok: false, error: toErrorInfo(thrown) }
}

/** Null when the input fits the contract, else the answer that says why not. */
export function refuseInput(channel: Channel, input: unknown): Envelope | null {
  const parsed = contract[channel].input.safeParse(input)
  return parsed.success ? null : refusal(parsed.error)
}

/**
 * Answers one call: parses, asks the handler, packs what comes back or is thrown. Never throws itself.
 * Whatever is not an `AppError` is a bug: it is logged with its stack and reaches the page as `internal`.
 */
export async function answer<K extends Channel>(
  handlers: Handlers<Contract, K>,
  channel: K,
  input: unknown,
  log: LogLine,
): Promise<Envelope> {
  const parsed = contract[channel].input.safeParse(input)
  if (!parsed.success) return refusal(parsed.error)
  try {
    const handler = handlers[channel] as (input: unknown) => unknown
    return { ok: true, value: await handler(parsed.data) }
  } catch (thrown) {
    if (!(thrown instanceof AppError))
      log(maskText(`${channel}: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : 'no Error thrown'}`))
    return failure(thrown)
  }
}
