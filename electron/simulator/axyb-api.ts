import { secondMs, toPlatformTime } from '../../shared/domain/time.ts'
import { WireAxybBindAx, WireAxybBindYb, WireAxybKey, WireAxybListQuery, WireAxybUnbindQuery } from '../platform/wire/axyb-api.ts'
import { changeSettings, refusalOnX, refuseFields, wrongNumber, wrongTone } from './api-checks.ts'
import type { BindingApi } from './api-operation.ts'
import { refuse, succeed, type ApiAnswer } from './api-results.ts'
import { xPerA } from './ax-api.ts'
import type { BookedAxyb, BookedBinding, BookedYb } from './booked-binding.ts'
import { pickNumber } from './number-pool.ts'
import type { Platform } from './platform.ts'
import type { SimulatedApp } from './world.ts'
import { bindYb } from './y-numbers.ts'

/** Entries that a query answers (api.md §6); it has no pages. */
export const entriesPerAnswer = 5

const axSettingNames = ['callDirection', 'duration', 'ybDuration', 'recordFlag', 'recordHintTone', 'preVoiceX', 'preVoiceY', 'userData']

/** The AXYB operations on one app's bindings (api.md §6). */
export function makeAxybApi(platform: Platform, app: SimulatedApp): BindingApi {
  const { now } = platform
  const book = platform.bookOf(app)
  const find = (subscriptionId: string) => asAxyb(book.find(subscriptionId))

  const bindAx = (body: unknown): ApiAnswer => {
    const parsed = WireAxybBindAx.safeParse(body)
    if (!parsed.success) return refuseFields(parsed.error)
    const { origNum: a, areaCode, areaMatchMode, ...wish } = parsed.data
    const fault = wrongNumber({ origNum: a }) ?? wrongTone(wish.recordHintTone, wish.preVoiceX, wish.preVoiceY)
    if (fault !== null) return refuse(1010002, fault)
    if (platform.state.inArrears()) return refuse(1010029)
    if (book.ofA(a).length >= xPerA) return refuse(1011003)
    const x = pickNumber(
      platform,
      app,
      { areaCode, strict: areaMatchMode !== '1' },
      {
        isFree: (number) => book.countOnX(number) === 0 && book.countOnY(number) === 0,
        loadOf: () => 0,
      },
    )
    if (x === null) return refuse(1012008)
    const subscriptionId = platform.newBindingId()
    const { duration = 0 } = wish
    book.put({
      mode: 'AXYB',
      subscriptionId,
      x: x.number,
      a,
      settings: changeSettings(wish, axSettingNames),
      expiresAt: duration > 0 ? now() + duration * secondMs : null,
      changedAt: now(),
      pairs: [],
    })
    return succeed({ subscriptionId, relationNumber: x.number })
  }

  const bindPart = (body: unknown): ApiAnswer => {
    const parsed = WireAxybBindYb.safeParse(body)
    if (!parsed.success) return refuseFields(parsed.error)
    const { origNum: b, subscriptionId, areaCode, areaMatchMode, ...wish } = parsed.data
    const fault = wrongNumber({ origNum: b }) ?? wrongTone(wish.preVoiceY)
    if (fault !== null) return refuse(1010002, fault)
    const ax = find(subscriptionId)
    if (!ax) return refuse(1016001)
    const code = refusalOnX(platform, app, ax.x, 'bind', 1012001)
    if (code !== null) return refuse(code)
    if (ax.pairs.some((pair) => pair.b === b)) return refuse(1016002)
    const area = areaCode === undefined ? undefined : { areaCode, strict: areaMatchMode !== '1' }
    const pair = bindYb(platform, app, ax, b, area, changeSettings(wish, ['duration', 'preVoiceY']))
    return pair === null ? refuse(1012008) : succeed({ subscriptionId, relationNumber: pair.y })
  }

  /** The key stands in the query as well as in the signature; another app's is not this one's to use. */
  const refusalOfKey = (query: Readonly<Record<string, string>>): ApiAnswer | null => {
    const parsed = WireAxybKey.safeParse(query)
    if (!parsed.success) return refuseFields(parsed.error)
    return parsed.data.app_key === app.appKey ? null : refuse(1010003)
  }

  return {
    bind({ query, body }) {
      const isPart = typeof body === 'object' && body !== null && 'subscriptionId' in body
      return refusalOfKey(query) ?? (isPart ? bindPart(body) : bindAx(body))
    },

    unbind({ query }) {
      const refused = refusalOfKey(query)
      if (refused) return refused
      const parsed = WireAxybUnbindQuery.safeParse(query)
      if (!parsed.success) return refuseFields(parsed.error)
      const { subscriptionId, yNum, bNum } = parsed.data
      const ax = find(subscriptionId)
      if (!ax) return refuse(1016001)
      const code = refusalOnX(platform, app, ax.x, 'unbind', 1012001)
      if (code !== null) return refuse(code)
      if (yNum === undefined && bNum === undefined) {
        book.remove(subscriptionId)
        return succeed()
      }
      const pairs = ax.pairs.filter(({ y, b }) => (yNum === undefined ? b !== bNum : y !== yNum))
      if (pairs.length === ax.pairs.length) return refuse(1016001)
      book.put({ ...ax, pairs })
      return succeed()
    },

    list({ query }) {
      const refused = refusalOfKey(query)
      if (refused) return refused
      const parsed = WireAxybListQuery.safeParse(query)
      if (!parsed.success) return refuseFields(parsed.error)
      const { subscriptionId, relationNum } = parsed.data
      if (subscriptionId === undefined && relationNum === undefined) return refuse(1010002, 'subscriptionId')
      const code =
        subscriptionId === undefined && relationNum !== undefined ? refusalOnX(platform, app, relationNum, 'query', 1012001) : null
      if (code !== null) return refuse(code)
      const ax = subscriptionId === undefined ? asAxyb(book.onX(relationNum ?? '')[0]) : find(subscriptionId)
      return ax ? succeed({ xyRelationNumList: entriesOf(ax).slice(0, entriesPerAnswer) }) : refuse(1016001)
    },
  }
}

function asAxyb(binding: BookedBinding | undefined): BookedAxyb | undefined {
  return binding?.mode === 'AXYB' ? binding : undefined
}

/** One entry per YB part; an AX part that has none is one entry by itself. */
function entriesOf(ax: BookedAxyb): Record<string, unknown>[] {
  return ax.pairs.length === 0 ? [entryOf(ax, null)] : ax.pairs.map((pair) => entryOf(ax, pair))
}

function entryOf({ subscriptionId, a, x, changedAt, settings }: BookedAxyb, pair: BookedYb | null): Record<string, unknown> {
  const { duration = 0, ybDuration = 0, ...others } = settings
  return {
    bindId: subscriptionId,
    numA: a,
    numX: x,
    ...(pair && { numY: pair.y, numB: pair.b }),
    subscribeTime: toPlatformTime(pair?.changedAt ?? changedAt),
    ...others,
    ...(pair?.settings.preVoiceY !== undefined && { preVoiceY: pair.settings.preVoiceY }),
    // Numbers in the request, text in the answer (api.md §6).
    duration: String(duration),
    ybDuration: String(pair?.settings.duration ?? ybDuration),
  }
}
