import type { z } from 'zod'
import type { Binding } from '../../shared/domain/binding.ts'
import type { BindRequest, ChangeRequest, TemporaryCallee } from '../../shared/domain/binding-request.ts'
import { toE164 } from '../../shared/domain/phone-number.ts'
import { canBe } from './binding-proof.ts'
import { answeredOver, fromDirection, fromFlag, moreOf, toArea, toLimits, type BindProof, type BindWish } from './binding-wire-fields.ts'
import type { Question, Reply } from './client-exchange.ts'
import { readAnswer } from './client-reply.ts'
import {
  WireAxBindAnswer,
  WireAxListAnswer,
  WirePrivateNumInfo,
  type WireAxBind,
  type WireAxModify,
  type WireTemporaryCallee,
} from './wire/ax-api.ts'
import { bindingUris, temporaryCalleeUri } from './wire/every-mode-api.ts'

/** AX (api.md §3). */

type AxRequest = Extract<BindRequest, { mode: 'AX' }>

const uri = bindingUris.AX

export function axBind(request: AxRequest): BindWish<Binding> {
  const { x } = request
  const body: WireAxBind = {
    origNum: request.aNumber,
    ...(x.by === 'number' ? { privateNum: x.xNumber } : { privateNumType: 'mobile-virtual', ...toArea(x) }),
    calleeNumDisplay: request.aSees && toDisplay(request.aSees),
    ...toLimits(request),
    turnFlag: toTurnFlag(request.poweredOn),
  }
  const bound = (answer: object, text: string) =>
    bindingOf(readAnswer(WirePrivateNumInfo, answeredOver(body, answer, ['privateNumType', 'areaCode', 'areaMatchMode']), text))
  return {
    question: { method: 'POST', uri, body },
    made: ({ json, text }) => bound(readAnswer(WireAxBindAnswer, json, text), text),
    proof: proofOf(request, ({ bindingId }) => bound({ subscriptionId: bindingId }, '')),
  }
}

/** @param asked what a binding would be that was made by the request */
function proofOf({ x, aNumber }: AxRequest, asked: (found: Binding) => Binding): BindProof<Binding> {
  if (x.by === 'number') {
    return {
      question: axOnX(x.xNumber),
      // X belongs to one A (api.md §3): if it is this one, with what was asked for, the bind went through.
      find(reply, elapsedMs) {
        const found = axBindings(reply).find((binding) => binding.aNumber === aNumber)
        if (found === undefined) return 'none'
        return canBe(found, asked(found), elapsedMs) ? { made: found } : 'unclear'
      },
    }
  }
  return {
    question: { method: 'GET', uri, query: { origNum: aNumber }, mayBeNone: true },
    // A may have had an X before; which of them came of this bind cannot be told.
    find: (reply) => (axBindings(reply).length === 0 ? 'none' : 'unclear'),
  }
}

export function axChange(request: Extract<ChangeRequest, { mode: 'AX' }>): Question {
  const body: WireAxModify = {
    subscriptionId: request.bindingId,
    origNum: request.aNumber,
    ...toLimits(request),
    turnFlag: toTurnFlag(request.poweredOn),
  }
  return { method: 'PUT', uri, body }
}

export function axTemporaryCallee({ bindingId, calleeNumber, validSeconds, userData }: TemporaryCallee): Question {
  const body: WireTemporaryCallee = { subscriptionId: bindingId, calleeNum: calleeNumber, duration: validSeconds, userData }
  return { method: 'PUT', uri: temporaryCalleeUri, body }
}

export function axUnbind(bindingId: string): Question {
  return { method: 'DELETE', uri, query: { subscriptionId: bindingId }, mayBeNone: true }
}

export function axOne(bindingId: string): Question {
  return { method: 'GET', uri, query: { subscriptionId: bindingId }, mayBeNone: true }
}

export function axOnX(xNumber: string): Question {
  return { method: 'GET', uri, query: { privateNum: xNumber }, mayBeNone: true }
}

export function axBindings(reply: Reply): Binding[] {
  if (reply.none) return []
  const { privateNumList } = readAnswer(WireAxListAnswer, reply.json, reply.text)
  return (privateNumList ?? []).map(bindingOf)
}

function toDisplay(sees: 'x' | 'caller'): '0' | '1' {
  return sees === 'x' ? '0' : '1'
}

function toTurnFlag(poweredOn: boolean | undefined): 'on' | 'off' | undefined {
  return poweredOn === undefined ? undefined : poweredOn ? 'on' : 'off'
}

const known = ['subscriptionId', 'origNum', 'privateNum', 'maxDuration', 'recordFlag', 'userData']

function bindingOf(entry: z.infer<typeof WirePrivateNumInfo>): Binding {
  const callDirection = fromDirection(entry.callDirection)
  return {
    bindingId: entry.subscriptionId,
    part: null,
    xNumber: toE164(entry.privateNum),
    aNumber: toE164(entry.origNum),
    bNumber: null,
    yNumber: null,
    extension: null,
    callDirection,
    // It has no lifetime (api.md §3), which is known and not just untold.
    durationSeconds: 0,
    setAt: null,
    maxMinutes: entry.maxDuration ?? null,
    recorded: fromFlag(entry.recordFlag),
    userData: entry.userData ?? null,
    more: moreOf(entry, callDirection === null ? known : [...known, 'callDirection']),
  }
}
