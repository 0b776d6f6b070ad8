import { afterEach, describe, expect, it } from 'vitest'
import { WireNumberInfo } from '../../../../electron/platform/wire/number-status.ts'
import { changesOfDay, seededStateOf, stateAfter } from '../../../../electron/simulator/number-days.ts'
import { numberMessages } from '../../../../electron/simulator/number-pushes.ts'
import type { SimulatorOptions } from '../../../../electron/simulator/simulator.ts'
import { callsInOrder } from '../../../../electron/simulator/traffic.ts'
import { makeWorld } from '../../../../electron/simulator/world.ts'
import { modes } from '../../../../shared/domain/platform-app.ts'
import { dayMs, hourMs, minuteMs, secondMs, startOfAccountDay } from '../../../../shared/domain/time.ts'
import { playedFrom, playSimulator } from '../../../support/play-simulator.ts'
import { startPushReceiver } from '../../../support/push-receiver.ts'

const apps = modes.map((mode) => ({ mode, appKey: `k-${mode}`, appSecret: `s-${mode}` }))
const world = makeWorld(5, apps)
const day = startOfAccountDay(playedFrom)
const open: { stop(): Promise<void> }[] = []

afterEach(async () => {
  for (const thing of open.splice(0)) await thing.stop()
})

async function play(wishes: Partial<SimulatorOptions> = {}) {
  const target = await startPushReceiver()
  open.push({ stop: () => target.close() })
  const played = await playSimulator(target, { apps, maxCalls: 0, ...wishes })
  open.unshift(played.simulator)
  const entries = () => target.received.flatMap(({ body }) => body.numInfo ?? [])
  return { ...played, target, entries }
}

describe('a number status', () => {
  it('is pushed when it changes, as codes in strings, a cause only where there is one', async () => {
    const { simulator, advance, target } = await play()
    const x = world.apps[0].xNumbers[0].number
    simulator.console.setNumberStatus('k-AXB', x, 'unavailable', 'carrier-suspended')
    await advance(secondMs)
    simulator.console.setNumberStatus('k-AXB', x, 'unavailable', 'carrier-suspended')
    simulator.console.setNumberStatus('k-AXB', x, 'binding-frozen')
    await advance(secondMs)
    simulator.console.setNumberStatus('k-AXB', x, 'normal')
    await advance(secondMs)
    expect(target.received.map(({ body }) => body)).toEqual([
      { eventType: 'numStatus', numInfo: [{ number: x, status: '10', cause: '3' }] },
      { eventType: 'numStatus', numInfo: [{ number: x, status: '11' }] },
      { eventType: 'numStatus', numInfo: [{ number: x, status: '5' }] },
    ])
  })

  it('comes for every number of the account in arrears, and again after payment', async () => {
    const { simulator, advance, entries, target } = await play()
    const numbers = world.apps.flatMap(({ xNumbers }) => xNumbers.map(({ number }) => number))
    simulator.console.startArrears()
    await advance(minuteMs)
    expect(entries()).toEqual(expect.arrayContaining(numbers.map((number) => ({ number, status: '9' }))))
    expect(target.received).toHaveLength(apps.length)
    simulator.console.pay()
    await advance(minuteMs)
    expect(entries()).toHaveLength(2 * numbers.length)
    expect(
      entries()
        .slice(numbers.length)
        .every(({ status }) => status === '5'),
    ).toBe(true)
  })

  it('comes with at most a hundred others', () => {
    const changes = Array.from({ length: 201 }, (_, order) => ({ number: `+861700000${order}`, status: 'paused', cause: null }) as const)
    const sizes = numberMessages(changes).map((body) => (JSON.parse(body) as { numInfo: unknown[] }).numInfo.length)
    expect(sizes).toEqual([100, 100, 1])
    expect(numberMessages([])).toEqual([])
  })
})

