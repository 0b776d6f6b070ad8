import { callSideCodes } from './state-codes-call.ts'
import { controlCodes } from './state-codes-control.ts'
import { platformSideCodes } from './state-codes-platform.ts'

/** Groups of the official page "通话挂机原因值" (errors.md §4.1). */
export type CodeGroup = 'normal' | 'binding' | 'caller' | 'number' | 'callee' | 'tenant' | 'control' | 'platform'

export interface StateCode {
  group: CodeGroup
  zh: string
  en: string
  remedyZh: string
  remedyEn: string
}

/** State codes and release points share one number space (errors.md §4.3), so one table serves both. */
export const stateCodes: Readonly<Record<number, StateCode>> = { ...callSideCodes, ...controlCodes, ...platformSideCodes }

/** What is known about a code; `group` is null where the family is mixed and says nothing. */
export interface StateCodeFinding extends Omit<StateCode, 'group'> {
  known: boolean
  group: CodeGroup | null
}

interface Family {
  from: number
  to: number
  group: CodeGroup | null
  zh: string
  en: string
}

// Only where errors.md §4.1 lists no other group in the same hundred; 75xx and 80xx mix caller, callee and platform.
const families: readonly Family[] = [
  { from: 7000, to: 7099, group: 'control', zh: '平台管控拦截', en: 'Blocked by a platform control' },
  { from: 7100, to: 7199, group: null, zh: '应用或账号侧原因', en: 'Application or account' },
  { from: 7500, to: 7599, group: null, zh: '接续过程中结束', en: 'Ended while being connected' },
  { from: 8000, to: 8099, group: null, zh: '平台处理中结束', en: 'Ended by the platform' },
  { from: 8100, to: 8199, group: 'callee', zh: '被叫未接通', en: 'Callee not reached' },
]

/** The published list is incomplete (errors.md, head), so an unknown code is explained by its family. */
export function findStateCode(code: number): StateCodeFinding {
  const known = stateCodes[code]
  if (known) return { ...known, known: true }
  const family = families.find(({ from, to }) => code >= from && code <= to)
  return {
    known: false,
    group: family?.group ?? null,
    zh: `${family?.zh ?? '未收录的原因'}（${code}）`,
    en: `${family?.en ?? 'Unlisted reason'} (${code})`,
    remedyZh: '该码未公开说明；如反复出现，请带上话单联系华为云技术支持',
    remedyEn: 'Not documented; if it keeps coming back, contact Huawei Cloud support with the CDR',
  }
}
