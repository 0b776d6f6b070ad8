import { z } from 'zod'
import { maskText } from './domain/phone-number.ts'

/** The closed list of expected failures. Anything else is a bug and becomes `internal` in `toErrorInfo`. */
export const errorCodes = [
  'invalid-input',
  'not-found',
  'conflict',
  'no-capacity',
  'credentials',
  'rate-limited',
  'restricted',
  'platform-rejected',
  'platform-unreachable',
  'platform-contract',
  'storage',
  'cancelled',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** What crosses a process border: words for people come from the message files, by `code` and `details.reason`. */
export const ErrorInfo = z.object({
  code: z.enum(errorCodes),
  /** English, for logs; holds no phone number. */
  message: z.string(),
  platformCode: z.string().optional(),
  /** Milliseconds to wait before trying again. */
  retryAfterMs: z.number().optional(),
  /** What a screen needs to explain and mend it, e.g. `{ reason: 'port-taken', port: 18080, freePort: 18081 }`. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
})
export type ErrorInfo = z.infer<typeof ErrorInfo>

type ErrorExtras = Omit<ErrorInfo, 'code' | 'message'> & { cause?: unknown }

export class AppError extends Error {
  readonly code: ErrorCode
  readonly platformCode: string | undefined
  readonly retryAfterMs: number | undefined
  readonly details: ErrorInfo['details']

  constructor(code: ErrorCode, message: string, extras: ErrorExtras = {}) {
    super(maskText(message), extras.cause === undefined ? undefined : { cause: extras.cause })
    this.name = 'AppError'
    this.code = code
    this.platformCode = extras.platformCode
    this.retryAfterMs = extras.retryAfterMs
    this.details = extras.details
  }
}

/** Packs anything thrown. Errors are packed by hand because structured clone drops their own fields. */
export function toErrorInfo(thrown: unknown): ErrorInfo {
  if (thrown instanceof AppError) {
    return {
      code: thrown.code,
      message: thrown.message,
      ...(thrown.platformCode !== undefined && { platformCode: thrown.platformCode }),
      ...(thrown.retryAfterMs !== undefined && { retryAfterMs: thrown.retryAfterMs }),
      ...(thrown.details !== undefined && { details: thrown.details }),
    }
  }
  const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : 'something that is no Error was thrown'
  return { code: 'internal', message: maskText(message) }
}

export function fromErrorInfo(info: ErrorInfo): AppError {
  const { code, message, ...extras } = info
  return new AppError(code, message, extras)
}

/** Ends a switch over a closed list: a new member becomes a compile error here. */
export function assertNever(value: never): never {
  throw new AppError('internal', `unexpected value of type ${typeof value}`)
}
