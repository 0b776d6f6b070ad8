import { z } from 'zod'
import { looseText, requiredText } from './loose.ts'

/** What the operations of all modes share (api.md §1, §7, §8): addresses, the result, the fields every mode has. */

/** One address per mode; what is asked of it is told by the method (api.md §1.2). X mode has none: the platform keeps no bindings for it. */
export const bindingUris = {
  AXB: '/rest/caas/relationnumber/partners/v1.0',
  AX: '/rest/provision/caas/privatenumber/v1.0',
  AXE: '/rest/caas/extendnumber/v1.0',
  AXYB: '/rest/omp/xyrelationnumber/v1.0',
} as const
export const temporaryCalleeUri = '/rest/caas/privatenumber/calleenumber/v1.0'
export const recordingUri = '/rest/provision/voice/record/v1.0'
export const callStopUri = '/rest/httpsessions/callStop/v2.0'

/** Seconds a binding may live: 90 days. */
export const maxBindingSeconds = 7_776_000
/** Minutes one call may last. */
export const maxCallMinutes = 1_440

/** Every answer has these two; `"0"` is success (api.md §1). */
export const WireResult = z.looseObject({ resultcode: requiredText, resultdesc: looseText })
export type WireResult = z.infer<typeof WireResult>

/** Sent as `"true"`/`"false"`; some official demos send a JSON boolean. */
export const WireFlag = z.union([
  z.enum(['true', 'false']),
  z.boolean().transform((flag) => (flag ? ('true' as const) : ('false' as const))),
])

/** A flag of an answer: also absent, null or blank. */
export const LooseWireFlag = z
  .union([WireFlag, z.literal('').transform(() => undefined), z.null().transform(() => undefined), z.undefined()])
  .optional()

/** Name of an announcement file. */
export const WireTone = z.string().max(128)

/** `ApiPlayInfo`: `callerHintTone` when A dials X, `calleeHintTone` when the other side does. */
export const WirePlayInfo = z.looseObject({ callerHintTone: WireTone.optional(), calleeHintTone: WireTone.optional() })

/** `0` strict (default): only that city; `1`: then the province, then any (rules.md §4). */
export const WireAreaMatchMode = z.enum(['0', '1'])

/** AXB and AX: `0` both ways (default), `1` only A calls, `2` only the others call. AXYB has the same three (api.md §6). */
export const WireCallDirection = z.int().min(0).max(2)

/** Minutes of one call from its answer; 0 or absent = no limit. AXB and AX. */
export const WireMaxDuration = z.int().min(0).max(maxCallMinutes)

/** Comes back in notifications; the documentation says to ask support before using it. */
export const WireUserData = z.string().min(1).max(256)

/** What a binding of AXB or AX can be set to alike, at bind or later (api.md §2.1, §3.1). */
export const wireLimitSettings = {
  callDirection: WireCallDirection.optional(),
  maxDuration: WireMaxDuration.optional(),
  /** Played to both when one minute is left; only with `maxDuration` not 0. */
  lastMinVoice: WireTone.optional(),
  /** Absent: not recorded. Works only where the app may record. */
  recordFlag: WireFlag.optional(),
  /** Only with `recordFlag` true; absent = recorded silently. */
  recordHintTone: WireTone.optional(),
  /** `callerHintTone`: A dials X; `calleeHintTone`: others do. AX takes it in modify as well (unconfirmed). */
  preVoice: WirePlayInfo.optional(),
  /** Absent: allowed. */
  privateSms: WireFlag.optional(),
  userData: WireUserData.optional(),
}

/** POST body of `callStopUri`; `sessionid` is all lower case, unlike everywhere else (api.md §7). */
export const WireCallStop = z.looseObject({ sessionid: z.string().min(1), signal: z.literal('call_stop') })
export type WireCallStop = z.infer<typeof WireCallStop>

/** GET query of `recordingUri`, both from the CDR; success is a 301 with `Location` and no body (api.md §8). */
export const WireRecordingQuery = z.object({ fileName: z.string().min(1), recordDomain: z.string().min(1).max(128) })
export type WireRecordingQuery = z.infer<typeof WireRecordingQuery>
