import { AppError } from '../../shared/errors.ts'

/**
 * What a request that failed has done, kept in `details.outcome`. `not-sent` and `refused`: nothing. `unknown`: it may have gone through.
 */
export type Outcome = 'not-sent' | 'refused' | 'unknown'

export function outcomeOf(error: unknown): Outcome | null {
  const outcome = error instanceof AppError ? error.details?.['outcome'] : undefined
  return outcome === 'not-sent' || outcome === 'refused' || outcome === 'unknown' ? outcome : null
}

/** The same failure, with its outcome learned later or stated where it was not. */
export function withOutcome(error: unknown, outcome: Outcome): unknown {
  if (!(error instanceof AppError)) return error
  return new AppError(error.code, error.message, {
    ...(error.platformCode !== undefined && { platformCode: error.platformCode }),
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
    details: { ...error.details, outcome },
    cause: error,
  })
}

/** The connection to the proxy failed; `cause` says how. */
export class ProxyFailure extends Error {
  constructor(cause: Error) {
    super(`no connection to the proxy: ${cause.message}`, { cause })
    this.name = 'ProxyFailure'
  }
}

/** The proxy is of a kind that we do not speak to. */
export class UnusableProxy extends Error {
  constructor(kind: string) {
    super(`a proxy of the kind ${kind} cannot be used`)
    this.name = 'UnusableProxy'
  }
}

/** A try took longer than the settings allow. */
export class Overdue extends Error {
  constructor(ms: number) {
    super(`no answer within ${ms} ms`)
    this.name = 'Overdue'
  }
}

const reasons: readonly (readonly [reason: string, pattern: RegExp])[] = [
  ['dns', /^(ENOTFOUND|EAI_\w+)$/],
  ['refused', /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EHOSTDOWN)$/],
  ['timeout', /^(UND_ERR_CONNECT_TIMEOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT|ETIMEDOUT)$/],
  ['tls', /^(ERR_TLS\w*|ERR_SSL\w*|CERT_\w+|UNABLE_TO_\w+|SELF_SIGNED\w*|DEPTH_ZERO\w*|EPROTO|HOSTNAME_MISMATCH|INVALID_CA)$/],
  ['proxy', /^UND_ERR_PRX\w*$/],
]

/**
 * A failure of the network in our words. `details.reason`: `dns`, `refused`, `timeout`, `tls`, `proxy`, `proxy-kind` (one we cannot speak
 * to, such as SOCKS), or `connection-lost`.
 */
export function unreachable(thrown: unknown, outcome: Outcome): AppError {
  if (thrown instanceof AppError) return thrown
  const reason = reasonOf(thrown)
  const code = codeOf(thrown)
  return new AppError('platform-unreachable', `the platform was not reached: ${reason}${code === '' ? '' : ` (${code})`}`, {
    details: { reason, outcome },
    cause: thrown,
  })
}

/** @param reason what the signal was aborted with: the end of a try's time, an error to throw, or anything else: somebody gave up */
export function givenUp(reason: unknown, outcome: Outcome): AppError {
  if (reason instanceof Overdue || reason instanceof AppError) return unreachable(reason, outcome)
  return new AppError('cancelled', 'the request was cancelled', { details: { outcome } })
}

/** Whether a failure is one of certificates, which a download may overlook. */
export function isCertificateFailure(error: unknown): boolean {
  return error instanceof AppError && error.details?.['reason'] === 'tls'
}

function reasonOf(thrown: unknown): string {
  if (thrown instanceof UnusableProxy) return 'proxy-kind'
  if (thrown instanceof ProxyFailure) return 'proxy'
  if (thrown instanceof Overdue) return 'timeout'
  const message = thrown instanceof Error ? thrown.message : ''
  // undici has no code of its own for these two: the proxy would not tunnel, or wants a password.
  if (/^Proxy response \(|^Proxy Authentication Required/.test(message)) return 'proxy'
  const code = codeOf(thrown)
  return reasons.find(([, pattern]) => pattern.test(code))?.[0] ?? 'connection-lost'
}

/** With several addresses tried, the error holds one error for each; the first speaks for them. */
function codeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return ''
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code
  return thrown instanceof AggregateError ? codeOf(thrown.errors[0]) : codeOf(thrown.cause)
}
