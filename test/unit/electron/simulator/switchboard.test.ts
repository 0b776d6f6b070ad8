import { afterEach, describe, expect, it } from 'vitest'
import { callStopUri } from '../../../../electron/platform/wire/every-mode-api.ts'
import { signHeaders } from '../../../../electron/platform/sign.ts'
import type { SimulatorOptions } from '../../../../electron/simulator/simulator.ts'
import {
  axbBinding,
  axBinding,
  axeBinding,
  axybBinding,
  type AxBinding,
  type AxeBinding,
  type AxybBinding,
} from '../../../../electron/simulator/standing-bindings.ts'
import { appOf, makeWorld, type SimulatedApp } from '../../../../electron/simulator/world.ts'
import { modes, type Mode } from '../../../../shared/domain/platform-app.ts'
import { hourMs, minuteMs, secondMs } from '../../../../shared/domain/time.ts'
import { playSimulator } from '../../../support/play-simulator.ts'
import { startPushReceiver, type PushReceiver, type ReceivedPush } from '../../../support/push-receiver.ts'

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

async function play(wishes: Partial<SimulatorOptions> = {}, answerTo?: (body: ReceivedPush['body']) => string | null) {
  const target = await startPushReceiver(undefined, answerTo)
  open.push({ stop: () => target.close() })
  const played = await playSimulator(target, { apps, maxCalls: 0, callsPerSecond: 1, ...wishes })
  open.unshift(played.simulator)
  const { simulator, advance } = played
  return {
    ...played,
    target,
    /** A call to its end and its CDR. */
    async call(mode: Mode, caller: string, dialled: string, more: Partial<Parameters<typeof simulator.placeCall>[0]> = {}) {
      const sessionId = simulator.placeCall({ appKey: `k-${mode}`, caller, dialled, ...more })
      await advance(4 * hourMs)
      return told(target, sessionId)
    },
  }
}

/** What was pushed about one call. */
function told({ received }: PushReceiver, sessionId: string) {
  const events = received.filter(({ body }) => body.statusInfo?.sessionId === sessionId)
  const records = received.flatMap(({ body }) => body.feeLst ?? []).filter((record) => record.sessionId === sessionId)
  return {
    types: events.map(({ body }) => body.eventType).join(' '),
    code: events.find(({ body }) => body.eventType === 'disconnect')?.body.statusInfo?.stateCode,
    records,
    record: records[0] ?? {},
  }
}

const answered = 'callin callout alerting answer disconnect'
const refused = 'callin disconnect'
const stranger = '+8615900000001'
const answeredWell = { ending: { code: 0, q850: 16, sip: 0, side: 'caller', endsAt: 'talking', seconds: () => 60 } } as const

