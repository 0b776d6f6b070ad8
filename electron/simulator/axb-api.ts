import type { z } from 'zod'
import { WireAxbBind, WireAxbListQuery, WireAxbModify, WireAxbUnbindQuery } from '../platform/wire/axb-api.ts'
import { refuse, succeed, type ApiAnswer } from './api-results.ts'
import { pairsPerX, type BindingBook, type BindingSettings, type BookedBinding } from './binding-book.ts'
import { areaOfUser, pickX } from './number-pool.ts'
import { hexOf, randomOf } from './random.ts'
import type { SimulatedApp, World } from './world.ts'

/** The AXB operations on one app's bindings (api.md §2), with the platform's checks and codes (errors.md §3). */
export interface AxbApi {
  bind(body: unknown): ApiAnswer
  modify(body: unknown): ApiAnswer
  unbind(query: Readonly<Record<string, string>>): ApiAnswer
  list(query: Readonly<Record<string, string>>): ApiAnswer
}

const defaultPageSize = 50
const userNumberForm = /^\+\d{4,30}$/
const xNumberForm = /^\+86\d{11}$/

export function makeAxbApi(world: World, app: SimulatedApp, book: BindingBook): AxbApi {
  const bindingIds = randomOf(world.seed, 'bindings', Number.MAX_SAFE_INTEGER, app.number)
  const owns = (x: string) => app.xNumbers.some(({ number }) => number === x)
  const ownedElsewhere = (x: string) => world.apps.some(({ xNumbers }) => xNumbers.some(({ number }) => number === x))

  const choose = (wish: WireAxbBind): { x: string } | { refusal: ApiAnswer } => {
    const { relationNum, callerNum, calleeNum } = wish
    if (relationNum === undefined) {
      const areaCode = wish.areaCode ?? areaOfUser(app, callerNum)
      const x = pickX(app, book, { areaCode, strict: wish.areaMatchMode !== '1' }, callerNum, calleeNum)
      return x === null ? { refusal: refuse(1012008) } : { x: x.number }
    }
    if (!owns(relationNum)) return { refusal: refuse(ownedElsewhere(relationNum) ? 1012001 : 1012007) }
    if (book.holds(relationNum, callerNum) || book.holds(relationNum, calleeNum)) return { refusal: refuse(1012010) }
    return book.onX(relationNum).length >= pairsPerX ? { refusal: refuse(1012008) } : { x: relationNum }
  }

  return {
    bind(body) {
      const parsed = WireAxbBind.safeParse(body)
      if (!parsed.success) return refuse(1010002, fieldOf(parsed.error))
      const wish = parsed.data
      const fault = wrongNumber(wish) ?? wrongTone(wish)
      if (fault !== null) return refuse(1010002, fault)
      // One user number would be twice on X.
      if (wish.callerNum === wish.calleeNum) return refuse(1012010)
      const chosen = choose(wish)
      if ('refusal' in chosen) return chosen.refusal
      const subscriptionId = hexOf(bindingIds, 32)
      const settings = settingsOf(wish, { callDirection: 0, duration: 0, maxDuration: 0 })
      book.put({ subscriptionId, x: chosen.x, a: wish.callerNum, b: wish.calleeNum, settings })
      const { callDirection, duration, maxDuration } = settings
      return succeed({ subscriptionId, relationNum: chosen.x, callDirection, duration, maxDuration })
    },

    modify(body) {
      const parsed = WireAxbModify.safeParse(body)
      if (!parsed.success) return refuse(1010002, fieldOf(parsed.error))
      const wish = parsed.data
      const current = book.find(wish.subscriptionId)
      if (!current) return refuse(1012007)
      const settings = settingsOf(wish, current.settings)
      const fault = wrongNumber(wish) ?? wrongTone({ ...wish, maxDuration: settings.maxDuration })
      if (fault !== null) return refuse(1010002, fault)
      const changed: BookedBinding = { ...current, a: wish.callerNum ?? current.a, b: wish.calleeNum ?? current.b, settings }
      const taken = [changed.a, changed.b].some((user) => book.holds(current.x, user, current.subscriptionId))
      if (taken || changed.a === changed.b) return refuse(1012010)
      if (wish.duration === undefined) book.amend(changed)
      else book.put(changed)
      return succeed()
    },

    unbind(query) {
      const parsed = WireAxbUnbindQuery.safeParse(query)
      if (!parsed.success) return refuse(1010002, fieldOf(parsed.error))
      const { subscriptionId, relationNum } = parsed.data
      if (subscriptionId !== undefined) {
        if (!book.find(subscriptionId)) return refuse(1012007)
        book.remove(subscriptionId)
        return succeed()
      }
      if (relationNum === undefined || !owns(relationNum)) return refuse(1012001)
      const onX = book.onX(relationNum)
      if (onX.length === 0) return refuse(1012007)
      for (const binding of onX) book.remove(binding.subscriptionId)
      return succeed()
    },

    list(query) {
      const parsed = WireAxbListQuery.safeParse(query)
      if (!parsed.success) return refuse(1010002, fieldOf(parsed.error))
      const { subscriptionId, relationNum, callerNum, calleeNum } = parsed.data
      const pageIndex = Math.max(1, wholeNumber(parsed.data.pageIndex) ?? 1)
      const asked = wholeNumber(parsed.data.pageSize) ?? defaultPageSize
      const pageSize = asked >= 10 && asked <= 100 ? asked : defaultPageSize
      const page = (found: readonly BookedBinding[]): ApiAnswer => {
        if (found.length === 0) return refuse(1012007)
        const rows = found.slice((pageIndex - 1) * pageSize, pageIndex * pageSize)
        return succeed({ totalCount: found.length, pageIndex, pageSize, relationNumList: rows.map(rowOf) })
      }
      if (subscriptionId !== undefined) {
        const one = book.find(subscriptionId)
        return one ? succeed({ totalCount: 1, pageIndex: 1, pageSize, relationNumList: [rowOf(one)] }) : refuse(1012007)
      }
      if (relationNum === undefined) return refuse(1010002, 'relationNum')
      if (!owns(relationNum)) return refuse(1012001)
      const matches = ({ a, b }: BookedBinding) => (callerNum ?? a) === a && (calleeNum ?? b) === b
      return page(book.onX(relationNum).filter(matches))
    },
  }
}

