import { z } from 'zod'
import { looseInteger, looseText, requiredText } from './loose.ts'

/** The AXB binding API (api.md §2): one URI, four methods. */
export const axbBindingUri = '/rest/caas/relationnumber/partners/v1.0'

export const maxBindingSeconds = 7_776_000
export const maxCallMinutes = 1_440

/** Sent as `"true"`/`"false"`; some official demos send a JSON boolean. */
const WireFlag = z.union([z.enum(['true', 'false']), z.boolean().transform((flag) => (flag ? ('true' as const) : ('false' as const)))])

/** Both hold announcement file names: `callerHintTone` when A dials X, `calleeHintTone` when B does. */
const WirePlayInfo = z.looseObject({ callerHintTone: z.string().max(128).optional(), calleeHintTone: z.string().max(128).optional() })

/** What a binding can be set to, at bind or later. */
const settings = {
  /** 0 both ways, 1 only A calls, 2 only B calls. */
  callDirection: z.int().min(0).max(2).optional(),
  /** Seconds; 0 = never expires. */
  duration: z.int().min(0).max(maxBindingSeconds).optional(),
  /** Minutes of one call from its answer; 0 = no limit. */
  maxDuration: z.int().min(0).max(maxCallMinutes).optional(),
  lastMinVoice: z.string().max(128).optional(),
  recordFlag: WireFlag.optional(),
  recordHintTone: z.string().max(128).optional(),
  preVoice: WirePlayInfo.optional(),
  privateSms: WireFlag.optional(),
  userData: z.string().min(1).max(256).optional(),
}

export const WireAxbBind = z.looseObject({
  callerNum: z.string().min(4).max(31),
  calleeNum: z.string().min(4).max(31),
  relationNum: z.string().min(4).max(31).optional(),
  areaCode: z.string().max(32).optional(),
  /** `0` strict, `1` non-strict. */
  areaMatchMode: z.enum(['0', '1']).optional(),
  ...settings,
})
export type WireAxbBind = z.infer<typeof WireAxbBind>

export const WireAxbModify = z.looseObject({
  subscriptionId: z.string().min(1).max(64),
  callerNum: z.string().min(4).max(31).optional(),
  calleeNum: z.string().min(4).max(31).optional(),
  ...settings,
})
export type WireAxbModify = z.infer<typeof WireAxbModify>

export const WireAxbUnbindQuery = z.object({ subscriptionId: z.string().max(64).optional(), relationNum: z.string().max(31).optional() })
export type WireAxbUnbindQuery = z.infer<typeof WireAxbUnbindQuery>

export const WireAxbListQuery = z.object({
  subscriptionId: z.string().max(64).optional(),
  relationNum: z.string().max(31).optional(),
  callerNum: z.string().max(128).optional(),
  calleeNum: z.string().max(128).optional(),
  pageIndex: z.string().optional(),
  pageSize: z.string().optional(),
})
export type WireAxbListQuery = z.infer<typeof WireAxbListQuery>

/** Every answer has these two; `"0"` is success (api.md §1). */
export const WireResult = z.looseObject({ resultcode: requiredText, resultdesc: looseText })
export type WireResult = z.infer<typeof WireResult>

export const WireAxbBindAnswer = z.looseObject({
  resultcode: requiredText,
  resultdesc: looseText,
  subscriptionId: requiredText,
  relationNum: looseText,
  callDirection: looseInteger,
  duration: looseInteger,
  maxDuration: looseInteger,
})
export type WireAxbBindAnswer = z.infer<typeof WireAxbBindAnswer>

/** One entry of `relationNumList`; which settings come back depends on what was set. */
export const WireRelationNumInfo = z.looseObject({
  subscriptionId: requiredText,
  relationNum: looseText,
  callerNum: looseText,
  calleeNum: looseText,
  callDirection: looseInteger,
  duration: looseInteger,
  maxDuration: looseInteger,
  recordFlag: z.union([WireFlag, z.literal('')]).optional(),
  userData: looseText,
})
export type WireRelationNumInfo = z.infer<typeof WireRelationNumInfo>

export const WireAxbListAnswer = z.looseObject({
  resultcode: requiredText,
  resultdesc: looseText,
  totalCount: looseInteger,
  pageIndex: looseInteger,
  pageSize: looseInteger,
  relationNumList: z.array(WireRelationNumInfo).nullish(),
})
export type WireAxbListAnswer = z.infer<typeof WireAxbListAnswer>
