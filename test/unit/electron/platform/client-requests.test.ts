import { describe, expect, it } from 'vitest'
import { WireAxBind, WireAxModify, WireTemporaryCallee } from '../../../../electron/platform/wire/ax-api.ts'
import { WireAxbBind, WireAxbModify } from '../../../../electron/platform/wire/axb-api.ts'
import { WireCallStop } from '../../../../electron/platform/wire/every-mode-api.ts'
import type { PlatformApi } from '../../../../electron/platform/platform-api.ts'
import { BindRequest, ChangeRequest } from '../../../../shared/domain/binding-request.ts'
import type { Mode } from '../../../../shared/domain/platform-app.ts'
import { agreeingPlatform, bodyOf } from '../../../support/sent-request.ts'

/** What leaves for the platform, byte for byte (api.md §2-§8). */

const platform = agreeingPlatform()
const { sent } = platform

const a = '+8613800000001'
const b = '+8613900000002'
const x = '+8617000000001'
const named = { by: 'number', xNumber: x }

describe('AXB', () => {
  const uri = '/base/rest/caas/relationnumber/partners/v1.0'

  it('binds with every setting', async () => {
    const request = BindRequest.parse({
      mode: 'AXB',
      aNumber: a,
      bNumber: b,
      x: named,
      callDirection: 'a-calls',
      durationSeconds: 86_400,
      maxMinutes: 60,
      lastMinuteTone: 'last.wav',
      recording: { on: true, hintTone: 'rec.wav' },
      waitTones: { a: 'a.wav', other: 'b.wav' },
      smsAllowed: false,
      userData: 'order-77',
    })
    const seen = await sent('AXB', (client) => client.bind(request))
    expect([seen.method, seen.path, seen.query]).toEqual(['POST', uri, ''])
    expect(seen.headers).toMatchObject({ 'content-type': 'application/json;charset=UTF-8', accept: 'application/json' })
    expect(bodyOf(seen)).toEqual({
      callerNum: a,
      calleeNum: b,
      relationNum: x,
      duration: 86_400,
      callDirection: 1,
      maxDuration: 60,
      lastMinVoice: 'last.wav',
      recordFlag: 'true',
      recordHintTone: 'rec.wav',
      preVoice: { callerHintTone: 'a.wav', calleeHintTone: 'b.wav' },
      privateSms: 'false',
      userData: 'order-77',
    })
    expect(WireAxbBind.safeParse(bodyOf(seen)).success).toBe(true)
  })

  it.each([
    [
      { by: 'city', areaCode: '0755', match: 'loose' },
      { areaCode: '0755', areaMatchMode: '1' },
    ],
    [{ by: 'a-area' }, { areaMatchMode: '0' }],
  ])('binds with X chosen by %j', async (choice, said) => {
    const seen = await sent('AXB', (client) => client.bind(BindRequest.parse({ mode: 'AXB', aNumber: a, bNumber: b, x: choice })))
    expect(bodyOf(seen)).toEqual({ callerNum: a, calleeNum: b, ...said })
  })

  it('changes only what is given', async () => {
    const change = ChangeRequest.parse({ mode: 'AXB', bindingId: 'b-1', bNumber: b, durationSeconds: 0, recording: { on: false } })
    const seen = await sent('AXB', (client) => client.change(change))
    expect([seen.method, seen.path]).toEqual(['PUT', uri])
    expect(bodyOf(seen)).toEqual({ subscriptionId: 'b-1', calleeNum: b, duration: 0, recordFlag: 'false' })
    expect(WireAxbModify.safeParse(bodyOf(seen)).success).toBe(true)
  })

  it('unbinds and asks by id', async () => {
    const seen = await sent('AXB', (client) => client.unbind({ bindingId: 'b/1&c', bNumber: b }))
    expect([seen.method, seen.path, seen.query, seen.body]).toEqual(['DELETE', uri, 'subscriptionId=b%2F1%26c', ''])
    await platform.api.fetchBinding('b-1')
    expect([platform.server.requests[1]?.method, platform.server.requests[1]?.query]).toEqual(['GET', 'subscriptionId=b-1'])
  })

  it('asks for an X with its plus sign escaped', async () => {
    const seen = await sent('AXB', (client) => client.fetchBindingsOfX(x))
    expect([seen.method, seen.path, seen.query]).toEqual(['GET', uri, 'relationNum=%2B8617000000001&pageIndex=1&pageSize=100'])
    expect(seen.headers['content-type']).toBeUndefined()
  })
})

