import { afterEach, describe, expect, it } from 'vitest'
import { bindingUris } from '../../../../electron/platform/wire/every-mode-api.ts'
import type { PlatformApi } from '../../../../electron/platform/platform-api.ts'
import { pairsPerX } from '../../../../electron/simulator/axb-api.ts'
import { startSimulator } from '../../../../electron/simulator/simulator.ts'
import type { SimulatorOptions } from '../../../../electron/simulator/simulator.ts'
import type { Binding } from '../../../../shared/domain/binding.ts'
import { BindRequest, ChangeRequest } from '../../../../shared/domain/binding-request.ts'
import { aPlatformClient, type ClientWishes } from '../../../builders/platform-client.ts'
import { makeClientTime } from '../../../support/client-time.ts'
import { startPlatformServer } from '../../../support/platform-server.ts'
import { apiApp, apiStartAt, apiApps, startSimulatedApi, type SimulatedApi } from '../../../support/simulated-api.ts'

/** The client against the simulated platform over real HTTP: the life of a binding in each mode. */

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function platform(options: Partial<SimulatorOptions> = {}): Promise<SimulatedApi> {
  const api = await startSimulatedApi(options)
  ends.push(() => api.simulator.stop())
  return api
}

function clientOf(url: string, appKey: string, wishes: ClientWishes = {}): PlatformApi {
  const { mode, appSecret } = apiApp(appKey)
  const api = aPlatformClient(url, { mode, appKey, secrets: () => [appSecret], ...wishes })
  ends.push(() => api.close())
  return api
}

const a = '+8619900000001'
const b = '+8619900000002'
/** The last X of an app carries none of the bindings that stand from the beginning where a mode leaves some free. */
const lastX = (appKey: string) => apiApp(appKey).xNumbers.at(-1)?.number ?? ''
const named = (appKey: string) => ({ by: 'number', xNumber: lastX(appKey) })

/** What was told neither at the bind nor by us may be told when it is read back; nothing else may differ. */
function expectSame(made: Binding, readBack: Binding | undefined): void {
  const toldBefore = Object.fromEntries(Object.entries(made).filter(([name, value]) => value !== null && name !== 'more'))
  expect(readBack).toMatchObject(toldBefore)
}

describe.each(['aksk', 'wsse'] as const)('a binding, signed by %s', (generation) => {
  const start = async (appKey: string) => clientOf((await platform()).simulator.apiUrl, appKey, { api: { generation } })

  it('of AXB is made, read back, changed and ended', async () => {
    const api = await start('k-axb')
    const request = BindRequest.parse({
      mode: 'AXB',
      aNumber: a,
      bNumber: b,
      x: named('k-axb'),
      callDirection: 'a-calls',
      durationSeconds: 600,
      maxMinutes: 5,
      recording: { on: true },
      waitTones: { a: 'wait.wav' },
      userData: 'order-77',
    })
    const { value: made } = await api.bind(request)
    const readBack = (await api.fetchBinding(made.bindingId)).value
    expectSame(made, readBack[0])
    expect((await api.fetchBindingsOfX(lastX('k-axb'))).value).toContainEqual(readBack[0])

    await api.change(ChangeRequest.parse({ mode: 'AXB', bindingId: made.bindingId, maxMinutes: 9, recording: { on: false } }))
    expect((await api.fetchBinding(made.bindingId)).value).toMatchObject([{ maxMinutes: 9, recorded: false, userData: 'order-77' }])
    await expect(api.bind(request)).rejects.toMatchObject({ code: 'conflict', platformCode: '1012010' })

    await api.unbind({ bindingId: made.bindingId })
    await api.unbind({ bindingId: made.bindingId })
    expect((await api.fetchBinding(made.bindingId)).value).toEqual([])
  })

  it('of AX gets a temporary callee', async () => {
    const api = await start('k-ax')
    const request = BindRequest.parse({ mode: 'AX', aNumber: a, x: named('k-ax'), maxMinutes: 5, smsAllowed: false })
    const { value: made } = await api.bind(request)
    const readBack = (await api.fetchBindingsOfX(lastX('k-ax'))).value
    expect(readBack).toHaveLength(1)
    expectSame(made, readBack[0])

    expect((await api.setTemporaryCallee({ bindingId: made.bindingId, calleeNumber: b, validSeconds: 60 })).value).toBeNull()
    await api.change(ChangeRequest.parse({ mode: 'AX', bindingId: made.bindingId, aNumber: b }))
    expect((await api.fetchBinding(made.bindingId)).value).toMatchObject([{ aNumber: b }])
    await api.unbind({ bindingId: made.bindingId })
    expect((await api.fetchBindingsOfX(lastX('k-ax'))).value).toEqual([])
  })

  it('of AXE has an extension', async () => {
    const api = await start('k-axe')
    const request = { mode: 'AXE', aNumber: a, x: named('k-axe'), extension: '4321', timeUnit: 'minute', lifetime: 30 }
    const { value: made } = await api.bind(BindRequest.parse(request))
    expect(made).toMatchObject({ extension: '4321', durationSeconds: 1_800 })
    expectSame(made, (await api.fetchBinding(made.bindingId)).value[0])
    await expect(api.bind(BindRequest.parse({ ...request, aNumber: b }))).rejects.toMatchObject({ platformCode: '1020167' })

    await api.change(ChangeRequest.parse({ mode: 'AXE', bindingId: made.bindingId, withoutCallback: { kind: 'number', number: b } }))
    const [changed] = (await api.fetchBinding(made.bindingId)).value
    expect(changed?.more).toContain('"callbackNum":"+8619900000002"')
    await api.unbind({ bindingId: made.bindingId })
    expect((await api.fetchBinding(made.bindingId)).value).toEqual([])
  })

  it('of AXYB has parts', async () => {
    const api = await start('k-axyb')
    const x = { by: 'city', areaCode: '0755', match: 'loose' }
    const { value: ax } = await api.bind(BindRequest.parse({ mode: 'AXYB', part: 'ax', aNumber: a, x, durationSeconds: 600 }))
    const yb = { mode: 'AXYB', part: 'yb', bindingId: ax.bindingId, bNumber: b, durationSeconds: 60 }
    const { value: made } = await api.bind(BindRequest.parse(yb))
    const parts = (await api.fetchBindingsOfX(ax.xNumber ?? '')).value
    expect(parts).toHaveLength(2)
    expectSame(ax, parts[0])
    expectSame(made, parts[1])
    expect(parts[0]?.setAt).toBe(apiStartAt)

    await api.unbind({ bindingId: ax.bindingId, bNumber: b })
    expect((await api.fetchBinding(ax.bindingId)).value).toMatchObject([{ part: 'ax' }])
    await api.unbind({ bindingId: ax.bindingId })
    expect((await api.fetchBinding(ax.bindingId)).value).toEqual([])
  })
})

