import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { callStopUri, recordingUri } from '../../../../electron/platform/wire/every-mode-api.ts'
import { signHeaders } from '../../../../electron/platform/sign.ts'
import { makeGate } from '../../../../electron/simulator/api-auth.ts'
import { makeRoutes } from '../../../../electron/simulator/api-routes.ts'
import { makeApiServer } from '../../../../electron/simulator/api-server.ts'
import { makeFlowControl } from '../../../../electron/simulator/flow-control.ts'
import { makePlatform } from '../../../../electron/simulator/platform.ts'
import { addressValidMs, makeRecordingFiles } from '../../../../electron/simulator/recording-files.ts'
import { recordingKeptMs } from '../../../../electron/simulator/recordings.ts'
import { makeRequestLog } from '../../../../electron/simulator/request-log.ts'
import { makeCallRegister } from '../../../../electron/simulator/running-calls.ts'
import { longestWavSeconds } from '../../../../electron/simulator/wav.ts'
import { apiApp, apiApps, apiStartAt, apiWorld } from '../../../support/simulated-api.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** The API by itself, without what plays the calls: the test plays them. */
async function start() {
  let now = apiStartAt
  let url = ''
  const platform = makePlatform(apiWorld, () => now)
  const runningCalls = makeCallRegister()
  const { recordings } = platform
  const recordingFiles = makeRecordingFiles({ recordings, now: () => now, key: 'k', origin: () => url })
  const server = makeApiServer({
    gate: makeGate(apiWorld.apps, () => now),
    flowControl: makeFlowControl(null, () => now),
    routes: makeRoutes({ platform, runningCalls, recordingFiles }),
    recordingFiles,
    log: makeRequestLog(),
    now: () => now,
    onProblem: (text) => {
      throw new Error(text)
    },
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const ask = async (appKey: string, path: string, body?: object) => {
    const headers = signHeaders('aksk', appKey, apiApp(appKey).appSecret, 'nonce', now)
    const answer = await fetch(url + path, { headers, redirect: 'manual', ...(body && { method: 'POST', body: JSON.stringify(body) }) })
    const text = await answer.text()
    const code = text === '' ? '' : String((JSON.parse(text) as { resultcode: unknown }).resultcode)
    return { status: answer.status, code, location: answer.headers.get('location') ?? '' }
  }
  return {
    platform,
    runningCalls,
    pass: (ms: number) => {
      now += ms
    },
    stop: (appKey: string, body: object) => ask(appKey, callStopUri, body),
    addressOf: (appKey: string, query: Record<string, string>) => ask(appKey, `${recordingUri}?${new URLSearchParams(query)}`),
  }
}

describe('stopping a call', () => {
  const sessionId = '1201_77_4294967295_20260301020001@ce1.example'

  it.each(apiApps.map(({ appKey, mode }) => [mode, appKey]))('ends a running one once, in %s', async (_, appKey) => {
    const api = await start()
    let ended = 0
    api.runningCalls.begin({ appKey, sessionId }, () => (ended += 1))
    expect(await api.stop(appKey, { sessionid: sessionId, signal: 'call_stop' })).toMatchObject({ status: 200, code: '0' })
    expect(await api.stop(appKey, { sessionid: sessionId, signal: 'call_stop' })).toMatchObject({ status: 403, code: '1012007' })
    expect(ended).toBe(1)
  })

  it.each<[string, object, string]>([
    ['of another app', { sessionid: sessionId, signal: 'call_stop' }, '1012007'],
    ['that never was', { sessionid: 'none', signal: 'call_stop' }, '1012007'],
    ['by another signal', { sessionid: sessionId, signal: 'stop' }, '1010002'],
    ['by the field as it is called elsewhere', { sessionId, signal: 'call_stop' }, '1010002'],
  ])('leaves one running %s', async (_, body, code) => {
    const api = await start()
    api.runningCalls.begin({ appKey: 'k-ax', sessionId }, () => expect.unreachable())
    expect((await api.stop('k-axb', body)).code).toBe(code)
    expect(api.runningCalls.find(sessionId)).toBeDefined()
  })

  it('finds none that is over', async () => {
    const api = await start()
    api.runningCalls.begin({ appKey: 'k-axb', sessionId }, () => expect.unreachable())
    api.runningCalls.over(sessionId)
    expect((await api.stop('k-axb', { sessionid: sessionId, signal: 'call_stop' })).code).toBe('1012007')
  })
})

describe('a recording', () => {
  const recording = { appKey: 'k-axb', domain: 'ostor.example.com', objectName: '260301100011.wav', seconds: 12, pushedAt: apiStartAt }
  const query = { fileName: recording.objectName, recordDomain: recording.domain }

  it('has an address behind a 301, with a playable file: A-law, 8 kHz, mono, as long as the call', async () => {
    const api = await start()
    api.platform.recordings.add(recording)
    const { status, code, location } = await api.addressOf('k-axb', query)
    expect([status, code]).toEqual([301, ''])
    const answer = await fetch(location)
    expect(answer.headers.get('content-type')).toBe('audio/wav')
    const wav = Buffer.from(await answer.arrayBuffer())
    expect(wav.toString('ascii', 0, 16)).toMatch(/^RIFF.{4}WAVEfmt $/s)
    expect(wav.readUInt32LE(4)).toBe(wav.length - 8)
    expect([wav.readUInt16LE(20), wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34)]).toEqual([6, 1, 8_000, 8])
    expect(wav.readUInt32LE(54)).toBe(12 * 8_000)
    expect(wav.length).toBe(58 + 12 * 8_000)
    expect(new Set(wav.subarray(58)).size).toBeGreaterThan(50)
  })

  it('is small even of a long call', async () => {
    const api = await start()
    api.platform.recordings.add({ ...recording, seconds: 7_200 })
    const { location } = await api.addressOf('k-axb', query)
    expect((await (await fetch(location)).arrayBuffer()).byteLength).toBe(58 + longestWavSeconds * 8_000)
  })

  it.each<[string, string, Record<string, string>, number, string]>([
    ['of another app', 'k-ax', query, 403, '1012007'],
    ['under another name', 'k-axb', { ...query, fileName: 'other.wav' }, 403, '1012007'],
    ['in another store', 'k-axb', { ...query, recordDomain: 'other.example.com' }, 403, '1012007'],
    ['without its store', 'k-axb', { fileName: query.fileName }, 400, '1010002'],
    ['without a name', 'k-axb', { recordDomain: query.recordDomain }, 400, '1010002'],
  ])('is not to be had %s', async (_, appKey, asked, status, code) => {
    const api = await start()
    api.platform.recordings.add(recording)
    expect(await api.addressOf(appKey, asked)).toMatchObject({ status, code, location: '' })
  })

  it('of less than three seconds is not to be had', async () => {
    const api = await start()
    api.platform.recordings.add({ ...recording, seconds: 2 })
    expect((await api.addressOf('k-axb', query)).code).toBe('1012007')
    api.platform.recordings.add({ ...recording, seconds: 3 })
    expect((await api.addressOf('k-axb', query)).status).toBe(301)
  })

  it('is kept for seven days, its address for three', async () => {
    const api = await start()
    api.platform.recordings.add(recording)
    const { location } = await api.addressOf('k-axb', query)
    api.pass(addressValidMs - 1)
    expect((await fetch(location)).status).toBe(200)
    api.pass(1)
    expect((await fetch(location)).status).toBe(403)
    const { location: again } = await api.addressOf('k-axb', query)
    expect((await fetch(again)).status).toBe(200)
    expect((await fetch(again.replace('260301100011', '260301100012'))).status).toBe(403)
    api.pass(recordingKeptMs - addressValidMs - 1)
    const { location: late } = await api.addressOf('k-axb', query)
    api.pass(1)
    expect((await fetch(late)).status).toBe(404)
    expect((await api.addressOf('k-axb', query)).code).toBe('1012007')
    api.platform.recordings.add(recording)
    expect((await api.addressOf('k-axb', query)).code).toBe('1012007')
  })

  it('is out of reach in arrears', async () => {
    const api = await start()
    api.platform.recordings.add(recording)
    api.platform.state.startArrears()
    expect((await api.addressOf('k-axb', query)).code).toBe('1012007')
    api.platform.state.pay()
    expect((await api.addressOf('k-axb', query)).status).toBe(301)
  })
})
