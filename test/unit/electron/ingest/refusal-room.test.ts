import { afterEach, expect, it } from 'vitest'
import { createIngest } from '../../../../electron/ingest/ingest.ts'
import { eventBody, monday } from '../../../builders/pushes.ts'
import { openTestStore, type TestStore } from '../../../builders/test-store.ts'

let store: TestStore
afterEach(() => store.close())

const callin = (session: string) => JSON.stringify(eventBody('callin', session, monday))
const now = { receivedAt: monday + 300 }
const forged = { ...now, secret: 'wrong' }
const kept = () => store.writer.prepare<[], number>('SELECT count(*) FROM deliveries').pluck().get()
const limited = (limits: { arrivals: number; size: number }) => {
  store = openTestStore()
  return createIngest(store.writer, () => 0, { deliveries: 512, ms: Number.POSITIVE_INFINITY }, limits)
}

it('keeps refused pushes up to a number, repeats included, and goes on refusing after it', () => {
  const ingest = limited({ arrivals: 3, size: 1_000_000 })
  const arrivals = ['s-1', 's-1', 's-2', 's-3', 's-4'].map((session) => store.judge(callin(session), forged))
  expect(ingest.group(arrivals).map(({ verdict }) => verdict)).toEqual(['refused', 'refused', 'refused', 'refused', 'refused'])
  expect(kept()).toBe(2)
})

it('keeps refused pushes up to a size, counted across restarts', () => {
  const size = callin('s-1').length * 3
  limited({ arrivals: 100, size }).group(['s-1', 's-2', 's-3', 's-4'].map((session) => store.judge(callin(session), forged)))
  const before = kept()
  const again = createIngest(store.writer, () => 0, { deliveries: 512, ms: Number.POSITIVE_INFINITY }, { arrivals: 100, size })
  again.group([store.judge(callin('s-5'), forged)])
  expect(kept()).toBe(before)
})

it('takes true pushes whatever was refused', () => {
  const ingest = limited({ arrivals: 0, size: 0 })
  const [first, second] = ingest.group([store.judge(callin('s-1'), forged), store.judge(callin('s-2'), now)])
  expect([first?.verdict, second?.verdict]).toEqual(['refused', 'accepted'])
})
