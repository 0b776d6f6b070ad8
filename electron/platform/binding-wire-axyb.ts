import type { z } from 'zod'
import type { Binding } from '../../shared/domain/binding.ts'
import type { BindRequest } from '../../shared/domain/binding-request.ts'
import { toE164 } from '../../shared/domain/phone-number.ts'
import { parsePlatformTime } from '../../shared/domain/time.ts'
import { AppError } from '../../shared/errors.ts'
import { canBe } from './binding-proof.ts'
import { answeredOver, fromDirection, fromFlag, moreOf, toArea, toDirection, toRecording, type BindWish } from './binding-wire-fields.ts'
import type { Question, Reply } from './client-exchange.ts'
import { readAnswer } from './client-reply.ts'
import {
  WireAxybBindAnswer,
  WireAxybListAnswer,
  WireXyRelationNum,
  type WireAxybBindAx,
  type WireAxybBindYb,
  type WireAxybListQuery,
  type WireAxybUnbindQuery,
} from './wire/axyb-api.ts'
import { bindingUris } from './wire/every-mode-api.ts'

/** AXYB (api.md §6). Every query also names the app. */

type AxRequest = Extract<BindRequest, { part: 'ax' }>
type YbRequest = Extract<BindRequest, { part: 'yb' }>

const uri = bindingUris.AXYB

export function axybBind(request: AxRequest | YbRequest, appKey: string): BindWish<Binding> {
  return request.part === 'ax' ? bindAx(request, appKey) : bindYb(request, appKey)
}

function bindAx(request: AxRequest, appKey: string): BindWish<Binding> {
  const body: WireAxybBindAx = {
    origNum: request.aNumber,
    areaCode: request.x.areaCode,
    areaMatchMode: toArea(request.x).areaMatchMode,
    callDirection: toDirection(request.callDirection),
    duration: request.durationSeconds,
    ybDuration: request.ybDurationSeconds,
    ...toRecording(request),
    preVoiceX: request.xWaitTone,
    preVoiceY: request.yWaitTone,
    userData: request.userData,
  }
  return {
    question: { method: 'POST', uri, query: { app_key: appKey }, body },
    made({ json, text }) {
      const { subscriptionId, relationNumber, ...told } = readAnswer(WireAxybBindAnswer, json, text)
      const asked = answeredOver(body, told, ['origNum', 'areaCode', 'areaMatchMode'])
      const entry = { ...asked, bindId: subscriptionId, numA: request.aNumber, numX: relationNumber }
      return axPart([readAnswer(WireXyRelationNum, entry, text)])
    },
    // It can be asked for by its id or by X, and neither is known.
    proof: null,
  }
}

function bindYb(request: YbRequest, appKey: string): BindWish<Binding> {
  const { bindingId, bNumber } = request
  const body: WireAxybBindYb = {
    origNum: bNumber,
    subscriptionId: bindingId,
    ...(request.y && toArea(request.y)),
    preVoiceY: request.yWaitTone,
    duration: request.durationSeconds,
  }
  const bound = (numY: string | undefined, text: string) => {
    const entry = { bindId: bindingId, numB: bNumber, numY, ybDuration: request.durationSeconds, preVoiceY: request.yWaitTone }
    return ybPart(readAnswer(WireXyRelationNum, entry, text))
  }
  return {
    question: { method: 'POST', uri, query: { app_key: appKey }, body },
    made({ json, text }) {
      const { relationNumber } = readAnswer(WireAxybBindAnswer, json, text)
      return bound(relationNumber, text)
    },
    proof: {
      question: axybOne(bindingId, appKey),
      find(reply, elapsedMs) {
        const bindings = axybBindings(reply)
        const found = bindings.find((binding) => binding.part === 'yb' && binding.bNumber === bNumber)
        // Without a lifetime of its own it gets what its AX part gives, which is not told here.
        if (found !== undefined) return canBe(found, bound(undefined, reply.text), elapsedMs) ? { made: found } : 'unclear'
        return mayBeMore(bindings) ? 'unclear' : 'none'
      },
    },
  }
}

