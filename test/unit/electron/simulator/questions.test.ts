import { afterEach, describe, expect, it } from 'vitest'
import { callStopUri } from '../../../../electron/platform/wire/every-mode-api.ts'
import { signHeaders } from '../../../../electron/platform/sign.ts'
import { axbBinding, axBinding } from '../../../../electron/simulator/standing-bindings.ts'
import { hourMs, minuteMs, secondMs } from '../../../../shared/domain/time.ts'
import { answered, answeredWell, app, playAllModes, refused, stranger, told, world, type Table } from '../../../support/placed-calls.ts'

const open: Table[] = []

afterEach(async () => {
  for (const table of open.splice(0)) await table.stop()
})

async function play(...given: Parameters<typeof playAllModes>): Promise<Table> {
  const table = await playAllModes(...given)
  open.push(table)
  return table
}

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
    const { simulator, advance, target } = await play({}, undefined, (order) => (order === 0 ? 503 : 200))
    const sessionId = simulator.placeCall({ appKey: 'k-X', caller: stranger, dialled: x })
    await advance(10 * hourMs)
    expect(told(target, sessionId)).toMatchObject({ types: refused, code: 8014, records: [{ ulFailReason: 8014 }] })
    expect(target.received.filter(({ body }) => body.eventType === 'callin')).toHaveLength(1)
    expect(simulator.stats()).toMatchObject({ failed: 1, retrying: 0, givenUp: 1 })
  })

  it('waits five seconds for an answer, no longer', async () => {
    const { simulator, call, target } = await play({}, (body) => (body.eventType === 'callin' ? null : ''))
    const stopped = simulator.placeCall({ appKey: 'k-X', caller: stranger, dialled: x })
    simulator.console.call('k-X', 'POST', callStopUri, { sessionid: stopped, signal: 'call_stop' })
    expect(await call('X', stranger, x)).toMatchObject({ types: refused, code: 8014 })
    // Told to stop in the meantime, it ends as told.
    expect(told(target, stopped)).toMatchObject({ types: refused, code: 8017 })
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
