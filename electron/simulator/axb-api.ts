import { secondMs } from '../../shared/domain/time.ts'
import { WireAxbBind, WireAxbListQuery, WireAxbModify, WireAxbUnbindQuery } from '../platform/wire/axb-api.ts'
import { changeSettings, refusalOnX, refuseFields, toneFault, wholeNumber, wrongNumber } from './api-checks.ts'
import type { BindingApi } from './api-operation.ts'
import { refuse, succeed, type ApiAnswer, type RefusalCode } from './api-results.ts'
import type { BookedAxb, BookedBinding } from './booked-binding.ts'
import { areaOfUser, pickNumber } from './number-pool.ts'
import type { Platform } from './platform.ts'
import type { SimulatedApp } from './world.ts'

/** Pairs one X may carry (api.md §2). */
export const pairsPerX = 5_000
const defaultPageSize = 50
const settingNames = [
  'callDirection',
  'duration',
  'maxDuration',
  'lastMinVoice',
  'recordFlag',
  'recordHintTone',
  'preVoice',
  'privateSms',
  'userData',
]

/** The AXB operations on one app's bindings (api.md §2), with the platform's checks and codes (errors.md §3). */
export function makeAxbApi(platform: Platform, app: SimulatedApp): Required<BindingApi> {
  const { now } = platform
  const book = platform.bookOf(app)
  const find = (subscriptionId: string) => asAxb(book.find(subscriptionId))
  const onX = (x: string) => book.onX(x).flatMap((binding) => asAxb(binding) ?? [])
  const holds = (x: string, user: string, except?: string) => book.ofUser(x, user).some(({ subscriptionId }) => subscriptionId !== except)
  const endOf = (duration: number) => (duration > 0 ? now() + duration * secondMs : null)

  const choose = ({ relationNum, callerNum, calleeNum, ...wish }: WireAxbBind): { x: string } | { code: RefusalCode } => {
    if (relationNum === undefined) {
      if (platform.state.inArrears()) return { code: 1010029 }
      const areaCode = wish.areaCode ?? areaOfUser(app, callerNum)
      const x = pickNumber(
        platform,
        app,
        { areaCode, strict: wish.areaMatchMode !== '1' },
        {
          isFree: (number) => book.countOnX(number) < pairsPerX && !holds(number, callerNum) && !holds(number, calleeNum),
          loadOf: book.countOnX,
        },
      )
      return x === null ? { code: 1012008 } : { x: x.number }
    }
    const code = refusalOnX(platform, app, relationNum, 'bind', 1012001)
    if (code !== null) return { code }
    if (holds(relationNum, callerNum) || holds(relationNum, calleeNum)) return { code: 1012010 }
    return book.countOnX(relationNum) >= pairsPerX ? { code: 1012008 } : { x: relationNum }
  }

  const answer = (totalCount: number, pageIndex: number, pageSize: number, rows: readonly BookedAxb[]): ApiAnswer => {
    const unconfirmed = platform.lean ? {} : { totalCount, pageIndex }
    return succeed({ ...unconfirmed, pageSize, relationNumList: rows.map(rowOf) })
  }

  return {
    bind({ body }) {
      const parsed = WireAxbBind.safeParse(body)
      if (!parsed.success) return refuseFields(parsed.error)
      const wish = parsed.data
      const { callerNum, calleeNum, relationNum } = wish
      const fault = wrongNumber({ callerNum, calleeNum }, { relationNum }) ?? toneFault(wish, wish.maxDuration)
      if (fault !== null) return refuse(1010002, fault)
      // One user number would be twice on X.
      if (callerNum === calleeNum) return refuse(1012010)
      const chosen = choose(wish)
      if ('code' in chosen) return refuse(chosen.code)
      const subscriptionId = platform.newBindingId()
      const { callDirection = 0, duration = 0, maxDuration = 0 } = wish
      const settings = changeSettings(wish, settingNames, { callDirection, duration, maxDuration })
      book.put({ mode: 'AXB', subscriptionId, x: chosen.x, a: callerNum, b: calleeNum, settings, expiresAt: endOf(duration) })
      return succeed({ subscriptionId, relationNum: chosen.x, callDirection, duration, maxDuration })
    },

    modify({ body }) {
      const parsed = WireAxbModify.safeParse(body)
      if (!parsed.success) return refuseFields(parsed.error)
      const wish = parsed.data
      const current = find(wish.subscriptionId)
      if (!current) return refuse(1012007)
      const settings = changeSettings(wish, settingNames, current.settings)
      const { callerNum, calleeNum } = wish
      const fault = wrongNumber({ callerNum, calleeNum }) ?? toneFault(wish, settings.maxDuration)
      if (fault !== null) return refuse(1010002, fault)
      const code = refusalOnX(platform, app, current.x, 'change', 1012001)
      if (code !== null) return refuse(code)
      const { a, b } = { a: callerNum ?? current.a, b: calleeNum ?? current.b }
      if (a === b || [a, b].some((user) => holds(current.x, user, current.subscriptionId))) return refuse(1012010)
      // A given duration starts the countdown anew (api.md §2.2).
      const expiresAt = wish.duration === undefined ? current.expiresAt : endOf(wish.duration)
      book.put({ ...current, a, b, settings, expiresAt })
      return succeed()
    },

    unbind({ query }) {
      const parsed = WireAxbUnbindQuery.safeParse(query)
      if (!parsed.success) return refuseFields(parsed.error)
      const { subscriptionId, relationNum } = parsed.data
      const one = subscriptionId === undefined ? undefined : find(subscriptionId)
      if (subscriptionId !== undefined && !one) return refuse(1012007)
      const x = one?.x ?? relationNum
      if (x === undefined) return refuse(1012001)
      const code = refusalOnX(platform, app, x, 'unbind', 1012001)
      if (code !== null) return refuse(code)
      const gone = one ? [one] : onX(x)
      if (gone.length === 0) return refuse(1012007)
      for (const binding of gone) book.remove(binding.subscriptionId)
      return succeed()
    },

    list({ query }) {
      const parsed = WireAxbListQuery.safeParse(query)
      if (!parsed.success) return refuseFields(parsed.error)
      const { subscriptionId, relationNum, callerNum, calleeNum } = parsed.data
      const pageIndex = Math.max(1, wholeNumber(parsed.data.pageIndex) ?? 1)
      const asked = wholeNumber(parsed.data.pageSize) ?? defaultPageSize
      const pageSize = asked >= 10 && asked <= 100 ? asked : defaultPageSize
      const page = (found: readonly BookedAxb[]): ApiAnswer => {
        if (found.length === 0) return refuse(1012007)
        const rows = found.slice((pageIndex - 1) * pageSize, pageIndex * pageSize)
        return answer(found.length, pageIndex, pageSize, rows)
      }
      if (subscriptionId !== undefined) {
        const one = find(subscriptionId)
        return one ? answer(1, 1, pageSize, [one]) : refuse(1012007)
      }
      if (relationNum === undefined) return refuse(1010002, 'relationNum')
      const code = refusalOnX(platform, app, relationNum, 'query', 1012001)
      if (code !== null) return refuse(code)
      return page(onX(relationNum).filter(({ a, b }) => (callerNum ?? a) === a && (calleeNum ?? b) === b))
    },
  }
}

function asAxb(binding: BookedBinding | undefined): BookedAxb | undefined {
  return binding?.mode === 'AXB' ? binding : undefined
}

function rowOf({ subscriptionId, x, a, b, settings }: BookedAxb): Record<string, unknown> {
  return { subscriptionId, relationNum: x, callerNum: a, calleeNum: b, ...settings }
}