/** @param bNumber null: the AX part with all its YB parts */
export function axybUnbind(bindingId: string, bNumber: string | null, appKey: string): Question {
  const query: WireAxybUnbindQuery = { app_key: appKey, subscriptionId: bindingId, bNum: bNumber ?? undefined }
  return { method: 'DELETE', uri, query, mayBeNone: true }
}

export function axybOne(bindingId: string, appKey: string): Question {
  const query: WireAxybListQuery = { app_key: appKey, subscriptionId: bindingId }
  return { method: 'GET', uri, query, mayBeNone: true }
}

export function axybOnX(xNumber: string, appKey: string): Question {
  const query: WireAxybListQuery = { app_key: appKey, relationNum: xNumber }
  return { method: 'GET', uri, query, mayBeNone: true }
}

/** Each entry tells of the AX part again, and of one YB part where it has one. */
export function axybBindings(reply: Reply): Binding[] {
  if (reply.none) return []
  const entries = readAnswer(WireAxybListAnswer, reply.json, reply.text).xyRelationNumList ?? []
  const ids = [...new Set(entries.map(({ bindId }) => bindId))]
  return ids.flatMap((id) => {
    // An order that does not depend on that of the answer; the entry without B, where there is one, comes first.
    const own = entries.filter(({ bindId }) => bindId === id).sort((a, b) => ((a.numB ?? '') < (b.numB ?? '') ? -1 : 1))
    return [axPart(own), ...own.filter(({ numB }) => numB !== undefined).map(ybPart)]
  })
}

/** An answer has at most five entries, and no pages (api.md §6). */
const mostEntries = 5

/** Whether an answer has as many pairs as it can hold, so that there may be others. */
export function mayBeMore(bindings: readonly Binding[]): boolean {
  return bindings.filter(({ part }) => part === 'yb').length >= mostEntries
}

const settingsOfAx = ['callDirection', 'duration', 'recordFlag', 'userData']
const known = ['bindId', 'numA', 'numX', 'numY', 'numB', 'subscribeTime', ...settingsOfAx]
/** Of the AX part, though every entry repeats them. */
const moreOfAx = ['recordHintTone', 'preVoiceX']
/**
 * Of a YB part where an entry has one, otherwise what the AX part gives to those to come. Which of the two an entry tells changes as YB
 * parts come and go, which must not look like a change of the AX part: it has no modification anyway (api.md §6), so they are not kept of it.
 */
const settingsOfYb = ['ybDuration', 'preVoiceY']

type Entry = z.infer<typeof WireXyRelationNum>

/** @param own every entry of one AX part; they repeat what belongs to it */
function axPart(own: readonly Entry[]): Binding {
  const [main] = own
  if (main === undefined) throw new AppError('internal', 'an AX part without an entry')
  const callDirection = fromDirection(main.callDirection)
  const setAt = own.flatMap(({ subscribeTime }) => parsePlatformTime(subscribeTime) ?? [])
  return {
    bindingId: main.bindId,
    part: 'ax',
    xNumber: toE164(main.numX),
    aNumber: toE164(main.numA),
    bNumber: null,
    // A Y without a B would be lost otherwise.
    yNumber: main.numB === undefined ? toE164(main.numY) : null,
    extension: null,
    callDirection,
    durationSeconds: main.duration ?? null,
    // A YB part that came later does not make the AX part younger.
    setAt: setAt.length === 0 ? null : Math.min(...setAt),
    maxMinutes: null,
    recorded: fromFlag(main.recordFlag),
    userData: main.userData ?? null,
    more: moreOf(
      main,
      [...known, ...settingsOfYb].filter((name) => name !== 'callDirection' || callDirection !== null),
    ),
  }
}

function ybPart(entry: Entry): Binding {
  return {
    bindingId: entry.bindId,
    part: 'yb',
    xNumber: toE164(entry.numX),
    aNumber: toE164(entry.numA),
    bNumber: toE164(entry.numB),
    yNumber: toE164(entry.numY),
    extension: null,
    callDirection: null,
    durationSeconds: entry.ybDuration ?? null,
    setAt: parsePlatformTime(entry.subscribeTime),
    maxMinutes: null,
    recorded: null,
    userData: null,
    more: moreOf(entry, [...known, ...moreOfAx, 'ybDuration']),
  }
}
