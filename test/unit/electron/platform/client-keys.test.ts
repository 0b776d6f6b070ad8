import { afterEach, describe, expect, it } from 'vitest'
import { parseSignature, verifySignature } from '../../../../electron/platform/sign.ts'
import type { PlatformApi } from '../../../../electron/platform/platform-api.ts'
import { aPlatformClient, type ClientWishes } from '../../../builders/platform-client.ts'
import { makeClientTime, type ClientTime } from '../../../support/client-time.ts'
import { refusal, startPlatformServer, success, type PlatformServer, type SeenRequest } from '../../../support/platform-server.ts'

/** Which secret signs, when one is rotated and when none is right. */

let server: PlatformServer
let api: PlatformApi
let time: ClientTime
let secrets: string[]
afterEach(async () => {
  await api.close()
  await server.stop()
})

const known = ['s-old', 's-new', 's-test']

/** The secret a request was signed with, as the platform finds out. */
function signer(request: SeenRequest): string | undefined {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  const signature = parseSignature(headers)
  return 'fault' in signature ? undefined : known.find((secret) => verifySignature(signature, [secret]))
}

async function start(right: string | null, wishes: ClientWishes = {}): Promise<void> {
  time = makeClientTime()
  secrets = ['s-new', 's-old']
  server = await startPlatformServer((request) => (signer(request) === right ? { json: success } : refusal(1010003, 401)))
  api = aPlatformClient(server.url, { secrets: () => secrets, timers: time, ...wishes })
}

const signers = () => server.requests.map(signer)
const ask = (priority: 'interactive' | 'background' = 'interactive') => api.fetchBinding('b-1', { priority })

describe('signing', () => {
  it.each(['aksk', 'wsse'] as const)('is done the way the app is set to: %s', async (generation) => {
    await start('s-new', { api: { generation }, nonce: () => 'n0nce' })
    await ask()
    const headers = server.requests[0]?.headers ?? {}
    expect(headers.authorization).toBe(`${generation.toUpperCase()} realm="SDP",profile="UsernameToken",type="Appkey"`)
    expect(headers[`x-${generation}`]).toMatch(
      /^UsernameToken Username="k-test",PasswordDigest="[^"]{44}",Nonce="n0nce",Created="2026-03-01T02:00:00Z"$/,
    )
    expect(headers[generation === 'aksk' ? 'x-wsse' : 'x-aksk']).toBeUndefined()
  })

  it('has a nonce of its own for each try', async () => {
    await start('s-old')
    await ask()
    const nonces = server.requests.map(({ headers }) => /Nonce="(\w+)"/.exec(String(headers['x-aksk']))?.[1])
    expect(new Set(nonces).size).toBe(2)
  })
})

describe('two secrets while one is rotated', () => {
  it('begins with the newest and stays with what works', async () => {
    await start('s-new')
    await ask()
    await ask()
    expect(signers()).toEqual(['s-new', 's-new'])
  })

  it('tries the other once, remembers it, and does so for a bind as well: what was refused has done nothing', async () => {
    await start('s-old')
    await api.stopCall('s')
    await ask()
    expect(signers()).toEqual(['s-new', 's-old', 's-old'])
  })

  it('goes over to the new one when the platform does', async () => {
    let right = 's-old'
    await start(null)
    await server.stop()
    await api.close()
    server = await startPlatformServer((request) => (signer(request) === right ? { json: success } : refusal(1010003, 401)))
    api = aPlatformClient(server.url, { secrets: () => secrets, timers: time })
    await ask()
    right = 's-new'
    await ask()
    await ask()
    expect(signers()).toEqual(['s-new', 's-old', 's-old', 's-new', 's-new'])
  })

  it('does not send more than two wrong ones, and leaves the platform alone afterwards where nobody waits', async () => {
    await start(null)
    await expect(ask()).rejects.toMatchObject({ code: 'credentials', platformCode: '1010003' })
    expect(signers()).toEqual(['s-new', 's-old'])
    await expect(ask('background')).rejects.toMatchObject({ code: 'credentials', details: { reason: 'secret-refused' } })
    expect(server.requests).toHaveLength(2)
    await expect(ask()).rejects.toMatchObject({ code: 'credentials', platformCode: '1010003' })
    expect(server.requests).toHaveLength(3)
    time.advance(10 * 60_000)
    await expect(ask('background')).rejects.toMatchObject({ platformCode: '1010003' })
    expect(server.requests.length).toBeLessThanOrEqual(5)
    expect(api.health()).toMatchObject({ state: 'failing', error: { code: 'credentials' } })
  })

  it('takes a corrected secret at once', async () => {
    await start('s-test')
    await expect(ask('background')).rejects.toMatchObject({ code: 'credentials' })
    secrets = ['s-test']
    await ask('background')
    expect(signers()).toEqual(['s-new', 's-old', 's-test'])
    expect(api.health().state).toBe('ok')
  })

  it('does not blame the secret for a faulty header or a wrong address', async () => {
    await start(null)
    await server.stop()
    for (const fault of [refusal(1023036, 400), refusal(1020166, 403), refusal(1010040, 403)]) {
      server = await startPlatformServer(() => fault)
      await api.close()
      api = aPlatformClient(server.url, { secrets: () => secrets })
      await expect(ask()).rejects.toThrow()
      expect(server.requests).toHaveLength(1)
      await server.stop()
    }
    server = await startPlatformServer(() => ({ json: success }))
  })
})

it('says so when no secret is at hand', async () => {
  await start('s-new', { secrets: () => [] })
  await expect(ask()).rejects.toMatchObject({ code: 'credentials', details: { reason: 'no-secret', outcome: 'not-sent' } })
  expect(server.requests).toEqual([])
})
