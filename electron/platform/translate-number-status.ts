import type { NumberStatusReport } from '../../shared/domain/number-status.ts'
import { toE164 } from '../../shared/domain/phone-number.ts'
import { detailOf, quarantined, translateList, type RecordOutcome, type Told } from './translate-outcome.ts'
import { causeOfCode, maxNumbersPerPush, statusOfCode, WireNumberInfo, WireNumberStatus } from './wire/number-status.ts'

const kind = 'number-status'

export function translateNumberStatus(body: unknown): Told {
  const message = WireNumberStatus.safeParse(body)
  if (!message.success) return quarantined(kind, 'invalid-fields', detailOf(message.error))
  const entries = message.data.numInfo ?? []
  // The page lists `numInfo` as optional (callbacks.md §5), but a report of no number reports nothing, and somebody should see it.
  if (entries.length === 0) return quarantined(kind, 'invalid-fields', 'numInfo: names no number')
  return translateList(kind, entries, maxNumbersPerPush, translateEntry)
}

function translateEntry(entry: unknown): RecordOutcome {
  const info = WireNumberInfo.safeParse(entry)
  if (!info.success) return { reason: 'invalid-fields', detail: detailOf(info.error) }
  const number = toE164(info.data.number)
  if (number === null) return { reason: 'invalid-fields', detail: 'number: must not be blank' }
  const statusCode = info.data.status.trim()
  const causeCode = info.data.cause?.trim() ?? null
  const report: NumberStatusReport = {
    number,
    status: (Object.hasOwn(statusOfCode, statusCode) && statusOfCode[statusCode]) || 'unknown',
    cause: causeCode === null ? null : (Object.hasOwn(causeOfCode, causeCode) && causeOfCode[causeCode]) || causeCode,
    statusCode,
    causeCode,
  }
  return { fact: { kind, report } }
}