describe('a call over a binding', () => {
  const pair = axbBinding(world, app('AXB'), 3)

  it('goes on over what was bound a moment ago, and fails over what was unbound, as each mode says', async () => {
    const { simulator, call } = await play()
    const { relationNum, subscriptionId } = { relationNum: pair.x.number, subscriptionId: pair.subscriptionId }
    expect(await call('AXB', stranger, relationNum)).toMatchObject({ types: refused, code: 8014 })
    const bound = { relationNum, callerNum: stranger, calleeNum: '+8615900000002', recordFlag: 'true', maxDuration: 1 }
    simulator.console.call('k-AXB', 'POST', '/rest/caas/relationnumber/partners/v1.0', bound)
    expect(await call('AXB', stranger, relationNum, { wishes: answeredWell })).toMatchObject({
      types: answered,
      record: { callerNum: stranger, fwdDstNum: '+8615900000002', recordFlag: 1, fwdDisplayNum: relationNum },
    })
    expect(await call('AXB', '+8615900000002', relationNum, { wishes: { ...answeredWell, talkSeconds: 500 } })).toMatchObject({
      types: answered,
      code: 8010,
    })
    simulator.console.call('k-AXB', 'DELETE', '/rest/caas/relationnumber/partners/v1.0', { subscriptionId })
    expect(await call('AXB', pair.a, relationNum)).toMatchObject({ code: 8014, record: { subscriptionId: '', fwdDstNum: '' } })

    const desk = axBinding(world, app('AX'), 2)
    simulator.console.call('k-AX', 'DELETE', '/rest/provision/caas/privatenumber/v1.0', { subscriptionId: desk.subscriptionId })
    expect(await call('AX', stranger, desk.x.number)).toMatchObject({ types: refused, code: 8018 })
    const parcel = axeBinding(world, app('AXE'), 2)
    simulator.console.call('k-AXE', 'DELETE', '/rest/caas/extendnumber/v1.0', { subscriptionId: parcel.subscriptionId })
    expect(await call('AXE', stranger, parcel.x.number, { digits: parcel.extension })).toMatchObject({
      types: 'callin collectInfo disconnect',
      code: 8022,
    })
    const double = axybBinding(world, app('AXYB'), 2)
    simulator.console.call('k-AXYB', 'DELETE', '/rest/omp/xyrelationnumber/v1.0', { subscriptionId: double.subscriptionId })
    expect(await call('AXYB', stranger, double.x.number)).toMatchObject({ types: refused, code: 8030 })
  })

  it('obeys its direction, and a landline may only be called', async () => {
    const { simulator, call } = await play()
    const x = pair.x.number
    const bind = (callerNum: string, calleeNum: string, callDirection: number) =>
      simulator.console.call('k-AXB', 'POST', '/rest/caas/relationnumber/partners/v1.0', {
        relationNum: x,
        callerNum,
        calleeNum,
        callDirection,
      })
    bind('+8615900000011', '+8615900000012', 1)
    bind('+8675520000011', '+8615900000013', 0)
    expect((await call('AXB', '+8615900000012', x)).code).toBe(8016)
    expect((await call('AXB', '+8615900000011', x)).types).toContain('callout')
    expect((await call('AXB', '+8675520000011', x)).code).toBe(8023)
    expect((await call('AXB', '+8615900000013', x)).record.fwdDstNum).toBe('+8675520000011')
  })

  it('fails at call time over a number no network can route', async () => {
    const { simulator, call } = await play()
    const numbers = { relationNum: pair.x.number, callerNum: stranger, calleeNum: '+8612345' }
    simulator.console.call('k-AXB', 'POST', '/rest/caas/relationnumber/partners/v1.0', numbers)
    expect(await call('AXB', stranger, pair.x.number)).toMatchObject({ types: 'callin callout disconnect', code: 7506 })
  })

  it('ends with 8055 while X is not usable, and 8025 where an X of AXE is deleted', async () => {
    const { simulator, call, advance } = await play()
    const x = pair.x.number
    simulator.console.setNumberStatus('k-AXB', x, 'unavailable', 'carrier-suspended')
    expect(await call('AXB', pair.a, x)).toMatchObject({ types: refused, code: 8055 })
    simulator.console.setNumberStatus('k-AXB', x, 'binding-frozen')
    expect((await call('AXB', pair.a, x, { wishes: answeredWell })).types).toBe(answered)
    simulator.console.startArrears()
    await advance(secondMs)
    expect((await call('AXB', pair.a, x)).code).toBe(8055)
    simulator.console.pay()
    expect((await call('AXB', pair.a, x, { wishes: answeredWell })).types).toBe(answered)
    const parcel = axeBinding(world, app('AXE'), 2)
    simulator.console.setNumberStatus('k-AXE', parcel.x.number, 'unavailable', 'deleted')
    expect((await call('AXE', stranger, parcel.x.number, { digits: parcel.extension })).code).toBe(8025)
  })
})

