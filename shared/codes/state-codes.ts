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
export const stateCodes: Readonly<Record<number, StateCode>> = {
  0: { group: 'normal', zh: '接通后正常挂机', en: 'Hung up after the call was connected', remedyZh: '无需处理', remedyEn: 'Nothing to do' },
}
