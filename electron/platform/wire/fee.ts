import { z } from 'zod'
import { mostRecords } from './list-bound.ts'
import { looseInteger, looseText, requiredText } from './loose.ts'

/** One record of `feeLst` (callbacks.md §4). Reserved fields and fields we have no word for are kept as they came. */
export const WireFee = z.looseObject({
  direction: looseInteger,
  spId: looseText,
  appKey: looseText,
  /** Documented as always there; without it the session id and call-in time tell records apart. */
  icid: looseText,
  /** X. In the AXE API the same name means A. */
  bindNum: looseText,
  sessionId: requiredText,
  subscriptionId: looseText,
  callerNum: looseText,
  /** X again: the callee of leg 1. */
  calleeNum: looseText,
  fwdDisplayNum: looseText,
  fwdDstNum: looseText,
  callInTime: looseText,
  fwdStartTime: looseText,
  fwdAlertingTime: looseText,
  fwdAnswerTime: looseText,
  callEndTime: looseText,
  failTime: looseText,
  fwdUnaswRsn: looseInteger,
  ulFailReason: looseInteger,
  sipStatusCode: looseInteger,
  callOutStartTime: looseText,
  callOutAlertingTime: looseText,
  callOutAnswerTime: looseText,
  recordFlag: looseInteger,
  recordStartTime: looseText,
  recordDomain: looseText,
  recordBucketName: looseText,
  recordObjectName: looseText,
  recordFileDownloadUrl: looseText,
  serviceType: looseText,
  hostName: looseText,
  voiceCheckType: looseInteger,
  areaCode: looseText,
  callRelDirection: looseInteger,
  callDuration: looseInteger,
  userData: looseText,
  notifyMode: looseText,
  extendNum: looseText,
})
export type WireFee = z.infer<typeof WireFee>

/**
 * The envelope only: each record is parsed on its own with `WireFee`, so that one bad record cannot take its 49 neighbours
 * with it. 50 is the documented most; a longer list is taken in all the same, because after our 200 it is gone.
 */
export const WireFeeMessage = z.looseObject({ eventType: z.literal('fee'), feeLst: z.array(z.unknown()).min(1).max(mostRecords) })
export type WireFeeMessage = z.infer<typeof WireFeeMessage>

export const maxFeesPerPush = 50
