import { describe, expect, it } from 'vitest'
import { WireAxeBind, WireAxeModify } from '../../../../electron/platform/wire/axe-api.ts'
import { WireAxybBindAx, WireAxybBindYb } from '../../../../electron/platform/wire/axyb-api.ts'
import { BindRequest, ChangeRequest } from '../../../../shared/domain/binding-request.ts'
import { agreeingPlatform, bodyOf } from '../../../support/sent-request.ts'

/** What leaves for the platform, byte for byte (api.md §2-§8). */

const platform = agreeingPlatform()
const { sent } = platform

const a = '+8613800000001'
const b = '+8613900000002'
const x = '+8617000000001'
const named = { by: 'number', xNumber: x }

describe('AXE', () => {
  const uri = '/base/rest/caas/extendnumber/v1.0'

  it('binds with every setting', async () => {
    const request = BindRequest.parse({
      mode: 'AXE',
      aNumber: a,
      x: named,
      extension: '0007',
      aSees: 'caller',
      recording: { on: true, hintTone: 'rec.wav' },
      withoutCallback: { kind: 'tone', tone: 'none.wav' },
      timeUnit: 'minute',
      lifetime: 30,
      callbackLifetime: 5,
      userData: 'u',
    })
    const seen = await sent('AXE', (client) => client.bind(request))
    expect([seen.method, seen.path]).toEqual(['POST', uri])
    expect(bodyOf(seen)).toEqual({
      bindNum: a,
      virtualNum: x,
      extendNum: '0007',
      displayNumMode: '1',
      recordFlag: 'true',
      recordHintTone: 'rec.wav',
      callbackTone: 'none.wav',
      timeUnit: '1',
      bindExpiredTime: 30,
      callbackExpiredTime: 5,
      userData: 'u',
    })
    expect(WireAxeBind.safeParse(bodyOf(seen)).success).toBe(true)
  })

  it('changes, unbinds and asks by id', async () => {
    const change = ChangeRequest.parse({ mode: 'AXE', bindingId: 'b-1', withoutCallback: { kind: 'number', number: b }, timeUnit: 'hour' })
    const seen = await sent('AXE', (client) => client.change(change))
    expect([seen.method, bodyOf(seen)]).toEqual(['PUT', { subscriptionId: 'b-1', callbackNum: b, timeUnit: '0' }])
    expect(WireAxeModify.safeParse(bodyOf(seen)).success).toBe(true)
    await platform.api.unbind({ bindingId: 'b-1' })
    await platform.api.fetchBinding('b-1')
    expect(platform.server.requests.slice(1).map(({ method, path, query }) => [method, path, query])).toEqual([
      ['DELETE', uri, 'subscriptionId=b-1'],
      ['GET', uri, 'subscriptionId=b-1'],
    ])
  })
})

describe('AXYB', () => {
  const uri = '/base/rest/omp/xyrelationnumber/v1.0'

  it('binds its AX part with every setting', async () => {
    const request = BindRequest.parse({
      mode: 'AXYB',
      part: 'ax',
      aNumber: a,
      x: { by: 'city', areaCode: '0755', match: 'loose' },
      callDirection: 'both',
      durationSeconds: 3_600,
      ybDurationSeconds: 60,
      recording: { on: true, hintTone: 'rec.wav' },
      xWaitTone: 'x.wav',
      yWaitTone: 'y.wav',
      userData: 'u',
    })
    const seen = await sent('AXYB', (client) => client.bind(request))
    expect([seen.method, seen.path, seen.query]).toEqual(['POST', uri, 'app_key=k%2Bdemo'])
    expect(bodyOf(seen)).toEqual({
      origNum: a,
      areaCode: '0755',
      areaMatchMode: '1',
      callDirection: 0,
      duration: 3_600,
      ybDuration: 60,
      recordFlag: 'true',
      recordHintTone: 'rec.wav',
      preVoiceX: 'x.wav',
      preVoiceY: 'y.wav',
      userData: 'u',
    })
    expect(WireAxybBindAx.safeParse(bodyOf(seen)).success).toBe(true)
  })

  it('binds a YB part to it', async () => {
    const request = BindRequest.parse({
      mode: 'AXYB',
      part: 'yb',
      bindingId: 'b-1',
      bNumber: b,
      y: { by: 'city', areaCode: '010' },
      durationSeconds: 60,
      yWaitTone: 'y.wav',
    })
    const seen = await sent('AXYB', (client) => client.bind(request))
    expect(bodyOf(seen)).toEqual({
      origNum: b,
      subscriptionId: 'b-1',
      areaCode: '010',
      areaMatchMode: '0',
      preVoiceY: 'y.wav',
      duration: 60,
    })
    expect(WireAxybBindYb.safeParse(bodyOf(seen)).success).toBe(true)
  })

  it('unbinds all of it or one part, asks by id and by X, each time with its key', async () => {
    await sent('AXYB', (client) => client.unbind({ bindingId: 'b-1' }))
    await platform.api.unbind({ bindingId: 'b-1', bNumber: b })
    await platform.api.fetchBinding('b-1')
    await platform.api.fetchBindingsOfX(x)
    expect(platform.server.requests.map(({ method, query }) => [method, query])).toEqual([
      ['DELETE', 'app_key=k%2Bdemo&subscriptionId=b-1'],
      ['DELETE', 'app_key=k%2Bdemo&subscriptionId=b-1&bNum=%2B8613900000002'],
      ['GET', 'app_key=k%2Bdemo&subscriptionId=b-1'],
      ['GET', 'app_key=k%2Bdemo&relationNum=%2B8617000000001'],
    ])
  })
})
