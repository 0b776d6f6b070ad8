import { z } from 'zod'
import { bindingUris, LooseWireFlag, maxBindingSeconds, WireAreaMatchMode, wireLimitSettings } from './every-mode-api.ts'
import { looseInteger, looseText, requiredText } from './loose.ts'

/** The AXB binding API (api.md §2): one URI, four methods. */
export const axbBindingUri = bindingUris.AXB

/** What a binding can be set to, at bind or later. */
const settings = {
  ...wireLimitSettings,
  /** Seconds; 0 or absent = never expires. Changing it starts the countdown anew. */
  duration: z.int().min(0).max(maxBindingSeconds).optional(),
}

export const WireAxbBind = z.looseObject({
  callerNum: z.string().min(4).max(31),
  calleeNum: z.string().min(4).max(31),
  /** X. It wins over `areaCode`; with neither the platform goes by A's own area. */
  relationNum: z.string().min(4).max(31).optional(),
  /** With its leading 0: `0755`, `010`. */
  areaCode: z.string().max(32).optional(),
  areaMatchMode: WireAreaMatchMode.optional(),
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

/** `subscriptionId` wins; X alone means every binding on it (api.md §2.3, unconfirmed). */
export const WireAxbUnbindQuery = z.object({ subscriptionId: z.string().max(64).optional(), relationNum: z.string().max(31).optional() })
export type WireAxbUnbindQuery = z.infer<typeof WireAxbUnbindQuery>

export const WireAxbListQuery = z.object({
  /** Wins over everything else. */
  subscriptionId: z.string().max(64).optional(),
  relationNum: z.string().max(31).optional(),
  /** These two only together with `relationNum`. */
  callerNum: z.string().max(128).optional(),
  calleeNum: z.string().max(128).optional(),
  /** From 1, the default. */
  pageIndex: z.string().optional(),
  /** 10-100; absent or out of range = 50. */
  pageSize: z.string().optional(),
})
export type WireAxbListQuery = z.infer<typeof WireAxbListQuery>

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
  recordFlag: LooseWireFlag,
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
