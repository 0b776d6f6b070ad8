import { afterEach, describe, expect, it } from 'vitest'
import { parseSignature, verifySignature } from '../../../../electron/platform/sign.ts'
import { retryMinutes } from '../../../../electron/simulator/deliver.ts'
import { mischiefs } from '../../../../electron/simulator/mischief.ts'
import type { SimulatorOptions } from '../../../../electron/simulator/simulator.ts'
import { modes } from '../../../../shared/domain/platform-app.ts'
import { hourMs, minuteMs, parsePlatformTime } from '../../../../shared/domain/time.ts'
import { playedFrom as startAt, playSimulator, sessionsOf } from '../../../support/play-simulator.ts'
import { startPushReceiver, type PushReceiver } from '../../../support/push-receiver.ts'

const open: { stop(): Promise<void> }[] = []

afterEach(async () => {
  for (const thing of open.splice(0)) await thing.stop()
})

async function receiver(statusOf?: (order: number) => number): Promise<PushReceiver> {
  const started = await startPushReceiver(statusOf)
  open.push({ stop: () => started.close() })
  return started
}

async function play(target: PushReceiver, wishes: Partial<SimulatorOptions> = {}) {
  const played = await playSimulator(target, wishes)
  open.unshift(played.simulator)
  return played
}

describe('simulated pushes', () => {
  it.each(['aksk', 'wsse'] as const)('are signed with the app secret and the present time, %s', async (generation) => {
    const target = await receiver()
    const { advance, time } = await play(target, { generation })
    await advance(30_000)
    expect(target.received.length).toBeGreaterThan(20)
    const nonces = new Set<string>()
    for (const { headers } of target.received) {
      const signature = parseSignature({ 'x-aksk': headers['x-aksk']?.toString(), 'x-wsse': headers['x-wsse']?.toString() })
      if ('fault' in signature) throw new Error(signature.fault)
      expect(signature).toMatchObject({ generation, username: 'k-test' })
      expect(verifySignature(signature, ['s-test'])).toBe(true)
      expect(Math.abs((signature.createdAt ?? 0) - time.clock())).toBeLessThan(60_000)
      nonces.add(signature.nonce)
      expect(headers['content-type']).toBe('application/json;charset=UTF-8')
    }
    expect(nonces.size).toBe(target.received.length)
  })

  it('tell each call from callin to fee, in order, and finish', async () => {
    const target = await receiver()
    const { simulator, advance } = await play(target)
    await advance(3 * hourMs)
    const sessions = sessionsOf(target.received)
    expect(sessions.size).toBe(20)
    for (const types of sessions.values()) {
      expect(types.join(' ')).toMatch(/^callin (callout (alerting (answer )?)?)?disconnect fee$/)
    }
    expect([...sessions.values()]).toContainEqual(['callin', 'callout', 'alerting', 'answer', 'disconnect', 'fee'])
    expect(simulator.isFinished()).toBe(true)
    expect(simulator.stats()).toMatchObject({ calls: 20, failed: 0, retrying: 0, answered200: target.received.length })
  })

  it('merge CDRs of calls that end together, at most fifty to a message', async () => {
    const target = await receiver()
    const { advance } = await play(target, { callsPerSecond: 400, maxCalls: 1_200 })
    await advance(45_000)
    const sizes = target.received.flatMap(({ body }) => (body.feeLst ? [body.feeLst.length] : []))
    expect(Math.max(...sizes)).toBe(50)
  })

  it('are the same bytes for the same seed', async () => {
    const bodies = async (seed: number) => {
      const target = await receiver()
      const { advance } = await play(target, { seed })
      await advance(5 * minuteMs)
      return target.received.map(({ text }) => text).sort()
    }
    const first = await bodies(5)
    expect(await bodies(5)).toEqual(first)
    expect(await bodies(6)).not.toEqual(first)
  })

  it('come again after 1, 4, 9, 106, 203 and 300 minutes when they fail, then never', async () => {
    const arrivals: number[] = []
    const target = await receiver(() => 503)
    const { simulator, time, advance } = await play(target, { maxCalls: 1, callsPerSecond: 1 })
    const begin = time.clock()
    await advance(1_500)
    expect(target.received).toHaveLength(1)
    const first = target.received[0]?.text
    for (let minute = 0; minute <= 400; minute += 1) {
      const before = target.received.filter(({ text }) => text === first).length
      await advance(minuteMs)
      if (target.received.filter(({ text }) => text === first).length > before) arrivals.push(Math.floor((time.clock() - begin) / minuteMs))
    }
    expect(arrivals).toEqual([...retryMinutes])
    const { givenUp, retrying, answered200 } = simulator.stats()
    expect({ retrying, answered200 }).toEqual({ retrying: 0, answered200: 0 })
    expect(target.received.length).toBe(7 * givenUp)
    const nonces = target.received.map(({ headers }) => /Nonce="(\w+)"/.exec(String(headers['x-aksk']))?.[1])
    expect(new Set(nonces).size).toBe(nonces.length)
  })

  it('stop coming again once they are answered with 200, and 202 is not 200', async () => {
    const target = await receiver((order) => (order === 0 ? 202 : 200))
    const { simulator, advance } = await play(target, { maxCalls: 1, callsPerSecond: 1 })
    await advance(12 * hourMs)
    expect(simulator.stats()).toMatchObject({ failed: 1, retrying: 0, givenUp: 0 })
    expect(target.received.filter(({ text }) => text === target.received[0]?.text)).toHaveLength(2)
  })

  it('are tried again when nobody listens, and the complaint names no address', async () => {
    const target = await receiver()
    await target.close()
    const problems: string[] = []
    const { simulator, advance } = await play(target, { maxCalls: 1, callsPerSecond: 1, onProblem: (text) => problems.push(text) })
    await advance(1_500)
    expect(simulator.stats()).toMatchObject({ failed: 1, retrying: 1 })
    expect(problems).toEqual(['push failed: ECONNREFUSED'])
  })

  it('go nowhere without an address', async () => {
    const target = await receiver()
    const { simulator, advance } = await play(target, { pushUrl: () => null })
    await advance(60_000)
    expect(simulator.stats()).toMatchObject({ calls: 20, pushed: 0 })
  })

  it('misbehave in every way that is switched on', async () => {
    const good = await receiver()
    const bad = await receiver()
    const { advance: playGood } = await play(good, { maxCalls: 200 })
    const { advance: playBad } = await play(bad, { maxCalls: 200, bad: mischiefs })
    await playGood(10 * hourMs)
    await playBad(10 * hourMs)
    const expected = new Set(good.received.map(({ text }) => text))
    const events = bad.received.filter(({ body }) => body.statusInfo)
    const texts = events.map(({ text }) => text)
    expect(texts.every((text) => expected.has(text))).toBe(true)
    expect(new Set(texts).size).toBeLessThan(texts.length)
    const eventsExpected = good.received.filter(({ body }) => body.statusInfo).length
    expect(new Set(texts).size).toBeLessThan(eventsExpected)
    const outOfOrder = [...sessionsOf(bad.received).values()].filter((types) => types.includes('callin') && types[0] !== 'callin')
    expect(outOfOrder.length).toBeGreaterThan(3)
  })
})

