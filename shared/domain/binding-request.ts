import { z } from 'zod'
import { CallDirection } from './binding.ts'
import { E164 } from './phone-number.ts'

/** What can be asked of the platform about bindings (api.md §2-§6), in our words. */

/** City code, as people write it; with its leading 0 afterwards, as the platform wants it (rules.md §4). Which ones there are it decides. */
const AreaCode = z
  .string()
  .trim()
  .regex(/^0?[1-9]\d{1,2}$/)
  .transform((code) => (code.startsWith('0') ? code : `0${code}`))
/** `strict`: only this city; `loose`: same city, else province, else any X of the app (rules.md §4). */
const AreaMatch = z.enum(['strict', 'loose'])
/** Name of an approved announcement file (rules.md §6). */
const Tone = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w.@-]+$/)
const UserData = z.string().min(1).max(256)
const MaxMinutes = z.number().int().min(0).max(1_440)

/** There are no landline X (rules.md §1). */
const mobileX = /^\+861\d{10}$/

/** Which X: one named, or any of a city. AXB may have neither: then the platform goes by A's own area. */
const XChoice = z.discriminatedUnion('by', [
  z.object({ by: z.literal('number'), xNumber: E164.refine((number) => mobileX.test(number)) }),
  z.object({ by: z.literal('city'), areaCode: AreaCode, match: AreaMatch.default('strict') }),
  z.object({ by: z.literal('a-area'), match: AreaMatch.default('strict') }),
])
const NamedX = XChoice.options[0]
const CityX = XChoice.options[1]

/** `hintTone` tells both sides that they are recorded; without it recording is silent. */
const Recording = z
  .object({ on: z.boolean(), hintTone: Tone.optional() })
  .refine(({ on, hintTone }) => on || hintTone === undefined, { path: ['hintTone'], message: 'only with recording on' })

const callSettings = {
  callDirection: CallDirection.optional(),
  recording: Recording.optional(),
  userData: UserData.optional(),
}
const limitSettings = {
  maxMinutes: MaxMinutes.optional(),
  /** One minute before the end, to both; only with `maxMinutes` other than 0. */
  lastMinuteTone: Tone.optional(),
  smsAllowed: z.boolean().optional(),
  /** What A hears before ring-back, and what the other side hears. */
  waitTones: z.object({ a: Tone.optional(), other: Tone.optional() }).optional(),
}

interface Limits {
  maxMinutes?: number | undefined
  lastMinuteTone?: string | undefined
}
/** A new binding has no limit but the one given with it; one that is changed may have one already. */
const toneHasLimit = ({ maxMinutes = 0, lastMinuteTone }: Limits) => lastMinuteTone === undefined || maxMinutes > 0
const toneKeepsLimit = ({ maxMinutes, lastMinuteTone }: Limits) => lastMinuteTone === undefined || maxMinutes !== 0
const limitless = { path: ['lastMinuteTone'], message: 'only with a limit of the call length' }

const axbSettings = { ...callSettings, ...limitSettings, durationSeconds: z.number().int().min(0).max(7_776_000).optional() }
const axSettings = { ...callSettings, ...limitSettings, poweredOn: z.boolean().optional() }
const axeSettings = {
  recording: Recording.optional(),
  userData: UserData.optional(),
  aSees: z.enum(['x', 'caller']).optional(),
  /** When A dials X and nobody called before: a tone, or another number. Never both (api.md §5.1). */
  withoutCallback: z
    .discriminatedUnion('kind', [z.object({ kind: z.literal('tone'), tone: Tone }), z.object({ kind: z.literal('number'), number: E164 })])
    .optional(),
  /** Unit of the two times below (api.md §5.1 `timeUnit`). */
  timeUnit: z.enum(['hour', 'minute']).optional(),
  lifetime: z.number().int().min(0).optional(),
  callbackLifetime: z.number().int().min(0).optional(),
}
const axybDuration = z
  .number()
  .int()
  .refine((seconds) => seconds === 0 || (seconds >= 60 && seconds <= 7_776_000))

/** E, 1-9999 (api.md §5). */
const Extension = z.string().regex(/^(?!0+$)\d{1,4}$/)

const BindOneRequest = z.discriminatedUnion('mode', [
  z
    .object({ mode: z.literal('AXB'), aNumber: E164, bNumber: E164, x: XChoice.prefault({ by: 'a-area' }), ...axbSettings })
    .refine(({ aNumber, bNumber }) => aNumber !== bNumber, { path: ['bNumber'], message: 'A and B must differ' })
    .refine(toneHasLimit, limitless),
  z
    .object({
      mode: z.literal('AX'),
      aNumber: E164,
      x: z.discriminatedUnion('by', [NamedX, CityX]),
      aSees: z.enum(['x', 'caller']).optional(),
      ...axSettings,
    })
    .refine(toneHasLimit, limitless),
  z.object({
    mode: z.literal('AXE'),
    aNumber: E164,
    x: z.discriminatedUnion('by', [NamedX, CityX]),
    extension: Extension.optional(),
    ...axeSettings,
  }),
  /** AXYB, the AX part; its YB part is bound to it afterwards, or by the platform at the first call. */
  z.object({
    mode: z.literal('AXYB'),
    part: z.literal('ax'),
    aNumber: E164,
    x: CityX,
    durationSeconds: axybDuration.optional(),
    ybDurationSeconds: axybDuration.optional(),
    xWaitTone: Tone.optional(),
    yWaitTone: Tone.optional(),
    ...callSettings,
  }),
])

/** The YB part of an AXYB binding; `bindingId` is that of the AX part. */
const BindYbRequest = z.object({
  mode: z.literal('AXYB'),
  part: z.literal('yb'),
  bindingId: z.string().min(1).max(64),
  bNumber: E164,
  y: CityX.optional(),
  durationSeconds: axybDuration.optional(),
  yWaitTone: Tone.optional(),
})

export const BindRequest = z.union([BindOneRequest, BindYbRequest])
export type BindRequest = z.infer<typeof BindRequest>

const BindingId = z.string().min(1).max(64)

/** What is left out stays as it is. A given `durationSeconds` starts the countdown anew (api.md §2.2). */
export const ChangeRequest = z.discriminatedUnion('mode', [
  z
    .object({ mode: z.literal('AXB'), bindingId: BindingId, aNumber: E164.optional(), bNumber: E164.optional(), ...axbSettings })
    .refine(({ aNumber, bNumber }) => aNumber === undefined || aNumber !== bNumber, { path: ['bNumber'], message: 'A and B must differ' })
    .refine(toneKeepsLimit, limitless),
  z.object({ mode: z.literal('AX'), bindingId: BindingId, aNumber: E164.optional(), ...axSettings }).refine(toneKeepsLimit, limitless),
  z.object({ mode: z.literal('AXE'), bindingId: BindingId, ...axeSettings }),
])
export type ChangeRequest = z.infer<typeof ChangeRequest>

/** Needed before every A→X call of AX (api.md §3.5). The range of `validSeconds` is not published: the bounds are ours. */
export const TemporaryCallee = z.object({
  bindingId: BindingId,
  calleeNumber: E164,
  validSeconds: z.number().int().min(1).max(7_776_000).optional(),
  userData: UserData.optional(),
})
export type TemporaryCallee = z.infer<typeof TemporaryCallee>
