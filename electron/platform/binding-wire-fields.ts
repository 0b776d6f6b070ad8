import type { CallDirection } from '../../shared/domain/binding.ts'
import type { Question, Reply } from './client-exchange.ts'

/** What the modes' bindings have in common on the wire, both ways. */

/** The question that makes a binding, and how to tell whether it did when its answer was lost. */
export interface BindWish<Made> {
  question: Question
  made(reply: Reply): Made
  /** Null: nothing the platform can be asked would show it. */
  proof: BindProof<Made> | null
}

export interface BindProof<Made> {
  question: Question
  /**
   * `unclear`: what is there may be ours or not.
   * @param elapsedMs since the bind was sent first
   */
  find(reply: Reply, elapsedMs: number): { made: Made } | 'none' | 'unclear'
}

const directions: Readonly<Record<CallDirection, number>> = { both: 0, 'a-calls': 1, 'b-calls': 2 }
const directionsByCode: readonly CallDirection[] = ['both', 'a-calls', 'b-calls']

export function toDirection(direction: CallDirection | undefined): number | undefined {
  return direction === undefined ? undefined : directions[direction]
}

export function fromDirection(code: number | undefined): CallDirection | null {
  return code === undefined ? null : (directionsByCode[code] ?? null)
}

export function toFlag(flag: boolean | undefined): 'true' | 'false' | undefined {
  return flag === undefined ? undefined : flag ? 'true' : 'false'
}

export function fromFlag(flag: 'true' | 'false' | undefined): boolean | null {
  return flag === undefined ? null : flag === 'true'
}

export interface CallSettings {
  recording?: { on: boolean; hintTone?: string | undefined } | undefined
  userData?: string | undefined
}

/** The notice may only go with recording switched on (api.md §2.1). */
export function toRecording({ recording }: CallSettings): {
  recordFlag?: 'true' | 'false' | undefined
  recordHintTone?: string | undefined
} {
  if (recording === undefined) return {}
  return { recordFlag: toFlag(recording.on), ...(recording.on && { recordHintTone: recording.hintTone }) }
}

export interface LimitSettings extends CallSettings {
  callDirection?: CallDirection | undefined
  maxMinutes?: number | undefined
  lastMinuteTone?: string | undefined
  smsAllowed?: boolean | undefined
  waitTones?: { a?: string | undefined; other?: string | undefined } | undefined
}

/** The settings that AXB and AX share. */
export function toLimits(settings: LimitSettings) {
  const { waitTones } = settings
  return {
    callDirection: toDirection(settings.callDirection),
    maxDuration: settings.maxMinutes,
    lastMinVoice: settings.lastMinuteTone,
    ...toRecording(settings),
    preVoice: waitTones && { callerHintTone: waitTones.a, calleeHintTone: waitTones.other },
    privateSms: toFlag(settings.smsAllowed),
    userData: settings.userData,
  }
}

/** An X of a city, or any: `areaMatchMode` is 0 for `strict`. */
export function toArea(choice: { areaCode?: string; match: 'strict' | 'loose' }) {
  return { areaCode: choice.areaCode, areaMatchMode: choice.match === 'strict' ? ('0' as const) : ('1' as const) }
}

/** Fields of every answer, which say nothing of a binding. */
const resultFields = ['resultcode', 'resultdesc']

/** What was asked for with what the platform answered laid over it, so that a fresh binding reads like one that is read back. */
export function answeredOver(body: object, answer: object, left: readonly string[]): Record<string, unknown> {
  const told = Object.entries(answer).filter(([name, value]) => isTold(value) && !resultFields.includes(name))
  const asked = Object.entries(body).filter(([name, value]) => isTold(value) && !left.includes(name))
  return Object.fromEntries([...asked, ...told])
}

/** Whatever we have no word for, as JSON with sorted keys; null = nothing. @param known fields that have a word */
export function moreOf(entry: object, known: readonly string[]): string | null {
  const rest = Object.entries(entry).filter(([name, value]) => isTold(value) && !known.includes(name) && !resultFields.includes(name))
  return rest.length === 0 ? null : JSON.stringify(sorted(Object.fromEntries(rest), 0))
}

function isTold(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}

// Nothing documented lies deeper than 2; what does is kept in the order it came.
const deepestSorted = 8

function sorted(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth >= deepestSorted) return value
  if (Array.isArray(value)) return value.map((each) => sorted(each, depth + 1))
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, field]) => [name, sorted(field, depth + 1)]))
}
