import { WireAxBind, WireAxListQuery, WireAxModify, WireAxUnbindQuery } from '../platform/wire/ax-api.ts'
import { changeSettings, refusalOnX, refuseFields, toneFault, wrongNumber } from './api-checks.ts'
import type { BindingApi } from './api-operation.ts'
import { refuse, succeed, type RefusalCode } from './api-results.ts'
import { asAx, findAx, refusalOfLost } from './ax-binding.ts'
import type { BookedAx } from './booked-binding.ts'
import { pickNumber } from './number-pool.ts'
import type { Platform } from './platform.ts'
import type { SimulatedApp } from './world.ts'

/** X that one A may hold (api.md §3, §6). */
export const xPerA = 5

const settingNames = [
  'callDirection',
  'maxDuration',
  'lastMinVoice',
  'recordFlag',
  'recordHintTone',
  'preVoice',
  'privateSms',
  'turnFlag',
  'userData',
]

/** The AX operations on one app's bindings (api.md §3). */
export function makeAxApi(platform: Platform, app: SimulatedApp): Required<BindingApi> {
  const book = platform.bookOf(app)

  const choose = ({ origNum, privateNum, areaCode = '', areaMatchMode }: WireAxBind): { x: string } | { code: RefusalCode } => {
    if (privateNum !== undefined) {
      const code = refusalOnX(platform, app, privateNum, 'bind', 1011004)
      if (code !== null) return { code }
      const holder = book.onX(privateNum)[0]
      if (holder) return { code: holder.a === origNum ? 1016002 : 1011005 }
    }
    if (platform.state.inArrears()) return { code: 1010029 }
    if (book.ofA(origNum).length >= xPerA) return { code: 1011003 }
    if (privateNum !== undefined) return { x: privateNum }
    const strict = areaMatchMode !== '1'
    const x = pickNumber(platform, app, { areaCode, strict }, { isFree: (number) => book.countOnX(number) === 0, loadOf: () => 0 })
    return x === null ? { code: 1011002 } : { x: x.number }
  }

  return {
    bind({ body }) {
      const parsed = WireAxBind.safeParse(body)
      if (!parsed.success) return refuseFields(parsed.error)
      const wish = parsed.data
      const { origNum, privateNum } = wish
      const fault = wrongNumber({ origNum }, { privateNum }) ?? choiceFault(wish) ?? toneFault(wish, wish.maxDuration)
      if (fault !== null) return refuse(1010002, fault)
      const chosen = choose(wish)
      if ('code' in chosen) return refuse(chosen.code)
      const subscriptionId = platform.newBindingId()
      const settings = changeSettings(wish, ['calleeNumDisplay', ...settingNames])
      book.put({ mode: 'AX', subscriptionId, x: chosen.x, a: origNum, settings, expiresAt: null, temporaryCallee: null })
      return succeed({ origNum, privateNum: chosen.x, subscriptionId })
    },

    modify({ body }) {
      const parsed = WireAxModify.safeParse(body)
      if (!parsed.success) return refuseFields(parsed.error)
      const wish = parsed.data
      const current = findAx(book, { subscriptionId: wish.subscriptionId, privateNum: wish.privateNum })
      if (!current) return refusalOfLost(platform, app, wish)
      const settings = changeSettings(wish, settingNames, current.settings)
      const fault = wrongNumber({ origNum: wish.origNum }) ?? toneFault(wish, settings.maxDuration)
      if (fault !== null) return refuse(1010002, fault)
      const code = refusalOnX(platform, app, current.x, 'change', 1011004)
      if (code !== null) return refuse(code)
      // `origNum` is the new A, in every version of the page (api.md §3.2).
      const a = wish.origNum ?? current.a
      if (a !== current.a && book.ofA(a).length >= xPerA) return refuse(1011003)
      book.put({ ...current, a, settings })
      return succeed()
    },

    unbind({ query }) {
      const parsed = WireAxUnbindQuery.safeParse(query)
      if (!parsed.success) return refuseFields(parsed.error)
      const { origNum: a, ...naming } = parsed.data
      const binding = findAx(book, { ...naming, a })
      if (!binding) return refusalOfLost(platform, app, naming)
      const code = refusalOnX(platform, app, binding.x, 'unbind', 1011004)
      if (code !== null) return refuse(code)
      book.remove(binding.subscriptionId)
      return succeed()
    },

    list({ query }) {
      const parsed = WireAxListQuery.safeParse(query)
      if (!parsed.success) return refuseFields(parsed.error)
      const { subscriptionId, origNum, privateNum } = parsed.data
      if (subscriptionId === undefined && origNum === undefined && privateNum === undefined) return refuse(1010002, 'subscriptionId')
      const ofA = subscriptionId === undefined && origNum !== undefined
      const found = ofA
        ? book.ofA(origNum).flatMap((binding) => asAx(binding) ?? [])
        : [findAx(book, { subscriptionId, privateNum }) ?? []].flat()
      if (found.length > 0) return succeed({ privateNumList: found.map(rowOf) })
      return ofA ? refuse(1016001) : refusalOfLost(platform, app, { subscriptionId, privateNum })
    },
  }
}

function rowOf({ subscriptionId, x, a, settings }: BookedAx): Record<string, unknown> {
  return { origNum: a, privateNum: x, subscriptionId, ...settings }
}

/** X is named, or its kind and city are (api.md §3.1). */
function choiceFault({ privateNum, privateNumType, areaCode }: WireAxBind): string | null {
  if (privateNum !== undefined) return null
  if (privateNumType === undefined) return 'privateNumType'
  return areaCode === undefined ? 'areaCode' : null
}
