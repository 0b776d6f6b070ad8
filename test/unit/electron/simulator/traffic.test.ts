import { describe, expect, it } from 'vitest'
import { arrivalsPerSecond } from '../../../../electron/simulator/day-curve.ts'
import { longestChainMs } from '../../../../electron/simulator/generate-call.ts'
import { callsInOrder } from '../../../../electron/simulator/traffic.ts'
import { makeWorld } from '../../../../electron/simulator/world.ts'
import { dayMs, hourMs } from '../../../../shared/domain/time.ts'

const monday = Date.UTC(2026, 2, 1, 16, 0, 0)
const world = makeWorld(11)

function callsBetween(from: number, to: number, callsPerSecond: number | null, callsPerDay = 20_000) {
  return [...callsInOrder({ world, callsPerSecond, callsPerDay, smsPerCall: 0, troubles: false }, from / 1000, to)]
}

describe('arrivalsPerSecond', () => {
  it('fills a week with seven times the calls of a day', () => {
    let sum = 0
    for (let at = monday; at < monday + 7 * dayMs; at += 60_000) sum += arrivalsPerSecond(at, 10_000) * 60
    expect(sum).toBeGreaterThan(69_500)
    expect(sum).toBeLessThan(70_500)
  })

  it('is busiest before lunch and in the late afternoon of Shanghai, dips at noon and is quiet at night', () => {
    const at = (hour: number) => arrivalsPerSecond(monday + hour * hourMs, 10_000)
    expect(at(11)).toBeGreaterThan(at(13) * 1.5)
    expect(at(17)).toBeGreaterThan(at(13) * 1.5)
    expect(at(3)).toBeLessThan(at(11) / 15)
    expect(at(11)).toBeGreaterThan(arrivalsPerSecond(monday + 6 * dayMs + 11 * hourMs, 10_000))
  })
})

describe('callsInOrder', () => {
  it('holds a fixed rate to the call, fractions included', () => {
    expect(callsBetween(monday, monday + hourMs, 0.25)).toHaveLength(900)
    expect(callsBetween(monday, monday + 10_000, 60)).toHaveLength(600)
  })

  it('plays the same second of the calendar alike wherever it starts', () => {
    const hour = callsBetween(monday + 9 * hourMs, monday + 10 * hourMs, null)
    const half = callsBetween(monday + 9.5 * hourMs, monday + 10 * hourMs, null)
    const texts = new Set(hour.map((call) => JSON.stringify(call)))
    expect(half.length).toBeGreaterThan(200)
    expect(half.every((call) => texts.has(JSON.stringify(call)))).toBe(true)
  })

  it('has some callers try again within half a minute, and no chain outlast its bound', () => {
    const calls = callsBetween(monday + 9 * hourMs, monday + 11 * hourMs, null)
    const again = calls.filter(({ plan }) => plan.attempt > 0)
    expect(again.length / calls.length).toBeGreaterThan(0.04)
    for (const call of calls) {
      const begin = Math.floor(call.plan.index / 10_000) * 1000
      expect(call.cdr.dueAt - begin).toBeLessThan(longestChainMs)
    }
  })

  it('has no two calls at a time on an X of AX, and tells who meets one that it is busy', () => {
    const desks = makeWorld(11, [{ mode: 'AX', appKey: 'k', appSecret: 's' }])
    const traffic = { world: desks, callsPerSecond: null, callsPerDay: 40_000, smsPerCall: 0, troubles: false }
    const calls = [...callsInOrder(traffic, (monday + 9 * hourMs) / 1000, monday + 11 * hourMs)]
    const until = new Map<string, number>()
    const starts = calls.map(({ plan }) => plan.startAt)
    expect(starts).toEqual(starts.toSorted((a, b) => a - b))
    let busy = 0
    for (const { plan } of calls) {
      const isTaken = (until.get(plan.x) ?? 0) > plan.startAt
      if (isTaken) {
        busy += 1
        expect([plan.ending.code, plan.routedAt]).toEqual([8102, null])
      } else if (plan.routedAt !== null) until.set(plan.x, plan.endedAt)
    }
    expect(busy).toBeGreaterThan(100)
  })

  it('connects calls of X mode to whom the past is said to have been connected, and closes none', () => {
    const asked = makeWorld(11, [{ mode: 'X', appKey: 'k', appSecret: 's' }])
    const traffic = { world: asked, callsPerSecond: 5, callsPerDay: 0, smsPerCall: 0, troubles: false, pastCallee: '+8613800000900' }
    const calls = [...callsInOrder(traffic, monday / 1000, monday + 100_000)]
    expect(new Set(calls.map(({ plan }) => plan.callee))).toEqual(new Set(['+8613800000900', null]))
    expect(calls.some(({ plan }) => plan.ending.code === 8017)).toBe(false)
  })
})
