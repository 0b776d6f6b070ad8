import { afterEach, describe, expect, it } from 'vitest'
import { hourMs } from '../../../../shared/domain/time.ts'
import { playAllModes, type Table } from '../../../support/placed-calls.ts'
import type { ReceivedPush } from '../../../support/push-receiver.ts'

const open: Table[] = []

afterEach(async () => {
  for (const table of open.splice(0)) await table.stop()
})

async function play(...given: Parameters<typeof playAllModes>): Promise<Table> {
  const table = await playAllModes(...given)
  open.push(table)
  return table
}

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