describe('AX', () => {
  const desk: AxBinding = axBinding(world, app('AX'), 2)

  it('lets A call whoever was set for this one call, with the user data given for it', async () => {
    const { simulator, call } = await play()
    const x = desk.x.number
    expect(await call('AX', desk.a, x)).toMatchObject({ types: refused, code: 8013 })
    const callee = { subscriptionId: desk.subscriptionId, calleeNum: stranger, userData: 'once' }
    simulator.console.call('k-AX', 'PUT', '/rest/caas/privatenumber/calleenumber/v1.0', callee)
    expect(await call('AX', desk.a, x, { wishes: answeredWell })).toMatchObject({
      types: answered,
      record: { fwdDstNum: stranger, userData: 'once', fwdDisplayNum: x },
    })
    expect((await call('AX', desk.a, x)).code).toBe(8013)
  })

  it('has one call at a time on its X: a third caller hears busy', async () => {
    const { simulator, advance, target } = await play()
    const one = simulator.placeCall({
      appKey: 'k-AX',
      caller: stranger,
      dialled: desk.x.number,
      wishes: { ...answeredWell, talkSeconds: 600 },
    })
    await advance(minuteMs)
    const other = simulator.placeCall({ appKey: 'k-AX', caller: '+8615900000009', dialled: desk.x.number })
    await advance(hourMs)
    expect(told(target, other)).toMatchObject({
      types: refused,
      code: 8102,
      record: { subscriptionId: desk.subscriptionId, sipStatusCode: 486 },
    })
    expect(told(target, one).types).toBe(answered)
    const third = simulator.placeCall({ appKey: 'k-AX', caller: stranger, dialled: desk.x.number, wishes: answeredWell })
    await advance(hourMs)
    expect(told(target, third).types).toBe(answered)
  })
})

describe('AXE', () => {
  it('lets A call the last caller back, until the record is too old', async () => {
    const { simulator, call, advance } = await play()
    const parcel: AxeBinding = axeBinding(world, app('AXE'), 4)
    const x = parcel.x.number
    await call('AXE', stranger, x, { digits: parcel.extension })
    expect((await call('AXE', parcel.a, x, { wishes: answeredWell })).record).toMatchObject({
      fwdDstNum: stranger,
      extendNum: parcel.extension,
    })
    const change = { subscriptionId: parcel.subscriptionId, timeUnit: '1', callbackExpiredTime: 30 }
    expect(simulator.console.call('k-AXE', 'PUT', '/rest/caas/extendnumber/v1.0', change)).toMatchObject({ status: 200 })
    await advance(hourMs)
    const late = await call('AXE', parcel.a, x)
    if (parcel.callbackNum === undefined) expect(late).toMatchObject({ types: refused, code: 8019 })
    else expect(late.record.fwdDstNum).toBe(parcel.callbackNum)
  })

  it('forwards A to the number kept for that, where nobody has called', async () => {
    const { simulator, call } = await play()
    const parcel = axeBinding(world, app('AXE'), 4)
    const bound = { virtualNum: parcel.x.number, bindNum: '+8615900000021', callbackNum: '+8615900000022' }
    simulator.console.call('k-AXE', 'POST', '/rest/caas/extendnumber/v1.0', bound)
    expect((await call('AXE', '+8615900000021', parcel.x.number)).record.fwdDstNum).toBe('+8615900000022')
  })
})

describe('AXYB', () => {
  const double: AxybBinding = axybBinding(world, app('AXYB'), 2)

  it('gives a new B a Y at his first call, over which A calls back', async () => {
    const { call } = await play()
    const { record } = await call('AXYB', stranger, double.x.number, { wishes: answeredWell })
    expect(record).toMatchObject({ bindNum: double.x.number, calleeNum: double.x.number, fwdDstNum: double.a })
    const y = String(record.fwdDisplayNum)
    expect(y).not.toBe(double.x.number)
    expect((await call('AXYB', double.a, y)).record).toMatchObject({
      bindNum: double.x.number,
      calleeNum: y,
      fwdDisplayNum: double.x.number,
      fwdDstNum: stranger,
    })
    expect((await call('AXYB', stranger, double.x.number)).record.fwdDisplayNum).toBe(y)
    expect((await call('AXYB', stranger, y)).code).toBe(8032)
    expect((await call('AXYB', double.a, double.x.number)).code).toBe(8032)
    expect((await call('AXYB', '+8615900000099', y)).code).toBe(8030)
  })

  it('ends with 8031 when no Y is to be had', async () => {
    const { simulator, call } = await play()
    for (const { number } of app('AXYB').xNumbers) {
      if (number !== double.x.number) simulator.console.setNumberStatus('k-AXYB', number, 'binding-frozen')
    }
    expect(await call('AXYB', stranger, double.x.number)).toMatchObject({ types: refused, code: 8031 })
  })
})

