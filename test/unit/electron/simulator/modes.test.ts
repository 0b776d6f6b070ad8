import { describe, expect, it } from 'vitest'
import { WireCallEvent } from '../../../../electron/platform/wire/call-event.ts'
import { WireFee } from '../../../../electron/platform/wire/fee.ts'
import { seededWish } from '../../../../electron/simulator/call-wish.ts'
import { generateCall, type GeneratedCall } from '../../../../electron/simulator/generate-call.ts'
import { makePlatform } from '../../../../electron/simulator/platform.ts'
import { pastServices, routeOf, viewOf } from '../../../../electron/simulator/route.ts'
import { appOf, makeWorld } from '../../../../electron/simulator/world.ts'
import { callEventTypes } from '../../../../shared/domain/call-event.ts'
import type { Mode } from '../../../../shared/domain/platform-app.ts'
import { stateCodes } from '../../../../shared/codes/state-codes.ts'
import { parsePlatformTime } from '../../../../shared/domain/time.ts'

const startAt = Date.UTC(2026, 2, 2, 2, 0, 0)
const modes = ['AXB', 'AX', 'AXE', 'X', 'AXYB'] as const
const worldOf = (mode: Mode) => makeWorld(7, [{ mode, appKey: `k-${mode}`, appSecret: 's' }])

const made = new Map<Mode, GeneratedCall[]>()
function callsOf(mode: Mode): GeneratedCall[] {
  const world = worldOf(mode)
  const calls = made.get(mode) ?? Array.from({ length: 8_000 }, (_, index) => generateCall(world, index, startAt + index * 1_000))
  made.set(mode, calls)
  return calls
}

const codeOf = ({ cdr }: GeneratedCall) => cdr.record.ulFailReason
const typesOf = ({ events }: GeneratedCall) => events.map(({ body }) => body.eventType).join(' ')
const infoOf = ({ events }: GeneratedCall, type: string) => events.find(({ body }) => body.eventType === type)?.body.statusInfo
const share = (mode: Mode, fits: (call: GeneratedCall) => boolean) => callsOf(mode).filter(fits).length / callsOf(mode).length

/** The call's legs: who, what was dialled, what leg 2 showed, whom it reached. */
function legsOf({ cdr: { record } }: GeneratedCall) {
  return { x: record.bindNum, caller: record.callerNum, dialled: record.calleeNum, shown: record.fwdDisplayNum, callee: record.fwdDstNum }
}

describe.each(modes)('a seeded call of %s', (mode) => {
  it('is written as the wire schemas read it, the same for the same seed', () => {
    const again = worldOf(mode)
    for (const [index, call] of callsOf(mode).slice(0, 500).entries()) {
      expect(JSON.stringify(generateCall(again, index, startAt + index * 1_000))).toBe(JSON.stringify(call))
      expect(call.events.every(({ body }) => WireCallEvent.safeParse(body).success)).toBe(true)
      expect(WireFee.safeParse(call.cdr.record).success).toBe(true)
    }
  })

  it('tells one story in its events, its CDR and its due times', () => {
    for (const call of callsOf(mode)) {
      const { events, cdr } = call
      const { record } = cdr
      const types = events.map(({ body }) => body.eventType)
      expect(types).toEqual(callEventTypes.filter((type) => types.includes(type)))
      const times = new Map(events.map(({ body }) => [body.eventType, body.statusInfo.timestamp]))
      expect([record.callInTime, record.fwdStartTime, record.fwdAlertingTime, record.fwdAnswerTime, record.callEndTime]).toEqual([
        times.get('callin'),
        times.get('callout') ?? '',
        times.get('alerting') ?? '',
        times.get('answer') ?? '',
        times.get('disconnect'),
      ])
      const instants = [...times.values()].map(parsePlatformTime)
      expect(instants).toEqual([...instants].sort((a, b) => Number(a) - Number(b)))
      const due = [...events.map(({ dueAt }) => dueAt), cdr.dueAt]
      expect(due).toEqual([...due].sort((a, b) => a - b))
      expect(infoOf(call, 'disconnect')?.stateCode).toBe(record.ulFailReason)
      expect(stateCodes[record.ulFailReason]).toBeDefined()
      expect(record.fwdAnswerTime === '').toBe(!types.includes('answer'))
      expect(record.fwdDstNum === '').toBe(!types.includes('callout'))
      expect(infoOf(call, 'callin')).toMatchObject({ caller: record.callerNum, called: record.calleeNum })
      expect(infoOf(call, 'callout')).toEqual(
        types.includes('callout') ? expect.objectContaining({ caller: record.fwdDisplayNum, called: record.fwdDstNum }) : undefined,
      )
    }
  })

  it('goes the same way over the whole book as over its own binding', () => {
    const world = worldOf(mode)
    const app = world.apps[0]
    const book = makePlatform(world, () => startAt).bookOf(app)
    for (let index = 0; index < 3_000; index += 1) {
      const wish = seededWish(world, app, index)
      expect(routeOf(app, wish, book, pastServices)).toEqual(routeOf(app, wish, viewOf(wish.standing, startAt), pastServices))
    }
  })

  it('is answered about as often as in life, and the controls of the platform are rare', () => {
    expect(share(mode, (call) => codeOf(call) === 0)).toBeGreaterThan(0.58)
    expect(share(mode, (call) => codeOf(call) === 0)).toBeLessThan(0.75)
    // 8017, being told to hang up, is how calls are closed in X mode.
    expect(share(mode, (call) => stateCodes[codeOf(call)]?.group === 'control' && codeOf(call) !== 8017)).toBeLessThan(0.08)
    expect(new Set(callsOf(mode).map(codeOf)).size).toBeGreaterThan(18)
  })
})

