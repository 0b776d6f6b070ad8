import { z } from 'zod'
import {
  LooseWireFlag,
  maxBindingSeconds,
  WireAreaMatchMode,
  WireCallDirection,
  WireFlag,
  WireTone,
  WireUserData,
} from './every-mode-api.ts'
import { looseInteger, looseText, requiredText } from './loose.ts'

/** The AXYB API (api.md §6). Every operation also carries the app's key in its query; there is no modify. */

const WireUserNumber = z.string().min(1).max(32)

/** Seconds: 0 or absent = never expires, else at least a minute. */
const WireLifetime = z
  .int()
  .min(0)
  .max(maxBindingSeconds)
  .refine((seconds) => seconds === 0 || seconds >= 60)

/** The query of every operation. */
export const WireAxybKey = z.object({ app_key: z.string().min(1) })

/** The AX part: the platform gives X. */
export const WireAxybBindAx = z.looseObject({
  /** A. */
  origNum: WireUserNumber,
  areaCode: z.string().min(1).max(32),
  areaMatchMode: WireAreaMatchMode.optional(),
  /** `0` both, `1` only A over Y to B, `2` only B over X to A. */
  callDirection: WireCallDirection.optional(),
  duration: WireLifetime.optional(),
  /** Of the YB part; 0 = as long as the AX part. */
  ybDuration: WireLifetime.optional(),
  recordFlag: WireFlag.optional(),
  recordHintTone: WireTone.optional(),
  preVoiceX: WireTone.optional(),
  preVoiceY: WireTone.optional(),
  userData: WireUserData.optional(),
})
export type WireAxybBindAx = z.infer<typeof WireAxybBindAx>

/** The YB part; known by `subscriptionId`, which is that of its AX part. Without it the first B→X call gets a Y by itself. */
export const WireAxybBindYb = z.looseObject({
  /** B. */
  origNum: WireUserNumber,
  subscriptionId: z.string().min(1).max(64),
  areaCode: z.string().max(32).optional(),
  areaMatchMode: WireAreaMatchMode.optional(),
  preVoiceY: WireTone.optional(),
  duration: WireLifetime.optional(),
})
export type WireAxybBindYb = z.infer<typeof WireAxybBindYb>

/** The AX part with its YB parts; with `yNum` or `bNum` one YB part alone (`yNum` wins). */
export const WireAxybUnbindQuery = WireAxybKey.extend({
  subscriptionId: z.string().min(1).max(64),
  yNum: z.string().max(32).optional(),
  bNum: z.string().max(32).optional(),
})
export type WireAxybUnbindQuery = z.infer<typeof WireAxybUnbindQuery>

/** `subscriptionId` wins; `relationNum` is X. */
export const WireAxybListQuery = WireAxybKey.extend({
  subscriptionId: z.string().max(64).optional(),
  relationNum: z.string().max(32).optional(),
})
export type WireAxybListQuery = z.infer<typeof WireAxybListQuery>

/** Of either part. */
export const WireAxybBindAnswer = z.looseObject({
  resultcode: requiredText,
  resultdesc: looseText,
  subscriptionId: requiredText,
  /** X of an AX part, Y of a YB part. */
  relationNumber: looseText,
})
export type WireAxybBindAnswer = z.infer<typeof WireAxybBindAnswer>

/** One entry of `xyRelationNumList`: an AX part, with one YB part of it where there is one. */
export const WireXyRelationNum = z.looseObject({
  bindId: requiredText,
  numA: looseText,
  numX: looseText,
  numY: looseText,
  numB: looseText,
  recordFlag: LooseWireFlag,
  recordHintTone: looseText,
  /** When it was set or last changed, `yyyy-MM-dd HH:mm:ss`. */
  subscribeTime: looseText,
  callDirection: looseInteger,
  /** These two are digits in strings here. */
  duration: looseInteger,
  ybDuration: looseInteger,
  userData: looseText,
})
export type WireXyRelationNum = z.infer<typeof WireXyRelationNum>

/** 1-5 entries as documented; more are taken in all the same. */
export const WireAxybListAnswer = z.looseObject({
  resultcode: requiredText,
  resultdesc: looseText,
  xyRelationNumList: z.array(WireXyRelationNum).nullish(),
})
export type WireAxybListAnswer = z.infer<typeof WireAxybListAnswer>
