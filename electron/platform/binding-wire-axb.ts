import type { z } from 'zod'
import type { Binding } from '../../shared/domain/binding.ts'
import type { BindRequest, ChangeRequest } from '../../shared/domain/binding-request.ts'
import { toE164 } from '../../shared/domain/phone-number.ts'
import { canBe } from './binding-proof.ts'
import { answeredOver, fromDirection, fromFlag, moreOf, toArea, toLimits, type BindProof, type BindWish } from './binding-wire-fields.ts'
import type { Question, Reply } from './client-exchange.ts'
import { readAnswer } from './client-reply.ts'
import {
  axbBindingUri,
  WireAxbBindAnswer,
  WireAxbListAnswer,
  WireRelationNumInfo,
  type WireAxbBind,
  type WireAxbModify,
} from './wire/axb-api.ts'

/** AXB (api.md §2). */

type AxbRequest = Extract<BindRequest, { mode: 'AXB' }>

export function axbBind(request: AxbRequest): BindWish<Binding> {
  const { x } = request
  const body: WireAxbBind = {
    callerNum: request.aNumber,
    calleeNum: request.bNumber,
    ...(x.by === 'number' ? { relationNum: x.xNumber } : toArea(x)),
    duration: request.durationSeconds,
    ...toLimits(request),
  }
  const bound = (answer: object, text: string) =>
    bindingOf(readAnswer(WireRelationNumInfo, answeredOver(body, answer, ['areaCode', 'areaMatchMode']), text))
  const findPair: BindProof<Binding>['find'] = (reply, elapsedMs) => {
    const pairs = axbBindings(reply).filter(({ aNumber, bNumber }) => aNumber === request.aNumber && bNumber === request.bNumber)
    // A user number stands on an X only once (api.md §2), so one binding of these two on it is ours, unless it says otherwise.
    const made = pairs.find((pair) => {
      const asked = bound({ subscriptionId: pair.bindingId }, reply.text)
      return canBe(pair, { ...asked, durationSeconds: request.durationSeconds ?? 0 }, elapsedMs)
    })
    return made === undefined ? (pairs.length === 0 ? 'none' : 'unclear') : { made }
  }
  return {
    question: { method: 'POST', uri: axbBindingUri, body },
    made: ({ json, text }) => bound(readAnswer(WireAxbBindAnswer, json, text), text),
    // Without X there is nothing to ask by: the query wants X or the id (api.md §2.4).
    proof: x.by !== 'number' ? null : { question: pairQuestion(x.xNumber, request), find: findPair },
  }
}

function pairQuestion(xNumber: string, { aNumber, bNumber }: AxbRequest): Question {
  return {
    method: 'GET',
    uri: axbBindingUri,
    query: { relationNum: xNumber, callerNum: aNumber, calleeNum: bNumber },
    mayBeNone: true,
  }
}

export function axbChange(request: Extract<ChangeRequest, { mode: 'AXB' }>): Question {
  const body: WireAxbModify = {
    subscriptionId: request.bindingId,
    callerNum: request.aNumber,
    calleeNum: request.bNumber,
    duration: request.durationSeconds,
    ...toLimits(request),
  }
  return { method: 'PUT', uri: axbBindingUri, body }
}

export function axbUnbind(bindingId: string): Question {
  return { method: 'DELETE', uri: axbBindingUri, query: { subscriptionId: bindingId }, mayBeNone: true }
}

export function axbOne(bindingId: string): Question {
  return { method: 'GET', uri: axbBindingUri, query: { subscriptionId: bindingId }, mayBeNone: true }
}

export function axbPage(xNumber: string, pageIndex: number, pageSize: number): Question {
  const query = { relationNum: xNumber, pageIndex: String(pageIndex), pageSize: String(pageSize) }
  return { method: 'GET', uri: axbBindingUri, query, mayBeNone: true }
}

export interface AxbPage {
  bindings: Binding[]
  /** What the platform says it used; both are not always told (api.md §2.4). */
  pageSize: number | null
  totalCount: number | null
}

export function readAxbPage(reply: Reply): AxbPage {
  if (reply.none) return { bindings: [], pageSize: null, totalCount: null }
  const { relationNumList, pageSize, totalCount } = readAnswer(WireAxbListAnswer, reply.json, reply.text)
  return { bindings: (relationNumList ?? []).map(bindingOf), pageSize: pageSize ?? null, totalCount: totalCount ?? null }
}

export function axbBindings(reply: Reply): Binding[] {
  return readAxbPage(reply).bindings
}

const known = ['subscriptionId', 'relationNum', 'callerNum', 'calleeNum', 'duration', 'maxDuration', 'recordFlag', 'userData']

function bindingOf(entry: z.infer<typeof WireRelationNumInfo>): Binding {
  const callDirection = fromDirection(entry.callDirection)
  return {
    bindingId: entry.subscriptionId,
    part: null,
    xNumber: toE164(entry.relationNum),
    aNumber: toE164(entry.callerNum),
    bNumber: toE164(entry.calleeNum),
    yNumber: null,
    extension: null,
    callDirection,
    durationSeconds: entry.duration ?? null,
    setAt: null,
    maxMinutes: entry.maxDuration ?? null,
    recorded: fromFlag(entry.recordFlag),
    userData: entry.userData ?? null,
    more: moreOf(entry, callDirection === null ? known : [...known, 'callDirection']),
  }
}
