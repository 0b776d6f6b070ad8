import { hourMs, minuteMs } from '../../shared/domain/time.ts'
import { WireAxeBind, WireAxeModify, WireAxeQuery } from '../platform/wire/axe-api.ts'
import { changeSettings, refusalOnX, refuseFields, wrongNumber, wrongTone } from './api-checks.ts'
import type { BindingApi } from './api-operation.ts'
import { refuse, succeed, type ApiAnswer, type RefusalCode } from './api-results.ts'
import type { BindingBook } from './binding-book.ts'
import type { BookedAxe, Settings } from './booked-binding.ts'
import { pickNumber } from './number-pool.ts'
import type { Platform } from './platform.ts'
import type { SimulatedApp } from './world.ts'

/** More than this many A on one X are advised against (api.md §5): the platform itself fills an X no further, a named X takes more. */
export const advisedPerX = 200
export const lastExtension = 9_999

const settingNames = [
  'displayNumMode',
  'recordFlag',
  'recordHintTone',
  'callbackTone',
  'callbackNum',
  'timeUnit',
  'bindExpiredTime',
  'callbackExpiredTime',
  'userData',
]

/** The AXE operations on one app's bindings (api.md §5). */
export function makeAxeApi(platform: Platform, app: SimulatedApp): Required<BindingApi> {
  const book = platform.bookOf(app)

  const choose = ({ bindNum, virtualNum, areaCode = '', areaMatchMode }: WireAxeBind): { x: string } | { code: RefusalCode } => {
    if (virtualNum !== undefined) {
      const code = refusalOnX(platform, app, virtualNum, 'bind', 1012001)
      if (code !== null) return { code }
      return book.ofUser(virtualNum, bindNum).length > 0 ? { code: 1016002 } : { x: virtualNum }
    }
    if (platform.state.inArrears()) return { code: 1010029 }
    const isFree = (x: string) => book.countOnX(x) < advisedPerX && book.ofUser(x, bindNum).length === 0
    const x = pickNumber(platform, app, { areaCode, strict: areaMatchMode !== '1' }, { isFree, loadOf: book.countOnX })
    return x === null ? { code: 1012008 } : { x: x.number }
  }

  const endOf = ({ timeUnit, bindExpiredTime }: Settings): number | null =>
    typeof bindExpiredTime === 'number' && bindExpiredTime > 0
      ? platform.now() + bindExpiredTime * (timeUnit === '1' ? minuteMs : hourMs)
      : null

  /** One binding by id, or by X and extension together (api.md §5.3). */
  const find = ({ subscriptionId, virtualNum, extendNum }: WireAxeQuery): BookedAxe | undefined => {
    const named = virtualNum !== undefined && extendNum !== undefined
    const binding =
      subscriptionId === undefined && named ? book.ofExtension(virtualNum, fourDigits(extendNum)) : book.find(subscriptionId ?? '')
    return binding?.mode === 'AXE' ? binding : undefined
  }
  const refusalOfLost = ({ subscriptionId, virtualNum, extendNum }: WireAxeQuery): ApiAnswer => {
    if (subscriptionId !== undefined) return refuse(1016001)
    if (virtualNum === undefined || extendNum === undefined) return refuse(1012001)
    return refuse(refusalOnX(platform, app, virtualNum, 'query', 1012001) ?? 1016001)
  }

  return {
    bind({ body }) {
      const parsed = WireAxeBind.safeParse(body)
      if (!parsed.success) return refuseFields(parsed.error)
      const wish = parsed.data
      const { bindNum, virtualNum, areaCode, extendNum, callbackNum } = wish
      const choiceFault = virtualNum === undefined && areaCode === undefined ? 'virtualNum' : null
      const fault = wrongNumber({ bindNum, callbackNum }, { virtualNum }) ?? choiceFault ?? extensionFault(extendNum) ?? callbackFault(wish)
      if (fault !== null) return refuse(1010002, fault)
      const chosen = choose(wish)
      if ('code' in chosen) return refuse(chosen.code)
      const extension = extendNum === undefined ? freeExtension(book, chosen.x) : fourDigits(extendNum)
      if (extension === null || book.ofExtension(chosen.x, extension)) return refuse(1020167)
      const subscriptionId = platform.newBindingId()
      const settings = changeSettings(wish, settingNames)
      book.put({ mode: 'AXE', subscriptionId, x: chosen.x, a: bindNum, extension, settings, expiresAt: endOf(settings) })
      const unconfirmed = platform.lean ? {} : { bindNum }
      return succeed({ subscriptionId, virtualNum: chosen.x, extendNum: extension, ...unconfirmed })
    },

    modify({ body }) {
      const parsed = WireAxeModify.safeParse(body)
      if (!parsed.success) return refuseFields(parsed.error)
      const wish = parsed.data
      const current = find(wish)
      if (!current) return refusalOfLost(wish)
      const fault = wrongNumber({ callbackNum: wish.callbackNum }) ?? callbackFault(wish)
      if (fault !== null) return refuse(1010002, fault)
      const code = refusalOnX(platform, app, current.x, 'change', 1012001)
      if (code !== null) return refuse(code)
      const settings = changeSettings(wish, settingNames, withoutOther(current.settings, wish))
      // A newer page lets AXE change the lifetime, an older one does not (api.md §5.2): taken, and counted from now as in AXB.
      const expiresAt = wish.bindExpiredTime === undefined ? current.expiresAt : endOf(settings)
      book.put({ ...current, settings, expiresAt })
      return succeed()
    },

    unbind({ query }) {
      const parsed = WireAxeQuery.safeParse(query)
      if (!parsed.success) return refuseFields(parsed.error)
      const binding = find(parsed.data)
      if (!binding) return refusalOfLost(parsed.data)
      const code = refusalOnX(platform, app, binding.x, 'unbind', 1012001)
      if (code !== null) return refuse(code)
      book.remove(binding.subscriptionId)
      return succeed()
    },

    list({ query }) {
      const parsed = WireAxeQuery.safeParse(query)
      if (!parsed.success) return refuseFields(parsed.error)
      const binding = find(parsed.data)
      if (!binding) return refusalOfLost(parsed.data)
      const { subscriptionId, x, extension, a, settings } = binding
      return succeed({ subscriptionId, virtualNum: x, extendNum: extension, bindNum: a, ...settings })
    },
  }
}

