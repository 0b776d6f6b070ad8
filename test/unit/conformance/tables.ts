import type { Mode } from '../../../shared/domain/platform-app.ts'
import { axCases } from './ax-cases.ts'
import { axbCases } from './axb-cases.ts'
import { axeCases } from './axe-cases.ts'
import { axybCases } from './axyb-cases.ts'
import type { Case, Place } from './case.ts'
import { appCases, headerCases, stateCases } from './every-mode-cases.ts'

const xOf = (place: Place) => ({ by: 'number', xNumber: place.x(0).number }) as const

/** THE table of what is walked per mode; docs/conformance.md is made from it. */
export const conformance: Readonly<Record<Mode, readonly Case[]>> = {
  AXB: [
    ...axbCases,
    ...stateCases(1012001, {
      async bind(place) {
        const { value } = await place.api.bind({ mode: 'AXB', aNumber: place.user(1), bNumber: place.user(2), x: xOf(place) })
        return value.bindingId
      },
      change: (place, bindingId) => place.api.change({ mode: 'AXB', bindingId, userData: 'u' }),
    }),
    ...appCases('AXB'),
    ...headerCases,
  ],
  AX: [
    ...axCases,
    ...stateCases(1011004, {
      async bind(place) {
        const { value } = await place.api.bind({ mode: 'AX', aNumber: place.user(1), x: xOf(place) })
        return value.bindingId
      },
      change: (place, bindingId) => place.api.change({ mode: 'AX', bindingId, userData: 'u' }),
    }),
    ...appCases('AX'),
  ],
  AXE: [
    ...axeCases,
    ...stateCases(1012001, {
      async bind(place) {
        const { value } = await place.api.bind({ mode: 'AXE', aNumber: place.user(1), x: xOf(place) })
        return value.bindingId
      },
      change: (place, bindingId) => place.api.change({ mode: 'AXE', bindingId, userData: 'u' }),
    }),
    ...appCases('AXE'),
  ],
  X: appCases('X'),
  AXYB: [...axybCases, ...appCases('AXYB')],
}
