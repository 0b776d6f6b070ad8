import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { PlatformApi } from '../../../../electron/platform/platform-api.ts'
import type { Binding } from '../../../../shared/domain/binding.ts'
import { BindRequest } from '../../../../shared/domain/binding-request.ts'
import type { Mode } from '../../../../shared/domain/platform-app.ts'
import { AppError } from '../../../../shared/errors.ts'
import { aPlatformClient } from '../../../builders/platform-client.ts'
import { startPlatformServer, success, type PlatformServer } from '../../../support/platform-server.ts'
import { seed } from '../../../support/seed.ts'

/** What the platform tells of bindings, in our words. */

let server: PlatformServer
let api: PlatformApi
afterEach(async () => {
  await api.close()
  await server.stop()
})

async function start(mode: Mode, answer: () => unknown): Promise<void> {
  server = await startPlatformServer(() => ({ json: answer() }))
  api = aPlatformClient(server.url, { mode })
}

async function told(mode: Mode, answer: object): Promise<Binding[]> {
  await start(mode, () => ({ ...success, ...answer }))
  return (await api.fetchBinding('b-1')).value
}

async function bound(request: object, answer: object): Promise<Binding> {
  const wish = BindRequest.parse(request)
  await start(wish.mode, () => ({ ...success, ...answer }))
  return (await api.bind(wish)).value
}

const a = '+8613800000001'
const b = '+8613900000002'
const x = '+8617000000001'
const untold: Binding = {
  bindingId: 'b-1',
  part: null,
  xNumber: null,
  aNumber: null,
  bNumber: null,
  yNumber: null,
  extension: null,
  callDirection: null,
  durationSeconds: null,
  setAt: null,
  maxMinutes: null,
  recorded: null,
  userData: null,
  more: null,
}

describe('AXB', () => {
  it('numbers come in any documented form, flags as text or boolean, integers as text, the rest is kept', async () => {
    const entry = {
      subscriptionId: 'b-1',
      relationNum: '17000000001',
      callerNum: '8613800000001',
      calleeNum: '075528000010',
      callDirection: '2',
      duration: '3600',
      maxDuration: 0,
      recordFlag: true,
      recordHintTone: '',
      preVoice: { calleeHintTone: 'b.wav', callerHintTone: 'a.wav' },
      privateSms: 'false',
      userData: null,
      novelty: [{ z: 1, a: 2 }],
    }
    expect(await told('AXB', { relationNumList: [entry] })).toEqual([
      {
        ...untold,
        xNumber: x,
        aNumber: a,
        bNumber: '+8675528000010',
        callDirection: 'b-calls',
        durationSeconds: 3_600,
        maxMinutes: 0,
        recorded: true,
        more: '{"novelty":[{"a":2,"z":1}],"preVoice":{"calleeHintTone":"b.wav","callerHintTone":"a.wav"},"privateSms":"false"}',
      },
    ])
  })

  it('the least that tells of one is its id', async () => {
    expect(await told('AXB', { relationNumList: [{ subscriptionId: 7 }] })).toEqual([{ ...untold, bindingId: '7' }])
  })

  it('a direction nobody documents is kept as it came', async () => {
    expect(await told('AXB', { relationNumList: [{ subscriptionId: 'b-1', callDirection: 9 }] })).toEqual([
      { ...untold, more: '{"callDirection":9}' },
    ])
  })

  it('a fresh one reads like one that is read back', async () => {
    const request = {
      mode: 'AXB',
      aNumber: a,
      bNumber: b,
      x: { by: 'city', areaCode: '0755', match: 'loose' },
      callDirection: 'both',
      durationSeconds: 60,
      maxMinutes: 5,
      lastMinuteTone: 'last.wav',
      recording: { on: true },
      userData: 'u',
    }
    const fresh = await bound(request, { subscriptionId: 'b-1', relationNum: x, callDirection: 0, duration: 61, maxDuration: 5 })
    expect(fresh).toEqual({
      ...untold,
      xNumber: x,
      aNumber: a,
      bNumber: b,
      callDirection: 'both',
      // What the platform made of it counts, not what was asked for.
      durationSeconds: 61,
      maxMinutes: 5,
      recorded: true,
      userData: 'u',
      more: '{"lastMinVoice":"last.wav"}',
    })
  })
})

describe('AX', () => {
  it('has no lifetime, which is known', async () => {
    const entry = { subscriptionId: 'b-1', origNum: a, privateNum: x, calleeNumDisplay: '0', turnFlag: 'on', recordFlag: 'false' }
    expect(await told('AX', { privateNumList: [entry] })).toEqual([
      { ...untold, xNumber: x, aNumber: a, durationSeconds: 0, recorded: false, more: '{"calleeNumDisplay":"0","turnFlag":"on"}' },
    ])
  })

  it('a fresh one has the X the platform chose', async () => {
    const request = { mode: 'AX', aNumber: a, x: { by: 'city', areaCode: '010' }, callDirection: 'a-calls' }
    expect(await bound(request, { subscriptionId: 'b-1', origNum: a, privateNum: x })).toEqual({
      ...untold,
      xNumber: x,
      aNumber: a,
      callDirection: 'a-calls',
      durationSeconds: 0,
    })
  })
})