describe('an X that is full', () => {
  it.each([
    ['telling how many there are', false],
    ['without the unconfirmed fields', true],
  ])(`is read to the last of its ${pairsPerX} bindings, %s`, async (_, lean) => {
    const { simulator } = await platform({ lean, flowControl: null })
    const api = clientOf(simulator.apiUrl, 'k-axb')
    const relationNum = lastX('k-axb')
    const number = (order: number) => `+861990001${String(order).padStart(4, '0')}`
    const standing = simulator.console.bindings('k-axb').filter(({ x }) => x === relationNum).length
    for (let pair = 0; pair < pairsPerX - standing; pair += 1) {
      const [callerNum, calleeNum] = [number(pair), number(pair + pairsPerX)]
      simulator.console.call('k-axb', 'POST', bindingUris.AXB, { callerNum, calleeNum, relationNum })
    }
    const { value, complete } = await api.fetchBindingsOfX(relationNum, { priority: 'background' })
    expect([complete, value.length, new Set(value.map(({ bindingId }) => bindingId)).size]).toEqual([true, pairsPerX, pairsPerX])
    // Without a count only a second reading shows that nothing slipped through.
    expect(simulator.console.requests().length).toBeLessThanOrEqual((pairsPerX / 100 + 1) * (lean ? 2 : 1))
  })
})

describe('flow control of the platform', () => {
  it('costs a question its minute, then it goes on', async () => {
    const { simulator, time } = await platform({ flowControl: { requests: 2, perMs: 60_000 } })
    const clock = makeClientTime()
    const api = clientOf(simulator.apiUrl, 'k-axb', { timers: clock })
    await api.fetchBinding('none')
    await api.fetchBinding('none')
    const asked = api.fetchBinding('none')
    while (api.health().state !== 'paced') await new Promise((resolve) => setTimeout(resolve, 5))
    await time.advance(60_000, () => Promise.resolve())
    await clock.pass(60_000)
    expect((await asked).value).toEqual([])
  })
})

describe('a recording', () => {
  it('is found by what the CDR says of it and is a sound file', async () => {
    const records: Record<string, unknown>[] = []
    const receiver = await startPlatformServer(({ body }) => {
      const { feeLst } = JSON.parse(body) as { feeLst?: Record<string, unknown>[] }
      records.push(...(feeLst ?? []))
      return { json: {} }
    })
    ends.push(() => receiver.stop())
    const simulator = await startSimulator({
      seed: 4,
      apps: apiApps,
      pushUrl: () => receiver.url,
      apiPort: 0,
      startAt: apiStartAt,
      speed: 2_000,
      callsPerSecond: 0.2,
      maxCalls: 60,
      bad: [],
      generation: 'aksk',
    })
    ends.push(() => simulator.stop())
    const recorded = () => records.find(({ recordFlag, appKey }) => Number(recordFlag) === 1 && appKey === 'k-axb')
    while (recorded() === undefined && !simulator.isFinished()) await new Promise((resolve) => setTimeout(resolve, 10))
    const { recordDomain, recordObjectName } = recorded() ?? {}
    const api = clientOf(simulator.apiUrl, 'k-axb', { timers: { now: Date.now, after: makeClientTime().after } })
    const { value: address } = await api.fetchRecordingAddress({
      recordDomain: String(recordDomain),
      recordObject: String(recordObjectName),
    })
    const bytes = await api.downloadRecording(address, 16 * 1024 * 1024)
    expect(Buffer.from(bytes.subarray(0, 4)).toString()).toBe('RIFF')
  })
})
