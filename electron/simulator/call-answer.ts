import { z } from 'zod'
import { wrongTone } from './api-checks.ts'
import { missingTone, realCallerShown, toldToHangUp, unbound, type Ending } from './outcomes.ts'
import { refuseOn, type Route } from './route.ts'

/** What an answer may hold is read strictly: what a real platform refuses must not work here (callbacks.md §3.1). */
const Tone = z.string().max(128).optional()
const UserData = z.string().min(1).max(256).optional()

const ConnectInfo = z.looseObject({
  calleeNum: z
    .string()
    .min(4)
    .max(31)
    .regex(/^\+\d+$/),
  displayCalleeNum: z.string().min(4).max(31).optional(),
  maxDuration: z.int().min(0).max(1_440).optional(),
  waitVoice: Tone,
  recordFlag: z.enum(['true', 'false']).optional(),
  recordHintTone: Tone,
  lastMinVoice: Tone,
  userData: UserData,
})
const CloseInfo = z.looseObject({ closeHintTone: Tone, userData: UserData })
const CallAnswer = z.discriminatedUnion('operation', [
  z.looseObject({ operation: z.literal('connect'), connectInfo: ConnectInfo }),
  z.looseObject({ operation: z.literal('close'), closeInfo: CloseInfo }),
])

/** What came back to a question; null = nothing in time, or another status than 200. */
export type AnswerText = string | null

export interface CallDecision {
  route: Route
  /** Which part of the answer was wrong, for the person who wrote the server; null = it was right. */
  wrong: string | null
}

/**
 * Where a call of X mode goes by the answer to its `callin`. A wrong answer ends it with 8014, and so does none at all: the documents say
 * it of a wrong one only (callbacks.md §3.1).
 */
export function decideCall(answer: AnswerText, caller: string, x: string): CallDecision {
  if (answer === null) return refused(x, unbound, 'there was none')
  const body = parseJson(answer)
  if (body === undefined) return refused(x, unbound, 'no JSON')
  const parsed = CallAnswer.safeParse(body)
  if (!parsed.success) return refused(x, unbound, parsed.error.issues[0]?.path.join('.') || 'operation')
  if (parsed.data.operation === 'close') {
    const { closeHintTone, userData } = parsed.data.closeInfo
    if (wrongTone(closeHintTone) !== null) return refused(x, missingTone, 'closeInfo.closeHintTone')
    return { route: { ...askedOn(x, toldToHangUp), userData }, wrong: null }
  }
  const { calleeNum, displayCalleeNum: shown = x, maxDuration = 0, recordFlag, userData, ...tones } = parsed.data.connectInfo
  // Carriers want the X used; another X of the app takes an agreement with support.
  if (shown !== x) return refused(x, shown === caller ? realCallerShown : unbound, 'connectInfo.displayCalleeNum')
  if (wrongTone(tones.waitVoice, tones.recordHintTone, tones.lastMinVoice) !== null)
    return refused(x, missingTone, 'connectInfo names an announcement that does not exist')
  const settings = { recorded: recordFlag === 'true', maxMinutes: maxDuration, userData }
  return { route: { ...askedOn(x, null), ...settings, to: { callee: calleeNum, shown } }, wrong: null }
}

function refused(x: string, ending: Ending, wrong: string): CallDecision {
  return { route: askedOn(x, ending), wrong }
}

/** A call that was asked about, so far without an answer. */
export function askedOn(x: string, refusal: Ending | null): Route {
  return { ...refuseOn(x, refusal), asks: 'server' }
}

/** Undefined where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