describe('AX', () => {
  const uri = '/base/rest/provision/caas/privatenumber/v1.0'

  it('binds with every setting', async () => {
    const request = BindRequest.parse({
      mode: 'AX',
      aNumber: a,
      x: named,
      aSees: 'x',
      callDirection: 'b-calls',
      maxMinutes: 5,
      lastMinuteTone: 'last.wav',
      recording: { on: true },
      waitTones: { other: 'b.wav' },
      smsAllowed: true,
      poweredOn: false,
      userData: 'u',
    })
    const seen = await sent('AX', (client) => client.bind(request))
    expect([seen.method, seen.path]).toEqual(['POST', uri])
    expect(bodyOf(seen)).toEqual({
      origNum: a,
      privateNum: x,
      calleeNumDisplay: '0',
      callDirection: 2,
      maxDuration: 5,
      lastMinVoice: 'last.wav',
      recordFlag: 'true',
      preVoice: { calleeHintTone: 'b.wav' },
      privateSms: 'true',
      userData: 'u',
      turnFlag: 'off',
    })
    expect(WireAxBind.safeParse(bodyOf(seen)).success).toBe(true)
  })

  it('names the kind of X where the platform chooses it', async () => {
    const request = BindRequest.parse({ mode: 'AX', aNumber: a, x: { by: 'city', areaCode: '010' } })
    expect(bodyOf(await sent('AX', (client) => client.bind(request)))).toEqual({
      origNum: a,
      privateNumType: 'mobile-virtual',
      areaCode: '010',
      areaMatchMode: '0',
    })
  })

  it('changes A and settings, unbinds, asks by id and by X', async () => {
    const seen = await sent('AX', (client) =>
      client.change(ChangeRequest.parse({ mode: 'AX', bindingId: 'b-1', aNumber: a, poweredOn: true })),
    )
    expect([seen.method, bodyOf(seen)]).toEqual(['PUT', { subscriptionId: 'b-1', origNum: a, turnFlag: 'on' }])
    expect(WireAxModify.safeParse(bodyOf(seen)).success).toBe(true)
    await platform.api.unbind({ bindingId: 'b-1' })
    await platform.api.fetchBinding('b-1')
    await platform.api.fetchBindingsOfX(x)
    expect(platform.server.requests.slice(1).map(({ method, path, query }) => [method, path, query])).toEqual([
      ['DELETE', uri, 'subscriptionId=b-1'],
      ['GET', uri, 'subscriptionId=b-1'],
      ['GET', uri, 'privateNum=%2B8617000000001'],
    ])
  })

  it('sets a temporary callee', async () => {
    const seen = await sent('AX', (client) =>
      client.setTemporaryCallee({ bindingId: 'b-1', calleeNumber: b, validSeconds: 90, userData: 'u' }),
    )
    expect([seen.method, seen.path]).toEqual(['PUT', '/base/rest/caas/privatenumber/calleenumber/v1.0'])
    expect(bodyOf(seen)).toEqual({ subscriptionId: 'b-1', calleeNum: b, duration: 90, userData: 'u' })
    expect(WireTemporaryCallee.safeParse(bodyOf(seen)).success).toBe(true)
  })
})

describe('every mode', () => {
  it('stops a call', async () => {
    const seen = await sent('X', (client) => client.stopCall('1200_366_0_20161228@10.1.1.1'))
    expect([seen.method, seen.path]).toEqual(['POST', '/base/rest/httpsessions/callStop/v2.0'])
    expect(bodyOf(seen)).toEqual({ sessionid: '1200_366_0_20161228@10.1.1.1', signal: 'call_stop' })
    expect(WireCallStop.safeParse(bodyOf(seen)).success).toBe(true)
  })

  it.each<[Mode, (client: PlatformApi) => Promise<unknown>]>([
    ['X', (client) => client.fetchBinding('b-1')],
    ['X', (client) => client.unbind({ bindingId: 'b-1' })],
    ['AXE', (client) => client.fetchBindingsOfX(x)],
    ['AXB', (client) => client.setTemporaryCallee({ bindingId: 'b-1', calleeNumber: b })],
    ['AXB', (client) => client.change({ mode: 'AX', bindingId: 'b-1' })],
    ['AX', (client) => client.bind(BindRequest.parse({ mode: 'AXB', aNumber: a, bNumber: b }))],
  ])('refuses what %s does not have, before anything is sent', async (mode, ask) => {
    await platform.start(mode)
    await expect(ask(platform.api)).rejects.toMatchObject({ code: 'invalid-input', details: { reason: 'not-in-mode' } })
    expect(platform.server.requests).toEqual([])
  })

  it('takes a connection of its own for each request and says that it will not be used again', async () => {
    const seen = await sent('AXB', (client) => client.fetchBinding('b-1'))
    await platform.api.fetchBinding('b-2')
    expect(platform.server.connections()).toBe(2)
    expect(seen.headers.connection).toBe('close')
  })
})