describe('AX', () => {
  it('reaches A from everywhere, and from A whoever was set before', () => {
    const codes = new Set(callsOf('AX').map(codeOf))
    expect([...codes]).toEqual(expect.arrayContaining([8013, 8016, 8018]))
    const outOf = (call: GeneratedCall) => legsOf(call).caller.startsWith('+861380000')
    for (const call of callsOf('AX').filter((each) => typesOf(each).includes('callout'))) {
      const { x, dialled, shown, caller, callee } = legsOf(call)
      expect([dialled, shown]).toEqual([x, x])
      expect(caller.startsWith('+861380000') !== callee.startsWith('+861380000')).toBe(true)
      expect(call.cdr.record.subscriptionId).toMatch(/^[\da-f]{32}$/)
    }
    expect(
      callsOf('AX')
        .filter((call) => codeOf(call) === 8013)
        .every(outOf),
    ).toBe(true)
    expect(callsOf('AX').some((call) => /^(400|95)/.test(legsOf(call).caller))).toBe(true)
  })

  it('names no binding where X has none', () => {
    for (const call of callsOf('AX').filter((each) => codeOf(each) === 8018)) {
      expect(typesOf(call)).toBe('callin disconnect')
      expect(call.cdr.record.subscriptionId).toBe('')
      for (const { body } of call.events) expect(body.statusInfo).not.toHaveProperty('subscriptionId')
    }
  })
})

describe('AXE', () => {
  const called = (call: GeneratedCall) => typesOf(call).includes('collectInfo')

  it('asks for the extension, and names the binding only when it knows whose it is', () => {
    for (const call of callsOf('AXE').filter(called)) {
      expect(infoOf(call, 'callin')).not.toHaveProperty('subscriptionId')
      expect(infoOf(call, 'callin')).not.toHaveProperty('userData')
      const info = infoOf(call, 'collectInfo')
      expect(info).not.toHaveProperty('caller')
      expect(info).not.toHaveProperty('called')
      if (typesOf(call).includes('callout')) {
        expect(info?.digitInfo).toBe(call.cdr.record.extendNum)
        expect(infoOf(call, 'callout')?.subscriptionId).toBe(call.cdr.record.subscriptionId)
      }
    }
  })

  it('ends with 8022 after wrong digits, 8033 after none, 7516 where the caller did not wait', () => {
    const ending = (code: number) => callsOf('AXE').filter((call) => codeOf(call) === code)
    expect(
      ending(8022).every(
        (call) => typesOf(call) === 'callin collectInfo disconnect' && /^\d{4}$/.test(infoOf(call, 'collectInfo')?.digitInfo ?? ''),
      ),
    ).toBe(true)
    expect(ending(8033).every((call) => infoOf(call, 'collectInfo')?.digitInfo === '')).toBe(true)
    expect(ending(7516).some((call) => typesOf(call) === 'callin disconnect' && call.cdr.record.callRelDirection === 1)).toBe(true)
    for (const call of [...ending(8022), ...ending(8033)]) {
      expect(call.cdr.record.subscriptionId).toBe('')
      expect(call.cdr.record).not.toHaveProperty('extendNum')
    }
    for (const code of [8022, 8033, 7516]) expect(ending(code).length).toBeGreaterThan(20)
  })

  it('lets A call back, or ends with 8019 where nobody called', () => {
    const calledBack = callsOf('AXE').filter((call) => !called(call) && typesOf(call).includes('callout'))
    expect(calledBack.length).toBeGreaterThan(200)
    for (const call of calledBack) expect(legsOf(call).caller).toMatch(/^\+861380000/)
    const none = callsOf('AXE').filter((call) => codeOf(call) === 8019)
    expect(none.length).toBeGreaterThan(20)
    expect(none.every((call) => typesOf(call) === 'callin disconnect')).toBe(true)
  })

  it('has no user data in its CDR', () => {
    expect(callsOf('AXE').some(({ cdr }) => 'userData' in cdr.record)).toBe(false)
  })
})

