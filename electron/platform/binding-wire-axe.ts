import type { z } from 'zod'
import type { Binding } from '../../shared/domain/binding.ts'
import type { BindRequest, ChangeRequest } from '../../shared/domain/binding-request.ts'
import { toE164 } from '../../shared/domain/phone-number.ts'
import { hourMs, minuteMs, secondMs } from '../../shared/domain/time.ts'
import { canBe } from './binding-proof.ts'
import { answeredOver, fromFlag, moreOf, toArea, toRecording, type BindWish } from './binding-wire-fields.ts'
import type { Question, Reply } from './client-exchange.ts'
import { readAnswer } from './client-reply.ts'
import { WireAxeBindAnswer, WireAxeQueryAnswer, type WireAxeBind, type WireAxeModify } from './wire/axe-api.ts'
import { bindingUris } from './wire/every-mode-api.ts'

/** AXE (api.md §5). */

type AxeRequest = Extract<BindRequest, { mode: 'AXE' }>
type AxeChange = Extract<ChangeRequest, { mode: 'AXE' }>

const uri = bindingUris.AXE

export function axeBind(request: AxeRequest): BindWish<Binding> {
  const { x, extension, aNumber } = request
  const body: WireAxeBind = {
    bindNum: aNumber,
    ...(x.by === 'number' ? { virtualNum: x.xNumber } : toArea(x)),
    extendNum: extension,
    ...toSettings(request),
  }
  const bound = (answer: object, text: string) =>
    bindingOf(readAnswer(WireAxeQueryAnswer, { resultcode: '0', ...answeredOver(body, answer, ['areaCode', 'areaMatchMode']) }, text))
  return {
    question: { method: 'POST', uri, body },
    made: ({ json, text }) => bound(readAnswer(WireAxeBindAnswer, json, text), text),
    // Only X and E together can be asked for (api.md §5.4), and together they belong to one A.
    proof:
      x.by !== 'number' || extension === undefined
        ? null
        : {
            question: { method: 'GET', uri, query: { virtualNum: x.xNumber, extendNum: extension }, mayBeNone: true },
            find(reply, elapsedMs) {
              if (reply.none) return 'none'
              const entry = readAnswer(WireAxeQueryAnswer, reply.json, reply.text)
              const made = bindingOf(entry)
              if (made.aNumber !== aNumber) return 'none'
              // Where it does not tell the unit, the number alone can be compared.
              const sameUnit = bindingOf({ ...entry, timeUnit: entry.timeUnit ?? body.timeUnit })
              const asked = bound({ subscriptionId: made.bindingId }, reply.text)
              const lifetime = { ...asked, durationSeconds: asked.durationSeconds ?? 0 }
              return canBe(sameUnit, lifetime, elapsedMs, unitMs(body.timeUnit) / secondMs) ? { made } : 'unclear'
            },
          },
  }
}

export function axeChange(request: AxeChange): Question {
  const body: WireAxeModify = { subscriptionId: request.bindingId, ...toSettings(request) }
  return { method: 'PUT', uri, body }
}

export function axeUnbind(bindingId: string): Question {
  return { method: 'DELETE', uri, query: { subscriptionId: bindingId }, mayBeNone: true }
}

export function axeOne(bindingId: string): Question {
  return { method: 'GET', uri, query: { subscriptionId: bindingId }, mayBeNone: true }
}

/** The answer tells of one binding, without a list. */
export function axeBindings(reply: Reply): Binding[] {
  return reply.none ? [] : [bindingOf(readAnswer(WireAxeQueryAnswer, reply.json, reply.text))]
}

function toSettings(request: AxeRequest | AxeChange) {
  const { aSees, withoutCallback, timeUnit } = request
  return {
    displayNumMode: aSees === undefined ? undefined : aSees === 'x' ? ('0' as const) : ('1' as const),
    ...toRecording(request),
    callbackTone: withoutCallback?.kind === 'tone' ? withoutCallback.tone : undefined,
    callbackNum: withoutCallback?.kind === 'number' ? withoutCallback.number : undefined,
    timeUnit: timeUnit === undefined ? undefined : timeUnit === 'hour' ? ('0' as const) : ('1' as const),
    bindExpiredTime: request.lifetime,
    callbackExpiredTime: request.callbackLifetime,
    userData: request.userData,
  }
}

const known = ['subscriptionId', 'virtualNum', 'extendNum', 'bindNum', 'recordFlag', 'bindExpiredTime', 'userData']

function bindingOf(entry: z.infer<typeof WireAxeQueryAnswer>): Binding {
  return {
    bindingId: entry.subscriptionId,
    part: null,
    xNumber: toE164(entry.virtualNum),
    aNumber: toE164(entry.bindNum),
    bNumber: null,
    yNumber: null,
    extension: entry.extendNum ?? null,
    callDirection: null,
    durationSeconds: entry.bindExpiredTime === undefined ? null : (entry.bindExpiredTime * unitMs(entry.timeUnit)) / secondMs,
    setAt: null,
    maxMinutes: null,
    recorded: fromFlag(entry.recordFlag),
    userData: entry.userData ?? null,
    // `timeUnit` stays: it is also that of the call-back record's lifetime.
    more: moreOf(entry, known),
  }
}

/** Hours where nothing is said: the default of older pages (api.md §5.1). */
function unitMs(timeUnit: string | undefined): number {
  return timeUnit === '1' ? minuteMs : hourMs
}
