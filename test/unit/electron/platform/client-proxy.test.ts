import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { proxyOfEnvironment, proxyOfSystem, type SystemProxy } from '../../../../electron/platform/client-proxy.ts'
import type { PlatformApi } from '../../../../electron/platform/platform-api.ts'
import type { ProxyChoice } from '../../../../shared/domain/platform-app.ts'
import { aPlatformClient } from '../../../builders/platform-client.ts'
import { startPlatformServer, success, type PlatformServer } from '../../../support/platform-server.ts'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

interface Proxy {
  url: string
  /** What was asked of it: `CONNECT host:port` or `GET <url>`. */
  seen: string[]
}

/** @param tunnel the status that answers CONNECT; 200 leads on to `port` whatever host was asked for */
async function startProxy(tunnel: number, port = 0): Promise<Proxy> {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(success))
  })
  server.on('connect', (request, socket: Socket) => {
    seen.push(`CONNECT ${request.url}`)
    if (tunnel !== 200) {
      socket.end(`HTTP/1.1 ${tunnel} No\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  return { url: `http://127.0.0.1:${await listen(server)}`, seen }
}

async function startTls(): Promise<number> {
  const pem = (name: string) => readFileSync(new URL(`../../../fixtures/loopback-${name}.pem`, import.meta.url))
  return listen(createTlsServer({ cert: pem('cert'), key: pem('key') }, (_, response) => void response.end('RIFF')))
}

function client(baseUrl: string, proxy: ProxyChoice, systemProxy?: SystemProxy, random = () => 0): PlatformApi {
  const api = aPlatformClient(baseUrl, { api: { proxy }, random, ...(systemProxy && { systemProxy }) })
  ends.push(() => api.close())
  return api
}

const explicit = (url: string): ProxyChoice => ({ kind: 'explicit', url })
const failure = (asked: Promise<unknown>) => asked.catch((error: unknown) => error)

describe('an explicit proxy', () => {
  it('is given the whole address of a plain HTTP platform, on a connection of its own each time', async () => {
    const { url, seen } = await startProxy(200)
    const api = client('http://platform.example:8080', explicit(url))
    await api.fetchBinding('b-1')
    await api.stopCall('s')
    expect(seen).toEqual([
      'GET http://platform.example:8080/rest/caas/relationnumber/partners/v1.0?subscriptionId=b-1',
      'POST http://platform.example:8080/rest/httpsessions/callStop/v2.0',
    ])
  })

  it('is asked for a tunnel to a platform with TLS, whose certificate is checked at its end', async () => {
    const { url, seen } = await startProxy(200, await startTls())
    const error = await failure(client('https://platform.example', explicit(url)).stopCall('s'))
    expect(seen).toEqual(['CONNECT platform.example:443'])
    expect(error).toMatchObject({ code: 'platform-unreachable', details: { reason: 'tls', outcome: 'not-sent' } })
  })

  it('carries a recording from a host whose certificate does not hold', async () => {
    const { url, seen } = await startProxy(200, await startTls())
    const bytes = await client('https://platform.example', explicit(url)).downloadRecording('https://store.example/a.wav', 100)
    expect(Buffer.from(bytes).toString()).toBe('RIFF')
    expect(seen).toEqual(['CONNECT store.example:443', 'CONNECT store.example:443'])
  })

  it.each(['http', 'https'])('that is not there is told from a platform that is not there (%s)', async (scheme) => {
    const gone = await startPlatformServer(() => ({ json: success }))
    await gone.stop()
    const error = await failure(client(`${scheme}://platform.example`, explicit(gone.url)).stopCall('s'))
    expect(error).toMatchObject({ code: 'platform-unreachable', details: { reason: 'proxy', outcome: 'not-sent' } })
  })

  it.each([403, 407, 502])('that answers CONNECT with %d is the one to blame', async (status) => {
    const { url } = await startProxy(status)
    const error = await failure(client('https://platform.example', explicit(url)).stopCall('s'))
    expect(error).toMatchObject({ code: 'platform-unreachable', details: { reason: 'proxy', outcome: 'not-sent' } })
  })
})

describe('the system’s proxy', () => {
  let platform: PlatformServer
  const start = async () => {
    platform = await startPlatformServer(() => ({ json: success }))
    ends.push(() => platform.stop())
  }

  it('is used by scheme, and not for the hosts it is not for', async () => {
    const { url, seen } = await startProxy(200)
    const system = proxyOfEnvironment({ HTTP_PROXY: url, NO_PROXY: '.inside.example' })
    await client('http://platform.example', { kind: 'system' }, system).stopCall('s')
    expect(seen).toHaveLength(1)
    expect(
      await failure(client('http://a.inside.example.invalid', { kind: 'system' }, { ...system, except: '*' }).stopCall('s')),
    ).toMatchObject({ details: { reason: 'dns' } })
    expect(seen).toHaveLength(1)
  })

  it('is never asked for this machine: the demo’s platform is here', async () => {
    await start()
    const { url, seen } = await startProxy(200)
    await client(platform.url, { kind: 'system' }, proxyOfEnvironment({ http_proxy: url })).stopCall('s')
    expect([seen.length, platform.requests.length]).toEqual([0, 1])
  })

  it('for plain HTTP alone leaves TLS to go straight', async () => {
    const { url, seen } = await startProxy(200)
    const system = { http: url, https: null, except: '' }
    const straight = client(`https://127.0.0.1:${await startTls()}`, { kind: 'system' }, system)
    expect(await failure(straight.stopCall('s'))).toMatchObject({ details: { reason: 'tls' } })
    expect(seen).toEqual([])
    await client('http://platform.example', { kind: 'system' }, system).stopCall('s')
    expect(seen).toHaveLength(1)
  })

  it.each(['http', 'https'])('of a kind that we do not speak to is named as what is wrong, and not connected to (%s)', async (scheme) => {
    await start()
    const proxy = await startProxy(200)
    const url = proxy.url.replace('http:', 'socks5:')
    const system = { ...proxyOfEnvironment({}), http: url, https: url }
    let waits = 0
    const random = () => (waits += 1)
    const api = client(`${scheme}://platform.example`, { kind: 'system' }, system, random)
    const wrong = { code: 'platform-unreachable', details: { reason: 'proxy-kind', outcome: 'not-sent' } }
    expect(await failure(api.stopCall('s'))).toMatchObject(wrong)
    expect(await failure(api.fetchBinding('b-1'))).toMatchObject(wrong)
    expect([waits, proxy.seen.length]).toEqual([0, 0])
    expect(api.health()).toMatchObject({ state: 'failing', error: { details: { reason: 'proxy-kind' } } })
    // This machine is reached without it.
    await client(platform.url, { kind: 'system' }, system).stopCall('s')
    expect(platform.requests).toHaveLength(1)
  })

  it('is left aside where the app says so', async () => {
    await start()
    const { url, seen } = await startProxy(200)
    await client(platform.url, { kind: 'none' }, { http: url, https: url, except: '' }).stopCall('s')
    expect([seen.length, platform.requests.length]).toEqual([0, 1])
  })
})

describe('proxies of the environment', () => {
  it.each<[Record<string, string>, Partial<SystemProxy>]>([
    [{}, { http: null, https: null }],
    [
      { http_proxy: 'http://p:1', HTTP_PROXY: 'http://q:2' },
      { http: 'http://p:1', https: 'http://p:1' },
    ],
    [{ HTTPS_PROXY: 'p.example:3128' }, { http: null, https: 'http://p.example:3128' }],
    [
      { HTTP_PROXY: ' ', HTTPS_PROXY: 'socks5://p:1' },
      { http: null, https: 'socks5://p:1' },
    ],
    [{ HTTPS_PROXY: 'http://:' }, { http: null, https: null }],
    [{ no_proxy: 'a.example, .b.example' }, { except: 'localhost,127.0.0.1,::1,a.example, .b.example' }],
  ])('%j', (environment, expected) => {
    expect(proxyOfEnvironment(environment)).toMatchObject(expected)
  })
})

describe('what the system says', () => {
  const os = { http: null, https: 'http://office:8080' }

  it.each<[string, Record<string, string>, typeof os | null, Partial<SystemProxy>]>([
    ['is what the OS says', {}, os, os],
    ['is what the environment says, if it names any proxy', { http_proxy: 'p:1' }, os, { http: 'http://p:1', https: 'http://p:1' }],
    ['keeps to the exceptions of the environment', { NO_PROXY: '.b.example' }, os, { ...os, except: 'localhost,127.0.0.1,::1,.b.example' }],
    ['is nothing where nobody says anything', {}, null, { http: null, https: null }],
  ])('%s', (_, environment, said, expected) => {
    expect(proxyOfSystem(environment, said)).toMatchObject(expected)
  })
})
