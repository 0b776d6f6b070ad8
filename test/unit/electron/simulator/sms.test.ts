import { afterEach, describe, expect, it } from 'vitest'
import { WireSms } from '../../../../electron/platform/wire/sms.ts'
import { smsRetryMinutes } from '../../../../electron/simulator/deliver.ts'
import type { SimulatorOptions } from '../../../../electron/simulator/simulator.ts'
import { textsOfSecond } from '../../../../electron/simulator/sms-wish.ts'
import { axbBinding, axBinding } from '../../../../electron/simulator/standing-bindings.ts'
import { appOf, makeWorld, type SimulatedApp } from '../../../../electron/simulator/world.ts'
import { modes, type Mode } from '../../../../shared/domain/platform-app.ts'
import { hourMs, minuteMs } from '../../../../shared/domain/time.ts'
import { playedFrom, playSimulator } from '../../../support/play-simulator.ts'
import { startPushReceiver, type ReceivedPush } from '../../../support/push-receiver.ts'

const apps = modes.map((mode) => ({ mode, appKey: `k-${mode}`, appSecret: `s-${mode}` }))
const world = makeWorld(5, apps)
const open: { stop(): Promise<void> }[] = []

afterEach(async () => {
  for (const thing of open.splice(0)) await thing.stop()
})

function app(mode: Mode): SimulatedApp {
  const found = appOf(world, `k-${mode}`)
  if (!found) throw new Error('no such app')
  return found
}

const customer = '+8615900000001'
const pair = axbBinding(world, app('AXB'), 3)
const desk = axBinding(world, app('AX'), 2)
const x = app('X').xNumbers[4]?.number ?? ''

/** @param answer to a Block; of a Notify nothing is read */
async function play(answer: unknown = '', wishes: Partial<SimulatorOptions> = {}, statusOf?: (order: number) => number) {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer)
  const target = await startPushReceiver(statusOf, () => text)
  open.push({ stop: () => target.close() })
  const played = await playSimulator(target, { apps, maxCalls: 0, carrySmsContent: true, ...wishes })
  open.unshift(played.simulator)
  return {
    ...played,
    target,
    async text(mode: Mode, sender: string, to: string, content: string) {
      const smsIdentifier = played.simulator.placeText({ appKey: `k-${mode}`, sender, x: to, content })
      await played.advance(hourMs)
      return target.received.map(({ body }) => body).filter(({ smsEvent }) => smsEvent?.smsIdentifier === smsIdentifier)
    },
  }
}

const modesOf = (pushes: readonly ReceivedPush['body'][]) => pushes.map(({ smsEvent }) => smsEvent?.notificationMode)
const forward = (called: string, calling: string) => ({ actions: [{ operation: 'vNumberRoute', message: { called, calling } }] })

describe('a text through X', () => {
  it('of AXB goes to the other side, and is told of in every documented field', async () => {
    const { text } = await play()
    const [push, ...others] = await text('AXB', pair.a, pair.x.number, '您好。')
    expect(others).toEqual([])
    expect(push).toEqual({
      appKey: 'k-AXB',
      smsEvent: {
        smsIdentifier: expect.any(String),
        notificationMode: 'Notify',
        calling: pair.a,
        called: pair.b,
        virtualNumber: pair.x.number,
        event: expect.stringMatching(/^Text ?SMS ?$/),
        timeStamp: expect.stringMatching(/^2026-03-02T03:00:\d\d\.\d{3}Z$/),
        subscriptionId: pair.subscriptionId,
        smsContent: '您好。',
        extInfo: {
          extParas: [
            { key: 'splitNum', value: '1' },
            { key: 'direction', value: '1' },
          ],
        },
        sendResult: 2,
      },
    })
    const [back] = await text('AXB', pair.b, pair.x.number, '字'.repeat(71))
    expect(back?.smsEvent).toMatchObject({ calling: pair.b, called: pair.a, extInfo: { extParas: [{ value: '2' }, { value: '2' }] } })
  })

  it('says what it says only where that was asked for', async () => {
    const { text } = await play('', { carrySmsContent: false })
    const [push] = await text('AXB', pair.a, pair.x.number, '您好。')
    expect(push?.smsEvent).not.toHaveProperty('smsContent')
  })

  it('of AX reaches A with the sender’s number behind it', async () => {
    const { text } = await play()
    const [push] = await text('AX', customer, desk.x.number, '在吗？')
    expect(push?.smsEvent).toMatchObject({ notificationMode: 'Notify', called: desk.a, smsContent: `在吗？[From ${customer}]` })
  })

  it('of A in AX reaches the number it ends with, which is taken off', async () => {
    const { text } = await play()
    const [push, ...others] = await text('AX', desk.a, desk.x.number, '马上到。@15900000001')
    expect(others).toEqual([])
    expect(push?.smsEvent).toMatchObject({ notificationMode: 'Notify', calling: desk.a, called: customer, smsContent: '马上到。' })
  })

  it.each(['马上到。', '马上到。＠15900000001', '马上到。@159 0000 0001', '@15900000001 马上到。', '马上到。@12345'])(
    'of A in AX without a proper receiver is asked about: %s',
    async (content) => {
      const { text } = await play(forward(customer, desk.a))
      const pushes = await text('AX', desk.a, desk.x.number, content)
      expect(modesOf(pushes)).toEqual(['Block', 'Notify'])
      expect(pushes[0]?.smsEvent).not.toHaveProperty('called')
      expect(pushes[0]?.smsEvent).toMatchObject({
        calling: desk.a,
        sendResult: 0,
        smsContent: content,
        subscriptionId: desk.subscriptionId,
      })
      expect(pushes[1]?.smsEvent).toMatchObject({ called: customer, sendResult: 2 })
    },
  )

  it('of X is asked about first, and told of when it was forwarded', async () => {
    const { text } = await play(forward('+8613800001234', customer))
    const pushes = await text('X', customer, x, '请回电。')
    expect(modesOf(pushes)).toEqual(['Block', 'Notify'])
    expect(pushes[0]?.smsEvent).not.toHaveProperty('subscriptionId')
    expect(pushes[1]?.smsEvent).toMatchObject({ calling: customer, called: '+8613800001234', virtualNumber: x })
  })

  it('goes nowhere when the answer discards it', async () => {
    const { text } = await play({ actions: [{ operation: 'DiscardMessage' }] })
    expect(modesOf(await text('X', customer, x, '请回电。'))).toEqual(['Block'])
  })

  it('goes nowhere when the answer is wrong, and that is complained about', async () => {
    const problems: string[] = []
    const { text } = await play(forward('+8613800001234', '+8613800009999'), { onProblem: (problem) => problems.push(problem) })
    expect(modesOf(await text('X', customer, x, '请回电。'))).toEqual(['Block'])
    expect(problems).toEqual(['wrong answer to an SMS: actions.0.message.calling'])
  })

  it('is not told of where it cannot go: no binding, SMS off, X paused, a mode without SMS', async () => {
    const { simulator, text } = await play()
    expect(await text('AXB', customer, pair.x.number, '您好。')).toEqual([])
    const off = { subscriptionId: pair.subscriptionId, privateSms: 'false' }
    simulator.console.call('k-AXB', 'PUT', '/rest/caas/relationnumber/partners/v1.0', off)
    expect(await text('AXB', pair.a, pair.x.number, '您好。')).toEqual([])
    simulator.console.setNumberStatus('k-X', x, 'unavailable', 'carrier-suspended')
    expect(await text('X', customer, x, '您好。')).toEqual([])
    expect(await text('AXE', customer, app('AXE').xNumbers[0].number, '您好。')).toEqual([])
    expect(await text('AXYB', customer, app('AXYB').xNumbers[0].number, '您好。')).toEqual([])
  })
})

