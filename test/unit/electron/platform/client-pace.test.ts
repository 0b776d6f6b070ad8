import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { PlatformApi } from '../../../../electron/platform/platform-api.ts'
import type { ApiSettings } from '../../../../shared/domain/platform-app.ts'
import { aPlatformClient } from '../../../builders/platform-client.ts'
import { makeClientTime, type ClientTime } from '../../../support/client-time.ts'
import { startPlatformServer, success, type Answer, type PlatformServer } from '../../../support/platform-server.ts'

/** How many requests leave, and how fast. */

let server: PlatformServer
let api: PlatformApi
let time: ClientTime
afterEach(async () => {
  await api.close()
  await server.stop()
})

async function start(settings: Partial<ApiSettings>, answer: () => Answer): Promise<void> {
  time = makeClientTime()
  server = await startPlatformServer(answer)
  api = aPlatformClient(server.url, { timers: time, api: settings })
}

const many = (count: number, priority: 'interactive' | 'background' = 'background') =>
  Array.from({ length: count }, (_, order) => api.fetchBinding(`b-${order}`, { priority }))

describe('requests under way at a time', () => {
  it.each([1, 3])('are at most %d', async (concurrency) => {
    const held: ServerResponse[] = []
    let most = 0
    await start({ concurrency }, () => (response) => {
      held.push(response)
      most = Math.max(most, held.length)
      // Long enough for any that should not be there to arrive.
      setTimeout(() => {
        held.splice(held.indexOf(response), 1)
        response.writeHead(200, { Connection: 'close' }).end(JSON.stringify(success))
      }, 20)
    })
    await Promise.all(many(10))
    expect([most, server.requests.length]).toEqual([concurrency, 10])
  })
})

describe('requests per second', () => {
  it('are spaced evenly, without a burst at the beginning', async () => {
    const begun: number[] = []
    await start({ concurrency: 32, requestsPerSecond: 2 }, () => {
      begun.push(time.now())
      return { json: success }
    })
    const from = time.now()
    await Promise.all(many(6))
    expect(time.now() - from).toBeGreaterThanOrEqual(2_500)
    expect(begun).toHaveLength(6)
  })

  it('hold each other up no longer when the machine’s clock is set back', async () => {
    await start({ requestsPerSecond: 1 }, () => ({ json: success }))
    await Promise.all(many(2))
    time.advance(-3_600_000)
    const from = time.now()
    await Promise.all(many(2))
    expect(time.now() - from).toBeLessThanOrEqual(2_000)
  })
})

describe('a request that waits', () => {
  it('is passed by one that a person waits for', async () => {
    await start({ concurrency: 1 }, () => ({ json: success }))
    const background = many(5)
    const asked = api.fetchBinding('urgent')
    await Promise.all([...background, asked])
    expect(server.requests.findIndex(({ query }) => query.endsWith('urgent'))).toBeLessThanOrEqual(1)
  })

  it('leaves no trace when it is given up', async () => {
    await start({ concurrency: 1 }, () => ({ json: success }))
    const gone = new AbortController()
    const all = Array.from({ length: 5 }, () => api.fetchBinding('b', { signal: gone.signal }).catch((error: unknown) => error))
    gone.abort()
    await Promise.all(all)
    expect((await api.fetchBinding('after')).value).toEqual([])
    expect(server.requests.length).toBeLessThanOrEqual(2)
  })
})
