import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WireCallEvent } from '../../../../electron/platform/wire/call-event.ts'
import { WireFee } from '../../../../electron/platform/wire/fee.ts'
import { generateCall, type GeneratedCall } from '../../../../electron/simulator/generate-call.ts'
import { makeWorld } from '../../../../electron/simulator/world.ts'
import { stateCodes } from '../../../../shared/codes/state-codes.ts'
import { parsePlatformTime } from '../../../../shared/domain/time.ts'

const startAt = Date.UTC(2026, 2, 1, 2, 0, 0)
const world = makeWorld(7)
const calls = Array.from({ length: 20_000 }, (_, index) => generateCall(world, index, startAt + index * 1_000))

function share(of: (call: GeneratedCall) => boolean): number {
  return calls.filter(of).length / calls.length
}

describe('generateCall', () => {
  it('gives the same bytes for the same seed, whatever was generated before', () => {
    const again = makeWorld(7)
    for (const index of [19_999, 3, 512]) {
      expect(JSON.stringify(generateCall(again, index, startAt + index * 1_000))).toBe(JSON.stringify(calls[index]))
    }
    expect(JSON.stringify(generateCall(makeWorld(8), 3, startAt + 3_000))).not.toBe(JSON.stringify(calls[3]))
  })

  it('writes messages that the wire schemas read, for any index and time', () => {
    const indexes = fc.integer({ min: 0, max: 2 ** 48 })
    fc.assert(
      fc.property(indexes, fc.integer({ min: 0, max: 2 }), (index, attempt) => {
        const call = generateCall(world, index, startAt + (index % 1_000_000), attempt)
        expect(call.events.every(({ body }) => WireCallEvent.safeParse(body).success)).toBe(true)
        expect(WireFee.safeParse(call.cdr.record).success).toBe(true)
      }),
    )
  })

  it('tells one story in its events, its CDR and its due times', () => {
    for (const { events, cdr, plan } of calls) {
      const times = new Map(events.map(({ body }) => [body.eventType, body.statusInfo.timestamp]))
      const { record } = cdr
      expect(record.callInTime).toBe(times.get('callin'))
      expect(record.fwdStartTime).toBe(times.get('callout') ?? '')
      expect(record.fwdAlertingTime).toBe(times.get('alerting') ?? '')
      expect(record.fwdAnswerTime).toBe(times.get('answer') ?? '')
      expect(record.callEndTime).toBe(times.get('disconnect'))
      const instants = [...times.values()].map(parsePlatformTime)
      expect(instants).toEqual([...instants].sort((a, b) => Number(a) - Number(b)))
      const due = [...events.map(({ dueAt }) => dueAt), cdr.dueAt]
      expect(due).toEqual([...due].sort((a, b) => a - b))
      expect(record.ulFailReason).toBe(events.at(-1)?.body.statusInfo.stateCode)
      expect(stateCodes[record.ulFailReason]).toBeDefined()
      expect(plan.answeredAt !== null).toBe([0, 8010].includes(record.ulFailReason))
    }
  })

  it('takes whole sequences: callin, callout, alerting, answer, disconnect, shorter where the call fails', () => {
    const sequences = new Set(calls.map(({ events }) => events.map(({ body }) => body.eventType).join(' ')))
    expect([...sequences].sort()).toEqual([
      'callin callout alerting answer disconnect',
      'callin callout alerting disconnect',
      'callin callout disconnect',
      'callin disconnect',
    ])
  })

  it('ends calls as often as they end that way in life', () => {
    const byCode = (code: number) => share(({ cdr }) => cdr.record.ulFailReason === code)
    const answered = share(({ plan }) => plan.answeredAt !== null)
    expect(answered).toBeGreaterThan(0.68)
    expect(answered).toBeLessThan(0.75)
    expect(byCode(8101)).toBeGreaterThan(byCode(8102))
    expect(byCode(8014)).toBeGreaterThan(0.003)
    expect(byCode(8023)).toBeLessThan(0.005)
    const talk = calls.flatMap(({ plan }) => (plan.answeredAt === null ? [] : [plan.endedAt - plan.answeredAt])).sort((a, b) => a - b)
    expect((talk[talk.length >> 1] ?? 0) / 1000).toBeGreaterThan(60)
    expect((talk[talk.length >> 1] ?? 0) / 1000).toBeLessThan(80)
    const pdd = calls.flatMap(({ plan }) => (plan.alertingAt === null || plan.routedAt === null ? [] : [plan.alertingAt - plan.routedAt]))
    expect(Math.min(...pdd)).toBeGreaterThanOrEqual(1_000)
    expect(Math.max(...pdd)).toBeLessThanOrEqual(6_000)
  })

  it('never repeats a session or record id, not even between seeds', () => {
    const others = Array.from({ length: 1_000 }, (_, index) => generateCall(makeWorld(8), index, startAt + index * 1_000))
    const all = [...calls, ...others]
    expect(new Set(all.map(({ cdr }) => cdr.record.sessionId)).size).toBe(all.length)
    expect(new Set(all.map(({ cdr }) => cdr.record.icid)).size).toBe(all.length)
  })

  it('leaves the binding out where there was none', () => {
    const unbound = calls.find(({ plan }) => plan.subscriptionId === null)
    expect(unbound?.cdr.record).toMatchObject({ subscriptionId: '', fwdDstNum: '', ulFailReason: 8014 })
    for (const { body } of unbound?.events ?? []) expect(body.statusInfo).not.toHaveProperty('subscriptionId')
  })

  it('lets no landline through as a caller', () => {
    const landlines = calls.filter(({ plan }) => /^\+86(?!1[3-9]\d{9}$)/.test(plan.caller))
    expect(landlines.length).toBeGreaterThan(0)
    expect(new Set(landlines.map(({ cdr }) => cdr.record.ulFailReason))).toEqual(new Set([8023]))
  })

  it('dials the same pair again in a later attempt', () => {
    const failed = calls.find(({ redialAt }) => redialAt !== null)
    const again = generateCall(world, failed?.plan.index ?? 0, failed?.redialAt ?? 0, 1)
    expect(again.plan).toMatchObject({ caller: failed?.plan.caller, callee: failed?.plan.callee, callInAt: failed?.redialAt })
  })
})
