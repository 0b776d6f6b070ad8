import { numberCauses, type NumberCause, type NumberStatus } from '../../shared/domain/number-status.ts'
import type { Translate } from './use-text.ts'

interface Report {
  status: NumberStatus
  /** As it came; said where the status is none we know. */
  code: string | null
  cause: string | null
}

/** A status with its cause, in words; codes nobody documents as they came. */
export function numberStatusText({ status, code, cause }: Report, t: Translate): string {
  const words = status === 'unknown' && code !== null ? t('numbers.unknownStatus', { code }) : t(`numbers.status.${status}`)
  if (cause === null) return words
  const why = isKnown(cause) ? t(`numbers.cause.${cause}`) : t('numbers.unknownCause', { code: cause })
  return t('numbers.withCause', { status: words, cause: why })
}

function isKnown(cause: string): cause is NumberCause {
  return numberCauses.some((known) => known === cause)
}