describe('AXE', () => {
  it.each([
    ['1', 30, 1_800],
    ['0', 30, 108_000],
    // Older pages: hours where nothing is said.
    [undefined, 2, 7_200],
    ['1', 0, 0],
    ['1', undefined, null],
  ])('lives as long as unit %s and time %s say', async (timeUnit, bindExpiredTime, durationSeconds) => {
    const [binding] = await told('AXE', { subscriptionId: 'b-1', virtualNum: x, extendNum: '0007', bindNum: a, timeUnit, bindExpiredTime })
    expect(binding).toEqual({
      ...untold,
      xNumber: x,
      aNumber: a,
      extension: '0007',
      durationSeconds,
      more: timeUnit === undefined ? null : JSON.stringify({ timeUnit }),
    })
  })

  it('a fresh one has its A from the request where the answer does not tell', async () => {
    const request = { mode: 'AXE', aNumber: a, x: { by: 'number', xNumber: x } }
    expect(await bound(request, { subscriptionId: 'b-1', virtualNum: x, extendNum: '0042' })).toEqual({
      ...untold,
      xNumber: x,
      aNumber: a,
      extension: '0042',
    })
  })
})

describe('AXYB', () => {
  const set = { subscribeTime: '2026-03-01 02:00:00', duration: '3600', ybDuration: '60', callDirection: 1, preVoiceX: 'x.wav', more: 1 }
  const setAt = Date.UTC(2026, 2, 1, 2)

  it('an AX part alone is one part', async () => {
    expect(await told('AXYB', { xyRelationNumList: [{ bindId: 'b-1', numA: a, numX: x, ...set }] })).toEqual([
      {
        ...untold,
        part: 'ax',
        xNumber: x,
        aNumber: a,
        callDirection: 'a-calls',
        durationSeconds: 3_600,
        setAt,
        more: '{"more":1,"preVoiceX":"x.wav"}',
      },
    ])
  })

  it('an AX part reads the same with a YB part as without, though each entry tells the lifetime and tone of its own YB part', async () => {
    const alone = { bindId: 'b-1', numA: a, numX: x, ...set, ybDuration: '0', preVoiceY: 'all.wav' }
    const [ax] = await told('AXYB', { xyRelationNumList: [alone] })
    await api.close()
    await server.stop()
    const withB = { ...alone, numY: '+8617000000002', numB: b, ybDuration: '3600', preVoiceY: 'y.wav' }
    expect((await told('AXYB', { xyRelationNumList: [withB] }))[0]).toEqual(ax)
  })

  it('each entry with a B is a YB part, and together they are one AX part, whatever their order', async () => {
    const one = { bindId: 'b-1', numA: a, numX: x, numY: '+8617000000002', numB: b, ...set, preVoiceY: 'y.wav' }
    const two = { ...one, numY: '+8617000000003', numB: '+8613900000003', subscribeTime: '2026-03-01 03:00:00' }
    const parts = await told('AXYB', { xyRelationNumList: [two, one] })
    expect(parts.map(({ part, bNumber, yNumber, setAt: at }) => [part, bNumber, yNumber, at])).toEqual([
      ['ax', null, null, setAt],
      ['yb', b, '+8617000000002', setAt],
      ['yb', '+8613900000003', '+8617000000003', setAt + 3_600_000],
    ])
    expect(parts[1]).toMatchObject({ xNumber: x, aNumber: a, durationSeconds: 60, more: '{"more":1,"preVoiceY":"y.wav"}' })
    await api.close()
    await server.stop()
    expect(await told('AXYB', { xyRelationNumList: [one, two] })).toEqual(parts)
  })

  it.each([
    [4, true],
    [5, false],
    [6, false],
  ])('%d YB parts are all there are: %s', async (count, complete) => {
    const xyRelationNumList = Array.from({ length: count }, (_, order) => ({ bindId: 'b-1', numB: `+861390000000${order}` }))
    await start('AXYB', () => ({ ...success, xyRelationNumList }))
    expect(await api.fetchBinding('b-1')).toMatchObject({ complete, value: { length: count + 1 } })
    expect(await api.fetchBindingsOfX(x)).toMatchObject({ complete })
  })

  it('a fresh YB part has the Y the platform chose', async () => {
    const request = { mode: 'AXYB', part: 'yb', bindingId: 'b-1', bNumber: b, durationSeconds: 60 }
    expect(await bound(request, { subscriptionId: 'b-1', relationNumber: '17000000002' })).toEqual({
      ...untold,
      part: 'yb',
      bNumber: b,
      yNumber: '+8617000000002',
      durationSeconds: 60,
    })
  })
})

describe('whatever JSON comes', () => {
  it.each(['AXB', 'AX', 'AXE', 'AXYB'] as const)(`of an %s app gives bindings or an AppError (seed ${seed})`, async (mode) => {
    let answer: unknown = null
    await start(mode, () => answer)
    const field = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('', '0', 'true', a, '2026-03-01 02:00:00', -1, null))
    const names = ['subscriptionId', 'bindId', 'relationNum', 'numA', 'numB', 'callDirection', 'recordFlag', 'userData', 'subscribeTime']
    const entry = fc.dictionary(fc.constantFrom(...names, '__proto__', 'novelty'), field)
    const list = fc.oneof(field, fc.array(entry, { maxLength: 4 }))
    const body = fc.record(
      { resultcode: fc.constantFrom('0', 0, '1012010'), relationNumList: list, privateNumList: list, xyRelationNumList: list },
      { requiredKeys: ['resultcode'] },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          body,
          fc.tuple(body, entry).map(([left, right]) => ({ ...right, ...left })),
          field,
        ),
        async (given) => {
          answer = given
          const outcome = await api.fetchBinding('b-1').catch((error: unknown) => error)
          if (outcome instanceof AppError) expect(['platform-contract', 'conflict']).toContain(outcome.code)
          else expect(outcome).toMatchObject({ value: expect.any(Array) as unknown })
        },
      ),
      { seed, numRuns: 150 },
    )
  })
})
