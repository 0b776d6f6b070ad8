import type { Cdr, ReleaseSide } from '../../shared/domain/cdr.ts'
import { toE164 } from '../../shared/domain/phone-number.ts'
import { parsePlatformTime } from '../../shared/domain/time.ts'
import { detailOf, quarantined, translateList, type RecordOutcome, type Told } from './translate-outcome.ts'
import { maxFeesPerPush, WireFee, WireFeeMessage } from './wire/fee.ts'

const kind = 'cdr'

export function translateFees(body: unknown, appKey: string): Told {
  const message = WireFeeMessage.safeParse(body)
  if (!message.success) return quarantined(kind, 'invalid-fields', detailOf(message.error))
  return translateList(kind, message.data.feeLst, maxFeesPerPush, (record) => translateFee(record, appKey))
}

function translateFee(record: unknown, appKey: string): RecordOutcome {
  const fee = WireFee.safeParse(record)
  if (!fee.success) return { reason: 'invalid-fields', detail: detailOf(fee.error) }
  if (fee.data.appKey !== undefined && fee.data.appKey !== appKey) {
    return { reason: 'other-app', detail: 'appKey: names another app than the URL it came in on' }
  }
  const times = timesOf(fee.data)
  // A time that is there but cannot be read must not pass for one that is absent: an answered call would become an unanswered one.
  const unreadable = cdrTimes.find((field) => fee.data[field] !== undefined && times[field] === null)
  if (unreadable !== undefined) return { reason: 'invalid-fields', detail: `${unreadable}: must be yyyy-MM-dd HH:mm:ss` }
  return { fact: { kind, cdr: toCdr(fee.data, times, appKey) } }
}

const cdrTimes = ['callInTime', 'fwdStartTime', 'fwdAlertingTime', 'fwdAnswerTime', 'callEndTime', 'failTime'] as const
type Times = Record<(typeof cdrTimes)[number], number | null>

function timesOf(fee: WireFee): Times {
  return {
    callInTime: parsePlatformTime(fee.callInTime),
    fwdStartTime: parsePlatformTime(fee.fwdStartTime),
    fwdAlertingTime: parsePlatformTime(fee.fwdAlertingTime),
    fwdAnswerTime: parsePlatformTime(fee.fwdAnswerTime),
    callEndTime: parsePlatformTime(fee.callEndTime),
    failTime: parsePlatformTime(fee.failTime),
  }
}

function toCdr(fee: WireFee, times: Times, appKey: string): Cdr {
  const { fwdAnswerTime: answeredAt, callEndTime: endedAt } = times
  const dialledNumber = toE164(fee.calleeNum)
  return {
    cdrKey: fee.icid ?? `${fee.sessionId} ${fee.callInTime ?? ''}`,
    icid: fee.icid ?? null,
    sessionId: fee.sessionId,
    appKey,
    bindingId: fee.subscriptionId ?? null,
    xNumber: toE164(fee.bindNum) ?? dialledNumber,
    callerNumber: toE164(fee.callerNum),
    calleeNumber: toE164(fee.fwdDstNum),
    displayNumber: toE164(fee.fwdDisplayNum),
    dialledNumber,
    callInAt: times.callInTime,
    forwardedAt: times.fwdStartTime,
    alertingAt: times.fwdAlertingTime,
    answeredAt,
    endedAt,
    failedAt: times.failTime,
    talkSeconds: answeredAt !== null && endedAt !== null && endedAt >= answeredAt ? Math.round((endedAt - answeredAt) / 1000) : null,
    releasePoint: fee.ulFailReason ?? null,
    q850Cause: fee.fwdUnaswRsn ?? null,
    sipStatus: fee.sipStatusCode ?? null,
    releaseSide: releaseSideOf(fee.callRelDirection),
    recorded: fee.recordFlag === 1,
    areaCode: fee.areaCode ?? null,
    extension: fee.extendNum ?? null,
    userData: fee.userData ?? null,
    asked: fee.notifyMode === asked,
    recordStartedAt: parsePlatformTime(fee.recordStartTime),
    recordDomain: fee.recordDomain ?? null,
    recordObject: fee.recordObjectName ?? null,
    recordUrl: fee.recordFileDownloadUrl ?? null,
    more: moreOf(fee),
  }
}

/** Marks the CDRs of X mode (callbacks.md §4). */
const asked = 'Block'

/** 1 caller, 2 callee; sent only on request (callbacks.md §4). */
function releaseSideOf(direction: number | undefined): ReleaseSide | null {
  if (direction === 1) return 'caller'
  return direction === 2 ? 'callee' : null
}

/** What has a column of its own, and whether the column holds all that was said. */
const told = new Map<string, (value: unknown) => boolean>([
  ...[
    'appKey',
    'icid',
    'bindNum',
    'sessionId',
    'subscriptionId',
    'callerNum',
    'calleeNum',
    'fwdDisplayNum',
    'fwdDstNum',
    'fwdUnaswRsn',
    'ulFailReason',
    'sipStatusCode',
    'recordDomain',
    'recordObjectName',
    'recordFileDownloadUrl',
    'areaCode',
    'userData',
    'extendNum',
    ...cdrTimes,
  ].map((field) => [field, () => true] as const),
  ['recordFlag', (value) => value === 0 || value === 1],
  ['callRelDirection', (value) => value === 1 || value === 2],
  ['notifyMode', (value) => value === asked],
  ['recordStartTime', (value) => parsePlatformTime(String(value)) !== null],
])

const saysSomething = (value: unknown) => value !== undefined && value !== null && value !== ''

/** The rest as it came, by name: the same in any order of the fields. */
function moreOf(fee: WireFee): string | null {
  const rest = Object.entries(fee).filter(([field, value]) => saysSomething(value) && told.get(field)?.(value) !== true)
  if (rest.length === 0) return null
  return JSON.stringify(Object.fromEntries(rest.sort(([a], [b]) => (a < b ? -1 : 1))))
}
