import type { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { HttpAnswer } from './client-http.ts'
import { redactedSample } from './redacted-sample.ts'
import { errorOfResult, flowControlPauseMs } from './result-errors.ts'
import { WireResult } from './wire/every-mode-api.ts'

/** An answer with the platform's result code in it, whatever that is. */
export interface Result {
  code: string
  description: string
  json: unknown
}

/**
 * Reads the result of an answer.
 * @throws AppError where there is none: `platform-rejected` with reason `wrong-base-url`, `platform-unreachable` with `server-error`,
 * `rate-limited`, or `platform-contract` with a sample of what came instead
 */
export function resultOf({ status, text }: HttpAnswer): Result {
  const json = parsed(text)
  const result = WireResult.safeParse(json)
  if (result.success) {
    const code = result.data.resultcode.trim()
    if (code === '0' && (status < 200 || status > 299)) throw contractError(`success with HTTP ${status}`, text, { status })
    return { code, description: result.data.resultdesc ?? '', json }
  }
  // A 404 means wrong base URL or URI (api.md §1); what the server says beside it is its own page.
  if (status === 404) {
    throw new AppError('platform-rejected', 'HTTP 404 without a result code: the base URL is wrong', {
      details: { reason: 'wrong-base-url', outcome: 'refused', concerns: 'app', status },
    })
  }
  if (status === 429) {
    throw new AppError('rate-limited', 'HTTP 429', {
      retryAfterMs: flowControlPauseMs,
      details: { outcome: 'refused', concerns: 'app', status },
    })
  }
  if (status >= 500) {
    throw new AppError('platform-unreachable', `HTTP ${status} without a result code`, {
      details: { reason: 'server-error', outcome: 'unknown', concerns: 'app', status },
    })
  }
  throw contractError('no result code', text, { status })
}

/** @throws AppError by the code, unless it is success */
export function requireSuccess({ code, description }: Result, status: number): void {
  if (code !== '0') throw errorOfResult(code, description, status)
}

/** Reads an answer by its schema. @throws AppError `platform-contract` that names the field and shows a sample */
export function readAnswer<Schema extends z.ZodType>(schema: Schema, json: unknown, text: string): z.infer<Schema> {
  const read = schema.safeParse(json)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  const field = issue?.path.join('.') ?? ''
  throw contractError(`${field}: ${issue?.message ?? 'does not fit'}`, text, { field })
}

/** The outcome is unknown: the platform may well have done what it was asked, and only said so in a way we cannot read. */
export function contractError(what: string, text: string, details: Record<string, string | number> = {}): AppError {
  const sample = redactedSample(text)
  return new AppError('platform-contract', `unexpected answer: ${what}; ${sample}`, {
    details: { reason: 'unexpected-answer', outcome: 'unknown', concerns: 'app', sample, ...details },
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