describe('X', () => {
  it('asks on callin, has no binding, and repeats what it was answered', () => {
    for (const call of callsOf('X')) {
      expect(infoOf(call, 'callin')).toMatchObject({ notifyMode: 'Block' })
      expect(infoOf(call, 'callin')).not.toHaveProperty('userData')
      for (const { body } of call.events) expect(body.statusInfo).not.toHaveProperty('subscriptionId')
      expect(call.cdr.record).toMatchObject({ notifyMode: 'Block', subscriptionId: '' })
      const { userData } = call.cdr.record
      for (const type of ['callout', 'alerting', 'answer', 'disconnect']) {
        const info = infoOf(call, type)
        if (info) expect(info.userData).toBe(userData)
      }
    }
    expect(callsOf('X').some(({ cdr }) => cdr.record.userData !== undefined)).toBe(true)
    expect(callsOf('X').filter((call) => codeOf(call) === 8017).length).toBeGreaterThan(500)
  })
})

describe('AXYB', () => {
  it('shows the other private number of the two', () => {
    const x = new Set<string>()
    const y = new Set<string>()
    for (const call of callsOf('AXYB').filter((each) => typesOf(each).includes('callout'))) {
      const legs = legsOf(call)
      expect(legs.shown).not.toBe(legs.dialled)
      expect([legs.dialled, legs.shown]).toContain(legs.x)
      x.add(legs.x)
      y.add(legs.shown === legs.x ? legs.dialled : legs.shown)
    }
    expect([...x].filter((number) => y.has(number))).toEqual([])
    expect(callsOf('AXYB').some((call) => legsOf(call).dialled !== legsOf(call).x)).toBe(true)
  })

  it('ends with 8030 without a binding, 8032 on one’s own number, 8016 and 8023 by its rules', () => {
    const codes = new Set(callsOf('AXYB').map(codeOf))
    expect([...codes]).toEqual(expect.arrayContaining([8030, 8032, 8016, 8023]))
    const own = callsOf('AXYB').find((call) => codeOf(call) === 8032)
    const app = appOf(worldOf('AXYB'), 'k-AXYB')
    expect(app?.xNumbers.some(({ number }) => number === (own && legsOf(own).dialled))).toBe(true)
    expect(own && legsOf(own)).toMatchObject({ shown: '', callee: '' })
  })
})

describe('several apps', () => {
  it('share the calls as they are told to', () => {
    const apps = modes.map((mode) => ({ mode, appKey: mode, appSecret: 's', ...(mode === 'AXB' && { share: 6 }) }))
    const world = makeWorld(7, apps)
    const calls = Array.from({ length: 5_000 }, (_, index) => generateCall(world, index * 10_000, startAt))
    const of = (mode: Mode) => calls.filter(({ plan }) => plan.app.mode === mode).length / calls.length
    expect(of('AXB')).toBeGreaterThan(0.56)
    expect(of('AXB')).toBeLessThan(0.64)
    for (const mode of ['AX', 'AXE', 'X', 'AXYB'] as const) expect(of(mode)).toBeGreaterThan(0.08)
  })
})