/** `7` and `0007` are one extension. */
function fourDigits(extension: string): string {
  return extension.padStart(4, '0')
}

function extensionFault(extendNum: string | undefined): string | null {
  return extendNum === undefined || (/^\d{1,4}$/.test(extendNum) && Number(extendNum) > 0) ? null : 'extendNum'
}

/** Tone and number exclude each other (api.md §5.1). */
function callbackFault({ callbackTone, callbackNum, recordHintTone }: WireAxeBind | WireAxeModify): string | null {
  return callbackTone !== undefined && callbackNum !== undefined ? 'callbackNum' : wrongTone(callbackTone, recordHintTone)
}

/** Of tone and number the new one takes the place of the other. */
function withoutOther({ callbackTone, callbackNum, ...settings }: Settings, wish: WireAxeModify): Settings {
  return {
    ...settings,
    ...(callbackTone !== undefined && wish.callbackNum === undefined && { callbackTone }),
    ...(callbackNum !== undefined && wish.callbackTone === undefined && { callbackNum }),
  }
}

/** The lowest that nobody has; null when all 9999 are taken. */
function freeExtension(book: BindingBook, x: string): string | null {
  const taken = new Set(book.onX(x).map((binding) => (binding.mode === 'AXE' ? binding.extension : '')))
  for (let candidate = 1; candidate <= lastExtension; candidate += 1) {
    const extension = fourDigits(String(candidate))
    if (!taken.has(extension)) return extension
  }
  return null
}