describe('backfill', () => {
  const from = startAt - hourMs
  const past = { callsPerSecond: null, callsPerDay: 20_000, maxCalls: 1 }

  it('pushes the CDRs of calls that ended before the start, merged by fifty', async () => {
    const target = await receiver()
    const { simulator } = await play(target, { ...past, backfill: { from, events: 'cdr' } })
    await simulator.backfilled
    const messages = target.received.flatMap(({ body }) => (body.feeLst ? [body.feeLst] : []))
    // The last, shorter one is in flight together with others and need not arrive last.
    expect(messages.filter((list) => list.length !== 50).length).toBeLessThanOrEqual(1)
    const ends = messages.flat().map(({ callEndTime }) => parsePlatformTime(String(callEndTime)) ?? 0)
    expect(ends.length).toBeGreaterThan(1_000)
    expect(Math.min(...ends)).toBeGreaterThanOrEqual(from)
    expect(Math.max(...ends)).toBeLessThanOrEqual(startAt)
    expect(new Set(messages.flat().map(({ icid }) => icid)).size).toBe(ends.length)
  })

  it('tells the beginning of calls in progress, and goes on with them live', async () => {
    const target = await receiver()
    const { simulator, advance } = await play(target, { ...past, backfill: { from, events: 'cdr' } })
    await simulator.backfilled
    const begun = target.received.filter(({ body }) => body.eventType === 'callin').map(({ body }) => String(body.statusInfo?.sessionId))
    expect(begun.length).toBeGreaterThan(5)
    await advance(3 * hourMs)
    const sessions = sessionsOf(target.received)
    for (const id of begun) expect(sessions.get(id)).toEqual(expect.arrayContaining(['callin', 'disconnect', 'fee']))
  })

  it('pushes past events too where they are wanted', async () => {
    const target = await receiver()
    const { simulator } = await play(target, { ...past, backfill: { from, events: 'all' } })
    await simulator.backfilled
    const full = [...sessionsOf(target.received).values()].filter((types) => types.includes('fee') && types.includes('disconnect'))
    expect(full.length).toBeGreaterThan(1_000)
  })

  it('tells calls of all modes, and asks no question about what is over', async () => {
    const target = await receiver()
    const apps = modes.map((mode) => ({ mode, appKey: `k-${mode}`, appSecret: 's' }))
    const { simulator, advance } = await play(target, { ...past, apps, backfill: { from, events: 'all' } })
    await simulator.backfilled
    const told = target.received.length
    const keys = new Set(target.received.flatMap(({ body }) => body.feeLst ?? []).map(({ appKey }) => appKey))
    expect(keys.size).toBe(5)
    expect(new Set(target.received.map(({ body }) => body.statusInfo?.notifyMode))).toEqual(new Set(['Notify', undefined]))
    // Calls of X mode that go on live have been decided.
    await advance(hourMs)
    const asked = target.received.slice(told).filter(({ body }) => body.statusInfo?.notifyMode === 'Block')
    expect(asked.length).toBeLessThanOrEqual(1)
  })
})