function rowOf({ subscriptionId, x, a, b, settings }: BookedBinding): Record<string, unknown> {
  return { subscriptionId, relationNum: x, callerNum: a, calleeNum: b, ...settings }
}

/** The first wrong field, as `resultdesc` of 1010002 names it. */
function fieldOf(error: z.ZodError): string {
  return error.issues[0]?.path.join('.') ?? ''
}

// Only the global format is checked: a number that is wrong within it may be bound and fails at call time (rules.md §1).
function wrongNumber(wish: Partial<Record<'callerNum' | 'calleeNum' | 'relationNum', unknown>>): string | null {
  const fits = (value: unknown, form: RegExp) => value === undefined || (typeof value === 'string' && form.test(value))
  if (!fits(wish.callerNum, userNumberForm)) return 'callerNum'
  if (!fits(wish.calleeNum, userNumberForm)) return 'calleeNum'
  return fits(wish.relationNum, xNumberForm) ? null : 'relationNum'
}

type Tones = Pick<WireAxbBind, 'lastMinVoice' | 'maxDuration' | 'recordHintTone' | 'recordFlag' | 'preVoice'>

/** Announcement files exist when they are named as the console would take them (rules.md §6) and not `missing…`. */
function wrongTone({ lastMinVoice, maxDuration, recordHintTone, preVoice }: Tones): string | null {
  if (lastMinVoice !== undefined && (maxDuration ?? 0) === 0) return 'lastMinVoice'
  const named = [lastMinVoice, recordHintTone, preVoice?.callerHintTone, preVoice?.calleeHintTone]
  const unknown = named.find((name) => name !== undefined && (!/^[\w.@-]+$/.test(name) || name.startsWith('missing')))
  return unknown === undefined ? null : `${unknown} does not exist.`
}

function settingsOf(wish: WireAxbBind | WireAxbModify, current: BindingSettings): BindingSettings {
  const names = [
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
  const given = names.flatMap((name) => (wish[name] === undefined ? [] : [[name, wish[name]] as const]))
  return { ...current, ...Object.fromEntries(given) }
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null
}
