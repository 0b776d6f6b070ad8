import { expect, it } from 'vitest'
import { rejectStatements } from '../../../../electron/store/rejects.ts'
import { migratedTo } from '../../../builders/migrated-to.ts'

const aReject = (receivedAt: number, size: number) => ({
  appId: 1,
  receivedAt,
  reason: 'not-json' as const,
  head: '{}',
  body: new Uint8Array(size),
})

it('keeps the newest requests up to a number and a size, counted across restarts', () => {
  const writer = migratedTo(Number.MAX_SAFE_INTEGER)
  const kept = () => writer.prepare<[], number>('SELECT receivedAt FROM rejects ORDER BY id').pluck().all()
  const limits = { requests: 300, size: 1_000 }
  const first = rejectStatements(writer, limits)
  first.insert(Array.from({ length: 500 }, (_, index) => aReject(index, 0)))
  expect(kept()).toEqual(Array.from({ length: 300 }, (_, index) => index + 200))
  const again = rejectStatements(writer, limits)
  again.insert([aReject(500, 600)])
  expect(kept()).toEqual([...Array.from({ length: 199 }, (_, index) => index + 301), 500])
  again.insert([aReject(501, 397)])
  expect(kept()).toEqual([501])
  writer.close()
})
