import { readFileSync } from 'node:fs'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { PlatformApi } from '../../../../electron/platform/platform-api.ts'
import { aPlatformClient } from '../../../builders/platform-client.ts'
import { makeClientTime, type ClientTime } from '../../../support/client-time.ts'
import {
  refusal,
  startPlatformServer,
  success,
  type Answer,
  type PlatformServer,
  type SeenRequest,
} from '../../../support/platform-server.ts'

/** Recordings: the address behind the 301, and what lies there (api.md §8). */

const ends: (() => Promise<unknown>)[] = []
let api: PlatformApi
let server: PlatformServer
let time: ClientTime
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function start(answer: (request: SeenRequest, order: number) => Answer): Promise<void> {
  server = await startPlatformServer(answer)
  time = makeClientTime()
  api = aPlatformClient(server.url, { mode: 'X', timers: time })
  ends.push(
    () => server.stop(),
    () => api.close(),
  )
}

const wav = Buffer.from('RIFF....WAVE')
const give =
  (status: number, headers: Record<string, string> = {}, bytes: Buffer = wav): Answer =>
  (response) =>
    void response.writeHead(status, { Connection: 'close', ...headers }).end(bytes)

describe('the address of a recording', () => {
  const recording = { recordDomain: 'ostor.huawei.com', recordObject: '19011+1226/a b.wav' }
  const target = 'https://store.example/a?signature=x%2By'

  it('is where the 301 points, and is not gone to', async () => {
    await start(() => give(301, { Location: target }, Buffer.alloc(0)))
    expect((await api.fetchRecordingAddress(recording)).value).toBe(target)
    expect(server.requests.map(({ method, path, query }) => [method, path, query])).toEqual([
      ['GET', '/rest/provision/voice/record/v1.0', 'fileName=19011%2B1226%2Fa%20b.wav&recordDomain=ostor.huawei.com'],
    ])
  })

  it.each([
    ['without a Location', give(301), 'platform-contract'],
    ['to no web address', give(301, { Location: 'file:///etc/passwd' }), 'platform-contract'],
    ['to a path only', give(301, { Location: '/a.wav' }), 'platform-contract'],
    ['that somebody followed for us: the recording itself', give(200, { 'Content-Type': 'audio/wav' }), 'platform-contract'],
    ['that is a success with nothing', { json: success }, 'platform-contract'],
    ['for a recording that is gone', refusal(1012007), 'not-found'],
  ] satisfies [string, Answer, string][])('is refused %s', async (_, answer, code) => {
    await start(() => answer)
    await expect(api.fetchRecordingAddress(recording)).rejects.toMatchObject({ code })
    expect(server.requests).toHaveLength(1)
  })

  it('is asked for again after a fault', async () => {
    await start((_, order) => (order === 0 ? refusal(1010001, 500) : give(301, { Location: target }, Buffer.alloc(0))))
    expect((await api.fetchRecordingAddress(recording)).value).toBe(target)
  })
})

describe('a recording', () => {
  const fetchAll = (path = '/a.wav', maxBytes = 1_000) => api.downloadRecording(`${server.url}${path}`, maxBytes)

  it('is read to its end, with nothing of ours sent along', async () => {
    await start(() => give(200))
    expect(Buffer.from(await fetchAll())).toEqual(wav)
    const [{ headers } = { headers: {} }] = server.requests
    expect(Object.keys(headers).sort()).toEqual(['connection', 'host'])
  })

  it('is followed over three redirects, not over four', async () => {
    const hops = (most: number) => (_: SeenRequest, order: number) => (order < most ? give(302, { Location: `/hop-${order}` }) : give(200))
    await start(hops(3))
    expect(Buffer.from(await fetchAll())).toEqual(wav)
    await start(hops(4))
    await expect(fetchAll()).rejects.toMatchObject({ code: 'platform-contract', details: { reason: 'too-many-redirects' } })
    expect(server.requests).toHaveLength(4)
  })

  it.each([401, 403, 404, 410])('that answers HTTP %d is not there any more', async (status) => {
    await start(() => give(status))
    await expect(fetchAll()).rejects.toMatchObject({ code: 'not-found', details: { reason: 'recording-gone', status } })
  })

  it('is no larger than it may be, told or not', async () => {
    await start(() => give(200, {}, Buffer.alloc(1_001)))
    await expect(fetchAll()).rejects.toMatchObject({ code: 'no-capacity', details: { reason: 'recording-too-large', maxBytes: 1_000 } })
    expect((await fetchAll('/a.wav', 1_001)).length).toBe(1_001)
  })

  it('that stops coming is given up', async () => {
    await start(() => (response) => void response.writeHead(200).write('RIFF'))
    const asked = fetchAll().catch((error: unknown) => error)
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await time.pass(15_000)
    expect(await asked).toMatchObject({ code: 'platform-unreachable', details: { reason: 'timeout' } })
  })

  it('is given up when nobody wants it any more', async () => {
    await start(() => () => undefined)
    const gone = new AbortController()
    const asked = api.downloadRecording(server.url, 10, { signal: gone.signal }).catch((error: unknown) => error)
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    gone.abort()
    expect(await asked).toMatchObject({ code: 'cancelled' })
  })

  it('comes from a host whose certificate does not hold as well, where the API itself would not be called', async () => {
    const pem = (name: string) => readFileSync(new URL(`../../../fixtures/loopback-${name}.pem`, import.meta.url))
    const store = createTlsServer({ cert: pem('cert'), key: pem('key') }, (request, response) => {
      if (request.url === '/down') response.writeHead(302, { Location: `${server.url}/a.wav`, Connection: 'close' }).end()
      else response.writeHead(200, { Connection: 'close' }).end(wav)
    })
    await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve))
    ends.push(() => new Promise((resolve) => store.close(resolve)))
    await start(() => give(200))
    const at = `https://127.0.0.1:${(store.address() as AddressInfo).port}`
    expect(Buffer.from(await api.downloadRecording(`${at}/a.wav`, 1_000))).toEqual(wav)
    await expect(api.downloadRecording(`${at}/down`, 1_000)).rejects.toMatchObject({ details: { reason: 'recording-address' } })
  })

  it.each(['file:///etc/passwd', 'a.wav', ''])('has a web address, not %j', async (address) => {
    await start(() => give(200))
    await expect(api.downloadRecording(address, 10)).rejects.toMatchObject({ code: 'platform-contract' })
    expect(server.requests).toEqual([])
  })
})
