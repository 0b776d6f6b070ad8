import { describe, expect, it } from 'vitest'
import { advisedPerX } from '../../../../electron/simulator/axe-api.ts'
import { xPerA } from '../../../../electron/simulator/ax-api.ts'
import { entriesPerAnswer } from '../../../../electron/simulator/axyb-api.ts'
import { standingBinding, standingCounts, type StandingBinding } from '../../../../electron/simulator/standing-bindings.ts'
import { makeWorld } from '../../../../electron/simulator/world.ts'
import { apiApp, apiApps, apiWorld } from '../../../support/simulated-api.ts'

function standingOf(appKey: string): StandingBinding[] {
  const app = apiApp(appKey)
  return Array.from({ length: standingCounts[app.mode] }, (_, order) => standingBinding(apiWorld, app, order) ?? expect.unreachable())
}

function most(keys: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return Math.max(...counts.values())
}

describe('the numbers of a world', () => {
  it('belong to one app each', () => {
    const numbers = apiWorld.apps.flatMap(({ xNumbers }) => xNumbers.map(({ number }) => number))
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  it('are those of a world of one app, whatever other apps there are', () => {
    expect(makeWorld(apiWorld.seed, apiApps.slice(0, 1)).apps[0].xNumbers).toEqual(apiWorld.apps[0].xNumbers)
  })
})

describe('standing bindings', () => {
  it('have ids of their own in all apps', () => {
    const ids = apiApps.flatMap(({ appKey }) => standingOf(appKey).map(({ subscriptionId }) => subscriptionId))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('end where their number does', () => {
    for (const { appKey } of apiApps) {
      const app = apiApp(appKey)
      expect(standingBinding(apiWorld, app, standingCounts[app.mode])).toBeNull()
    }
  })

  it('have no user number twice on one X in AXB', () => {
    const all = standingOf('k-axb').map((binding) => (binding.mode === 'AXB' ? binding : expect.unreachable()))
    // Landlines are drawn, so one may come up again.
    expect(most(all.flatMap(({ x, a, b, bIsLandline }) => (bIsLandline ? [a] : [a, b]).map((user) => `${x.number} ${user}`)))).toBe(1)
  })

  it('hold one A per X in AX, and at most five X per A', () => {
    const all = standingOf('k-ax')
    expect(most(all.map(({ x }) => x.number))).toBe(1)
    expect(most(all.map(({ a }) => a))).toBe(xPerA)
  })

  it('give each extension of an X once in AXE, each A once per X, and no more than is advised', () => {
    const all = standingOf('k-axe').map((binding) => (binding.mode === 'AXE' ? binding : expect.unreachable()))
    expect(most(all.map(({ x, extension }) => `${x.number} ${extension}`))).toBe(1)
    expect(most(all.map(({ x, a }) => `${x.number} ${a}`))).toBe(1)
    expect(most(all.map(({ x }) => x.number))).toBeLessThanOrEqual(advisedPerX)
    expect(all.every(({ extension }) => /^\d{4}$/.test(extension) && extension !== '0000')).toBe(true)
    expect(all.some(({ callbackTone, callbackNum }) => callbackTone !== undefined && callbackNum !== undefined)).toBe(false)
  })

  it('keep X and Y apart in AXYB, no Y twice on one AX part, and no more pairs than are shown', () => {
    const all = standingOf('k-axyb').map((binding) => (binding.mode === 'AXYB' ? binding : expect.unreachable()))
    expect(most(all.map(({ x }) => x.number))).toBe(1)
    expect(most(all.map(({ a }) => a))).toBe(xPerA)
    const pairs = all.flatMap(({ subscriptionId, pairs: own }) => own.map(({ y, b }) => ({ subscriptionId, y: y.number, b })))
    expect(most(pairs.map(({ subscriptionId, y }) => `${subscriptionId} ${y}`))).toBe(1)
    expect(most(pairs.map(({ subscriptionId, b }) => `${subscriptionId} ${b}`))).toBe(1)
    expect(most(pairs.map(({ subscriptionId }) => subscriptionId))).toBeLessThanOrEqual(entriesPerAnswer)
    const xs = new Set(all.map(({ x }) => x.number))
    expect(pairs.some(({ y }) => xs.has(y))).toBe(false)
  })
})
