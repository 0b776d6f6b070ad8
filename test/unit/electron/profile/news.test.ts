import { expect, it } from 'vitest'
import { createNews } from '../../../../electron/profile/news.ts'
import type { DataChanged } from '../../../../shared/ipc/system.ts'

/** A clock that stands still until it is told to go on. */
function openNews() {
  let now = 1_000
  const due: { at: number; work: () => void }[] = []
  const notes: (DataChanged & { at: number })[] = []
  const timers = {
    now: () => now,
    after: (ms: number, work: () => void) => {
      due.push({ at: now + ms, work })
      return () => {}
    },
  }
  const news = createNews((note) => void notes.push({ ...note, at: now }), timers)
  const advance = (ms: number) => {
    const end = now + ms
    for (let next = due.findIndex(({ at }) => at <= end); next !== -1; next = due.findIndex(({ at }) => at <= end)) {
      const [timer] = due.splice(next, 1)
      now = Math.max(now, timer?.at ?? now)
      timer?.work()
    }
    now = end
  }
  const setBack = (ms: number) => void (now -= ms)
  return { news, notes, advance, setBack }
}

it('tells at once on a quiet system', () => {
  const { news, notes } = openNews()
  news('calls')
  expect(notes).toEqual([{ topics: ['calls'], revision: 1, at: 1_000 }])
})

it('merges what follows soon, once each, in one note', () => {
  const { news, notes, advance } = openNews()
  news('calls')
  advance(10)
  news('calls', 'deliveries')
  news('status', 'calls')
  expect(notes).toHaveLength(1)
  advance(40)
  expect(notes[1]).toEqual({ topics: ['calls', 'deliveries', 'status'], revision: 2, at: 1_050 })
  advance(500)
  expect(notes).toHaveLength(2)
})

it('tells no more than twenty times a second, whatever happens, and forgets nothing', () => {
  const { news, notes, advance } = openNews()
  for (let ms = 0; ms < 1_000; ms += 1) {
    news('calls')
    advance(1)
  }
  expect(notes.length).toBeLessThanOrEqual(21)
  expect(notes.length).toBeGreaterThan(15)
  news('apps')
  advance(100)
  expect(notes.at(-1)?.topics).toContain('apps')
  expect(notes.map(({ revision }) => revision)).toEqual(notes.map((_, index) => index + 1))
})

it('does not fall silent when the clock is set back', () => {
  const { news, notes, advance, setBack } = openNews()
  news('calls')
  setBack(3_600_000)
  news('deliveries')
  advance(50)
  expect(notes.map(({ topics }) => topics)).toEqual([['calls'], ['deliveries']])
})
