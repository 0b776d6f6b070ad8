import { z } from 'zod'
import { LooseWireFlag, WireAreaMatchMode, WireFlag, WireTone, WireUserData } from './every-mode-api.ts'
import { looseInteger, looseText, requiredText } from './loose.ts'

/** The AXE API (api.md §5). It has neither SMS nor a limit of the call length. Here `bindNum` is A; in a CDR it is X. */

const WireNumber = z.string().min(1).max(32)
const WireSubscriptionId = z.string().min(1).max(64)
/** E, `0001`-`9999`. */
const WireExtension = z.string().min(1).max(4)

/** What a binding can be set to, at bind or later. */
const settings = {
  /** What A sees when others call X and E: `0` X, `1` the caller, which carriers block. */
  displayNumMode: z.enum(['0', '1']).optional(),
  recordFlag: WireFlag.optional(),
  /** Only with `recordFlag` true. */
  recordHintTone: WireTone.optional(),
  /** Played when A dials X and nobody has called before. Never together with `callbackNum`, else 1010002. */
  callbackTone: z.string().min(1).max(128).optional(),
  /** Whom A reaches then instead. */
  callbackNum: WireNumber.optional(),
  /** Of the two times below: `0` hours (default of older pages), `1` minutes. */
  timeUnit: z.enum(['0', '1']).optional(),
  /** 0 or absent = never expires; its range is not published. */
  bindExpiredTime: z.int().min(0).optional(),
  /** How long a call-back record lives; range and default are not published. */
  callbackExpiredTime: z.int().min(0).optional(),
  userData: WireUserData.optional(),
}

export const WireAxeBind = z.looseObject({
  /** A. */
  bindNum: WireNumber,
  /** X. It wins over `areaCode`; one of the two must be there. */
  virtualNum: z.string().max(32).optional(),
  areaCode: z.string().max(32).optional(),
  areaMatchMode: WireAreaMatchMode.optional(),
  /** Absent: the platform gives one. */
  extendNum: WireExtension.optional(),
  ...settings,
})
export type WireAxeBind = z.infer<typeof WireAxeBind>

/** Which binding: `subscriptionId`, or X and E together. The lifetime may be changed only on newer platforms (api.md §5.2). */
export const WireAxeModify = z.looseObject({
  subscriptionId: WireSubscriptionId.optional(),
  virtualNum: WireNumber.optional(),
  extendNum: WireExtension.optional(),
  ...settings,
})
export type WireAxeModify = z.infer<typeof WireAxeModify>

/** Unbind and query alike: `subscriptionId` wins, else X and E together. */
export const WireAxeQuery = z.object({
  subscriptionId: z.string().max(64).optional(),
  virtualNum: z.string().max(32).optional(),
  extendNum: z.string().max(4).optional(),
})
export type WireAxeQuery = z.infer<typeof WireAxeQuery>

export const WireAxeBindAnswer = z.looseObject({
  resultcode: requiredText,
  resultdesc: looseText,
  subscriptionId: requiredText,
  virtualNum: looseText,
  extendNum: looseText,
  /** Unconfirmed. */
  bindNum: looseText,
})
export type WireAxeBindAnswer = z.infer<typeof WireAxeBindAnswer>

/** One binding: there is no list, and no question for all bindings of an X (api.md §5.4). */
export const WireAxeQueryAnswer = z.looseObject({
  resultcode: requiredText,
  resultdesc: looseText,
  subscriptionId: requiredText,
  virtualNum: looseText,
  extendNum: looseText,
  bindNum: looseText,
  recordFlag: LooseWireFlag,
  timeUnit: looseText,
  bindExpiredTime: looseInteger,
  callbackExpiredTime: looseInteger,
  userData: looseText,
})
export type WireAxeQueryAnswer = z.infer<typeof WireAxeQueryAnswer>