describe('a text that the server fails to take', () => {
  it.each([
    ['told of', 'AXB', pair.a, pair.x.number],
    ['asked about', 'X', customer, x],
  ] as const)('is %s six times more, then never', async (_, mode, sender, to) => {
    const { simulator, advance, time, target } = await play('', {}, () => 500)
    const begin = time.clock()
    simulator.placeText({ appKey: `k-${mode}`, sender, x: to, content: '您好。' })
    const arrivals: number[] = []
    for (let minute = 0; minute < 60; minute += 1) {
      const before = target.received.length
      await advance(minuteMs)
      if (target.received.length > before) arrivals.push(Math.floor((time.clock() - begin) / minuteMs) - 1)
    }
    expect(arrivals).toEqual([0, ...smsRetryMinutes])
    expect(simulator.stats()).toMatchObject({ givenUp: 1, retrying: 0 })
  })

  it('is forwarded when a later question is answered', async () => {
    const { text } = await play(forward('+8613800001234', customer), {}, (order) => (order === 0 ? 503 : 200))
    expect(modesOf(await text('X', customer, x, '请回电。'))).toEqual(['Block', 'Block', 'Notify'])
  })
})

describe('texts of a seeded day', () => {
  const traffic = { world, callsPerSecond: null, callsPerDay: 40_000, smsPerCall: 0.5, troubles: false }
  const second = Math.floor(playedFrom / 1000)

  it('come alike whenever they are played, in the modes that have them', () => {
    const texts = Array.from({ length: 2_000 }, (_, order) => textsOfSecond(traffic, second + order)).flat()
    const again = Array.from({ length: 100 }, (_, order) => textsOfSecond(traffic, second + 1_900 + order)).flat()
    expect(texts.slice(-again.length)).toEqual(again)
    expect(new Set(texts.map((each) => each.app.mode))).toEqual(new Set(['AXB', 'AX', 'X']))
    expect(new Set(texts.map(({ index }) => index)).size).toBe(texts.length)
    const fromA = texts.filter((each) => each.app.mode === 'AX' && each.sender.startsWith('+861380000'))
    const wellNamed = fromA.filter(({ content }) => /@1\d{10}$/.test(content))
    expect(wellNamed.length / fromA.length).toBeGreaterThan(0.75)
    expect(wellNamed.length).toBeLessThan(fromA.length)
  })

  it('are pushed as the wire schemas read them, live and from the past', async () => {
    const wishes = { callsPerSecond: null, callsPerDay: 40_000, smsPerCall: 0.5, maxCalls: 300 }
    const { simulator, advance, target } = await play(forward(customer, customer), {
      ...wishes,
      backfill: { from: playedFrom - hourMs, events: 'cdr' },
    })
    await simulator.backfilled
    const past = target.received.filter(({ body }) => body.smsEvent)
    expect(past.length).toBeGreaterThan(200)
    expect(past.every(({ body }) => body.smsEvent?.notificationMode === 'Notify')).toBe(true)
    await advance(10 * minuteMs)
    const all = target.received.filter(({ body }) => body.smsEvent)
    expect(all.every(({ body }) => WireSms.safeParse(body).success)).toBe(true)
    expect(new Set(all.map(({ body }) => body.smsEvent?.event))).toEqual(new Set(['Text SMS ', 'TextSMS']))
    expect(all.some(({ body }) => body.smsEvent?.notificationMode === 'Block')).toBe(true)
  })
})
