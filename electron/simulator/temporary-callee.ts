import { secondMs } from '../../shared/domain/time.ts'
import { WireTemporaryCallee } from '../platform/wire/ax-api.ts'
import { refusalOnX, refuseFields, wrongNumber } from './api-checks.ts'
import { refuse, succeed, type ApiAnswer } from './api-results.ts'
import { findAx, refusalOfLost } from './ax-binding.ts'
import type { BookedAx, TemporaryCallee } from './booked-binding.ts'
import type { Platform } from './platform.ts'
import type { SimulatedApp } from './world.ts'

/** Sets whom the next call of A through X reaches (api.md §3.5). A second one takes the place of the first. */
export function setTemporaryCallee(platform: Platform, app: SimulatedApp, body: unknown): ApiAnswer {
  const parsed = WireTemporaryCallee.safeParse(body)
  if (!parsed.success) return refuseFields(parsed.error)
  const { calleeNum, duration = 0, userData } = parsed.data
  const fault = wrongNumber({ calleeNum }, { privateNum: parsed.data.privateNum })
  if (fault !== null) return refuse(1010002, fault)
  // Older pages name A beside X: then it is part of what is looked for.
  const binding = findAx(platform.bookOf(app), { ...parsed.data, a: parsed.data.origNum })
  if (!binding) return refusalOfLost(platform, app, parsed.data)
  const code = refusalOnX(platform, app, binding.x, 'change', 1011004)
  if (code !== null) return refuse(code)
  const validUntil = duration > 0 ? platform.now() + duration * secondMs : null
  platform.bookOf(app).put({ ...binding, temporaryCallee: { number: calleeNum, validUntil, userData } })
  return succeed()
}

/** Takes it for a call of A through X: it holds for one call. Null = none was set, or its time is over (8013). */
export function useTemporaryCallee(platform: Platform, app: SimulatedApp, binding: BookedAx): TemporaryCallee | null {
  const callee = binding.temporaryCallee
  if (callee === null) return null
  platform.bookOf(app).put({ ...binding, temporaryCallee: null })
  return callee.validUntil === null || callee.validUntil > platform.now() ? callee : null
}
