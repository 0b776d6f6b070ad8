import { z } from 'zod'
import { LooseWireFlag, WireAreaMatchMode, wireLimitSettings, WireUserData } from './every-mode-api.ts'
import { looseInteger, looseText, requiredText } from './loose.ts'

/** The AX API (api.md §3): bindings, which have no lifetime, and the temporary callee of the next A→X call. */

const WireUserNumber = z.string().min(1).max(32)
const WireSubscriptionId = z.string().min(1).max(64)

/** What a binding can be set to, at bind or later. */
const settings = {
  ...wireLimitSettings,
  /** Whether X is switched on, so to speak; absent = `on`. Only some numbers know it. */
  turnFlag: z.enum(['on', 'off']).optional(),
}

export const WireAxBind = z.looseObject({
  /** A. */
  origNum: WireUserNumber,
  /** X. It wins over `areaCode`; one of the two must be there. */
  privateNum: WireUserNumber.optional(),
  /** Fixed; mandatory when `privateNum` is absent. */
  privateNumType: z.literal('mobile-virtual').optional(),
  areaCode: z.string().max(32).optional(),
  /** Only with `areaCode`. */
  areaMatchMode: WireAreaMatchMode.optional(),
  /** What A sees when someone calls X: `0` X, `1` the caller, which carriers block at present. */
  calleeNumDisplay: z.enum(['0', '1']).optional(),
  ...settings,
})
export type WireAxBind = z.infer<typeof WireAxBind>

/** Which binding: `subscriptionId`, or X (older pages: A and X). */
export const WireAxModify = z.looseObject({
  subscriptionId: WireSubscriptionId.optional(),
  privateNum: WireUserNumber.optional(),
  /** The new A number; absent = unchanged. */
  origNum: WireUserNumber.optional(),
  ...settings,
})
export type WireAxModify = z.infer<typeof WireAxModify>

/** `subscriptionId` wins; else X (older pages: A and X). */
export const WireAxUnbindQuery = z.object({
  subscriptionId: z.string().max(64).optional(),
  privateNum: z.string().max(32).optional(),
  origNum: z.string().max(32).optional(),
})
export type WireAxUnbindQuery = z.infer<typeof WireAxUnbindQuery>

/** One of the three; priority in this order. */
export const WireAxListQuery = z.object({
  subscriptionId: z.string().max(64).optional(),
  origNum: z.string().max(32).optional(),
  privateNum: z.string().max(32).optional(),
})
export type WireAxListQuery = z.infer<typeof WireAxListQuery>

/** PUT body of `temporaryCalleeUri`, needed before every A→X call; which binding as in modify. */
export const WireTemporaryCallee = z.looseObject({
  subscriptionId: WireSubscriptionId.optional(),
  privateNum: WireUserNumber.optional(),
  origNum: WireUserNumber.optional(),
  /** The real party of the next call. */
  calleeNum: WireUserNumber,
  /** Seconds it stays valid; range and default are not published (api.md §3.5). */
  duration: z.int().min(0).optional(),
  userData: WireUserData.optional(),
})
export type WireTemporaryCallee = z.infer<typeof WireTemporaryCallee>

export const WireAxBindAnswer = z.looseObject({
  resultcode: requiredText,
  resultdesc: looseText,
  origNum: looseText,
  privateNum: looseText,
  subscriptionId: requiredText,
})
export type WireAxBindAnswer = z.infer<typeof WireAxBindAnswer>

/** One entry of `privateNumList`; fields never set are left out. */
export const WirePrivateNumInfo = z.looseObject({
  subscriptionId: requiredText,
  origNum: looseText,
  privateNum: looseText,
  callDirection: looseInteger,
  maxDuration: looseInteger,
  recordFlag: LooseWireFlag,
  userData: looseText,
})
export type WirePrivateNumInfo = z.infer<typeof WirePrivateNumInfo>

export const WireAxListAnswer = z.looseObject({
  resultcode: requiredText,
  resultdesc: looseText,
  privateNumList: z.array(WirePrivateNumInfo).nullish(),
})
export type WireAxListAnswer = z.infer<typeof WireAxListAnswer>