describe('X', () => {
  const x = app('X').xNumbers[4]?.number ?? ''
  const connect = (info: object) => () => JSON.stringify({ operation: 'connect', connectInfo: { calleeNum: '+8613800001234', ...info } })

  it('asks the server on callin and connects whom it names', async () => {
    const { call } = await play({}, connect({ recordFlag: 'true', userData: 'u1', maxDuration: 1 }))
    const { types, record, code } = await call('X', stranger, x, { wishes: { ...answeredWell, talkSeconds: 200 } })
    expect(types).toBe(answered)
    expect(code).toBe(8010)
    expect(record).toMatchObject({ fwdDstNum: '+8613800001234', fwdDisplayNum: x, userData: 'u1', recordFlag: 1, notifyMode: 'Block' })
  })

  it('pushes nothing but callin before it has the answer, and asks once', async () => {
    const { call, target } = await play({}, () => JSON.stringify({ operation: 'close', closeInfo: {} }))
    expect(await call('X', stranger, x)).toMatchObject({ types: refused, code: 8017 })
    expect(target.received[0]?.body).toMatchObject({ eventType: 'callin', statusInfo: { notifyMode: 'Block', called: x } })
  })

  it('ends the call with 8014 when the answer is wrong, says so, and masks numbers in what it says', async () => {
    const problems: string[] = []
    const { call } = await play({ onProblem: (text) => problems.push(text) }, connect({ maxDuration: 7200 }))
    expect(await call('X', stranger, x)).toMatchObject({ types: refused, code: 8014 })
    expect(problems).toEqual(['wrong answer to callin: connectInfo.maxDuration'])
  })

  it('does not ask again when the server fails: the call is over', async () => {
    const target = await startPushReceiver((order) => (order === 0 ? 503 : 200))
    open.push({ stop: () => target.close() })
    const { simulator, advance } = await playSimulator(target, { apps, maxCalls: 0 })
    open.unshift(simulator)
    const sessionId = simulator.placeCall({ appKey: 'k-X', caller: stranger, dialled: x })
    await advance(10 * hourMs)
    expect(told(target, sessionId)).toMatchObject({ types: refused, code: 8014, records: [{ ulFailReason: 8014 }] })
    expect(target.received.filter(({ body }) => body.eventType === 'callin')).toHaveLength(1)
    expect(simulator.stats()).toMatchObject({ failed: 1, retrying: 0, givenUp: 1 })
  })

  it('waits five seconds for an answer, no longer', async () => {
    const { call } = await play({}, (body) => (body.eventType === 'callin' ? null : ''))
    expect(await call('X', stranger, x)).toMatchObject({ types: refused, code: 8014 })
  })

  it('asks nobody while X is not usable', async () => {
    const { simulator, call, target } = await play()
    simulator.console.setNumberStatus('k-X', x, 'paused')
    expect((await call('X', stranger, x)).code).toBe(8055)
    expect(target.received.find(({ body }) => body.eventType === 'callin')?.body.statusInfo?.notifyMode).toBe('Notify')
  })
})

