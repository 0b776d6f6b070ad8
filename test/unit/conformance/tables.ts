import type { Mode } from '../../../shared/domain/platform-app.ts'
import { axCases } from './ax-cases.ts'
import { axbCases } from './axb-cases.ts'
import { axeCases } from './axe-cases.ts'
import { axybCases } from './axyb-cases.ts'
import type { Case } from './case.ts'
import { appCases, headerCases } from './every-mode-cases.ts'

/** THE table of what is walked per mode; docs/conformance.md is made from it. */
export const conformance: Readonly<Record<Mode, readonly Case[]>> = {
  AXB: [...axbCases, ...appCases('AXB'), ...headerCases],
  AX: [...axCases, ...appCases('AX')],
  AXE: [...axeCases, ...appCases('AXE')],
  X: appCases('X'),
  AXYB: [...axybCases, ...appCases('AXYB')],
}