describe('troubles of a seeded day', () => {
  it('are rare, begin by day, and end', () => {
    const days = Array.from({ length: 30 }, (_, order) => changesOfDay(world, day + order * dayMs))
    const begun = days.flat().filter(({ state }) => state.status !== 'normal' && state.cause !== 'restriction-lifted')
    const numbers = world.apps.reduce((sum, { xNumbers }) => sum + xNumbers.length, 0)
    expect(begun.length / (30 * numbers)).toBeGreaterThan(0.02)
    expect(begun.length / (30 * numbers)).toBeLessThan(0.04)
    expect(new Set(begun.map(({ state }) => state.cause))).toEqual(
      new Set(['carrier-suspended', 'carrier-restricted', 'forward-all', 'forward-no-answer', 'forward-busy', null]),
    )
    const isTroubled = new Map<string, boolean>()
    for (const { x, state } of days.flat().filter(({ state: { cause } }) => cause !== 'restriction-lifted')) {
      expect(isTroubled.get(x)).not.toBe(state.status !== 'normal')
      isTroubled.set(x, state.status !== 'normal')
    }
  })

  it('follow from their changes, whenever they are asked for', () => {
    const at = day + 15 * hourMs
    const standing = new Map<string, string>()
    for (let start = day - 3 * dayMs; start <= day; start += dayMs) {
      for (const change of changesOfDay(world, start)) if (change.at <= at) standing.set(change.x, change.state.status)
    }
    for (const app of world.apps) {
      for (const { number } of app.xNumbers) {
        expect(seededStateOf(world, app, number, at).status).toBe(standing.get(number) ?? 'normal')
      }
    }
    expect(
      stateAfter(world, day - 3 * dayMs, at)
        .map(({ x }) => x)
        .toSorted(),
    ).toEqual(expect.arrayContaining([...standing.keys()].filter((x) => standing.get(x) !== 'normal')))
  })

  it('are pushed as they happen, and calls meet them', async () => {
    const { entries, advance } = await play({ callsPerSecond: null, callsPerDay: 1, maxCalls: 100_000, smsPerCall: 0, startAt: day })
    await advance(dayMs)
    const expected = changesOfDay(world, day)
    expect(entries().length).toBe(expected.length)
    expect(
      entries()
        .map(({ number }) => number)
        .toSorted(),
    ).toEqual(expected.map(({ x }) => x).toSorted())
    expect(entries().every((entry) => WireNumberInfo.safeParse(entry).success)).toBe(true)
  })

  it('leave alone what somebody else has changed', async () => {
    const first = changesOfDay(world, day).find(({ at, state }) => at > day + 7 * hourMs && state.cause === 'carrier-suspended')
    if (!first) throw new Error('this seed has no such day')
    const { simulator, entries, advance } = await play({
      callsPerSecond: null,
      callsPerDay: 1,
      maxCalls: 100_000,
      startAt: first.at - minuteMs,
    })
    simulator.console.setNumberStatus(first.app.appKey, first.x, 'unavailable', 'deleted')
    await advance(2 * dayMs)
    expect(entries().filter(({ number }) => number === first.x)).toEqual([{ number: first.x, status: '10', cause: '1' }])
  })

  it('fail the calls of the past with 8055 while they last', () => {
    const trouble = changesOfDay(world, day).find(({ state }) => state.status === 'unavailable')
    if (!trouble) throw new Error('this seed has no such day')
    const traffic = { world, callsPerSecond: 20, callsPerDay: 0, smsPerCall: 0, troubles: true }
    const from = Math.floor(trouble.at / 1000)
    const calls = [...callsInOrder(traffic, from, trouble.at + 10 * minuteMs)].filter(({ plan }) => plan.dialled === trouble.x)
    expect(calls.length).toBeGreaterThan(5)
    expect(new Set(calls.slice(1).map(({ cdr }) => cdr.record.ulFailReason))).toEqual(new Set([8055]))
  })
})

describe('a past with troubles', () => {
  it('is told as how the numbers stand at its end', async () => {
    const startAt = day + 15 * hourMs
    const { simulator, entries } = await play({
      callsPerSecond: null,
      callsPerDay: 10,
      smsPerCall: 0,
      startAt,
      maxCalls: 1,
      backfill: { from: startAt - 3 * dayMs, events: 'cdr' },
    })
    await simulator.backfilled
    const expected = stateAfter(world, startAt - 3 * dayMs, startAt)
    expect(entries().length).toBe(expected.length)
    const troubled = expected.filter(({ state }) => state.status !== 'normal').map(({ x }) => x)
    expect(troubled.length).toBeGreaterThan(0)
    expect(
      entries()
        .flatMap(({ number, status }) => (status === '5' ? [] : [number]))
        .toSorted(),
    ).toEqual(troubled.toSorted())
  })
})
