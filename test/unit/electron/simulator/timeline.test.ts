import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeHeap } from '../../../../electron/simulator/heap.ts'
import { makeTimeline } from '../../../../electron/simulator/timeline.ts'
import { makeManualTime } from '../../../support/manual-time.ts'

const atOnce = () => Promise.resolve()

describe('heap', () => {
  it('gives items back by key, equal keys in the order they came', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (keys) => {
        const heap = makeHeap<{ key: number; order: number }>()
        keys.forEach((key, order) => heap.add(key, { key, order }))
        const taken = keys.map(() => heap.take())
        const expected = keys.map((key, order) => ({ key, order })).sort((a, b) => a.key - b.key || a.order - b.order)
        expect(taken).toEqual(expected)
        expect(heap.size).toBe(0)
        expect(heap.take()).toBeUndefined()
      }),
    )
  })
})

describe('timeline', () => {
  it('runs things at their simulated instant, at any speed', async () => {
    const time = makeManualTime(1_000)
    const timeline = makeTimeline(time, 500_000, 60)
    const ran: [string, number][] = []
    const note = (name: string) => () => ran.push([name, time.clock()])
    timeline.at(500_000 + 120_000, note('two minutes'))
    timeline.at(500_000 + 60_000, note('one minute'))
    timeline.at(0, note('overdue'))
    await time.advance(5_000, atOnce)
    expect(ran).toEqual([
      ['overdue', 1_000],
      ['one minute', 2_000],
      ['two minutes', 3_000],
    ])
    expect(timeline.isEmpty()).toBe(true)
  })

  it('runs what a task asks for in the same moment, and nothing after its end', async () => {
    const time = makeManualTime()
    const timeline = makeTimeline(time, 0, 1)
    const ran: string[] = []
    timeline.at(10, () => timeline.at(10, () => ran.push('child')))
    timeline.at(20, () => ran.push('never'))
    await time.advance(10, atOnce)
    expect(ran).toEqual(['child'])
    timeline.stop()
    await time.advance(100, atOnce)
    expect(ran).toEqual(['child'])
  })

  it('catches up after a long sleep without starving others', async () => {
    const time = makeManualTime()
    const timeline = makeTimeline(time, 0, 1)
    let ran = 0
    for (let at = 0; at < 1_000; at += 1) timeline.at(5, () => (ran += 1))
    let turns = 0
    await time.advance(5, () => {
      turns += 1
      return Promise.resolve()
    })
    expect(ran).toBe(1_000)
    expect(turns).toBeGreaterThanOrEqual(5)
  })
})
