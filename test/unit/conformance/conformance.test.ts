import { describe, expect, it } from 'vitest'
import { modes } from '../../../shared/domain/platform-app.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Case, Outcome } from './case.ts'
import { RawRefusal } from './every-mode-cases.ts'
import { openPlace } from './place.ts'
import { conformance } from './tables.ts'

async function outcomeOf(mode: (typeof modes)[number], { run, setting }: Case): Promise<Outcome | 'invalid-input'> {
  const place = await openPlace(mode, setting)
  try {
    await run(place)
    return 'accepted'
  } catch (thrown) {
    if (thrown instanceof RawRefusal) return `refused ${thrown.code}`
    if (!(thrown instanceof AppError)) throw thrown
    if (thrown.platformCode === undefined) return thrown.details?.['reason'] === 'not-in-mode' ? 'not sent' : 'invalid-input'
    return `${thrown.code} ${Number(thrown.platformCode)}`
  } finally {
    await place.close()
  }
}

describe.each(modes)('the client against the platform, %s', (mode) => {
  const table = conformance[mode].map((one) => ({ ...one, title: `${one.operation}: ${one.field} = ${one.tried}: ${one.outcome}` }))
  it.each(table)('$title', async (one) => {
    expect(await outcomeOf(mode, one)).toBe(one.outcome)
  })
})