describe('a call that is told to stop', () => {
  it('ends at once with 8017, in its events and in its CDR', async () => {
    const { simulator, advance, target, time } = await play()
    const pair = axbBinding(world, app('AXB'), 3)
    const wishes = { ...answeredWell, ringSeconds: 5, talkSeconds: 3_000 }
    const sessionId = simulator.placeCall({ appKey: 'k-AXB', caller: pair.a, dialled: pair.x.number, wishes })
    await advance(minuteMs)
    const stop = async () => {
      const headers = { 'Content-Type': 'application/json', ...signHeaders('aksk', 'k-AXB', 's-AXB', time.nonce(), time.clock()) }
      const body = JSON.stringify({ sessionid: sessionId, signal: 'call_stop' })
      return (await fetch(`${simulator.apiUrl}${callStopUri}`, { method: 'POST', headers, body })).status
    }
    expect(await stop()).toBe(200)
    expect(await stop()).toBe(403)
    await advance(2 * hourMs)
    const { types, code, records, record } = told(target, sessionId)
    expect([types, code, records.length, record.ulFailReason]).toEqual([answered, 8017, 1, 8017])
    expect(Date.parse(`${record.callEndTime}Z`) - Date.parse(`${record.callInTime}Z`)).toBe(minuteMs)
  })

  it('while it rings has not been answered', async () => {
    const { simulator, advance, target } = await play()
    const desk = axBinding(world, app('AX'), 2)
    const sessionId = simulator.placeCall({
      appKey: 'k-AX',
      caller: stranger,
      dialled: desk.x.number,
      wishes: { ...answeredWell, ringSeconds: 50 },
    })
    await advance(20 * secondMs)
    const body = { sessionid: sessionId, signal: 'call_stop' }
    simulator.console.call('k-AX', 'POST', callStopUri, body)
    await advance(hourMs)
    expect(told(target, sessionId)).toMatchObject({
      types: 'callin callout alerting disconnect',
      code: 8017,
      records: [{ fwdAnswerTime: '', ulFailReason: 8017 }],
    })
  })
})

describe('the seeded day of all modes', () => {
  const day = { callsPerSecond: null, callsPerDay: 60_000, maxCalls: 400, smsPerCall: 0.2, troubles: true }

  it('is the same bytes for the same seed', async () => {
    const bodies = async (seed: number) => {
      const answerTo = (body: ReceivedPush['body']) =>
        body.smsEvent
          ? JSON.stringify({ actions: [{ operation: 'DiscardMessage' }] })
          : JSON.stringify({ operation: 'close', closeInfo: {} })
      const { advance, target } = await play({ ...day, seed, maxCalls: 120 }, answerTo)
      await advance(hourMs)
      return target.received.map(({ text }) => text).sort()
    }
    const first = await bodies(5)
    expect(await bodies(5)).toEqual(first)
    expect(await bodies(6)).not.toEqual(first)
  })

  it('tells every call to its end, and registers its recordings', async () => {
    const { simulator, advance, target } = await play(day, (body) =>
      JSON.stringify(body.smsEvent ? { actions: [] } : { operation: 'connect', connectInfo: { calleeNum: '+8613800001234' } }),
    )
    await advance(5 * hourMs)
    expect(simulator.isFinished()).toBe(true)
    const sessions = new Map<string, string[]>()
    for (const { body } of target.received) {
      const ids = body.feeLst?.map(({ sessionId }) => String(sessionId)) ?? (body.statusInfo ? [String(body.statusInfo.sessionId)] : [])
      for (const id of ids) sessions.set(id, [...(sessions.get(id) ?? []), body.eventType])
    }
    expect(sessions.size).toBe(400)
    const whole = /^callin (collectInfo )?(callout (alerting (answer )?)?)?disconnect fee$/
    for (const types of sessions.values()) expect(types.join(' ')).toMatch(whole)
    const recorded = target.received.flatMap(({ body }) => body.feeLst ?? []).filter(({ recordFlag }) => recordFlag === 1)
    expect(recorded.length).toBeGreaterThan(30)
    const [record] = recorded.filter(
      ({ fwdAnswerTime, callEndTime }) => Date.parse(String(callEndTime)) - Date.parse(String(fwdAnswerTime)) > 10_000,
    )
    const query = { fileName: record?.recordObjectName, recordDomain: record?.recordDomain }
    const answer = simulator.console.call(String(record?.appKey), 'GET', '/rest/provision/voice/record/v1.0', query)
    expect(answer).toMatchObject({ status: 301 })
  })

  it('misbehaves in every kind of push', async () => {
    const { advance, target } = await play({ ...day, bad: ['doubled', 'lost', 'late', 'shuffled'], carrySmsContent: true })
    await advance(12 * hourMs)
    const texts = target.received.filter(({ body }) => body.smsEvent).map(({ text }) => text)
    expect(new Set(texts).size).toBeLessThan(texts.length)
    const callins = target.received.filter(({ body }) => body.statusInfo?.notifyMode === 'Block')
    expect(new Set(callins.map(({ text }) => text)).size).toBeLessThan(callins.length)
  })
})
