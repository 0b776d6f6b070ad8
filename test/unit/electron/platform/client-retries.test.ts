import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { ApiHealth, PlatformApi } from '../../../../electron/platform/platform-api.ts'
import type { ShutOuts } from '../../../../electron/platform/client.ts'
import { flowControlPauseMs, shutOutMs } from '../../../../electron/platform/result-errors.ts'
import { AppError } from '../../../../shared/errors.ts'
import { aPlatformClient, type ClientWishes } from '../../../builders/platform-client.ts'
import { makeClientTime, type ClientTime } from '../../../support/client-time.ts'
import { refusal, startPlatformServer, success, type Answer, type PlatformServer } from '../../../support/platform-server.ts'

/** What is asked again, when, and what is not; on a clock of the test. */

let server: PlatformServer
let api: PlatformApi
let time: ClientTime
let news: ApiHealth[]
afterEach(async () => {
  await api.close()
  await server.stop()
})

const one = { ...success, relationNumList: [{ subscriptionId: 'b-1', relationNum: '+8617000000001' }] }
const hangUp: Answer = (_, socket) => socket.destroy()

/** @param answers in order; the last one goes on */
async function start(answers: Answer[], wishes: ClientWishes = {}): Promise<void> {
  time = makeClientTime()
  news = []
  server = await startPlatformServer((_, order) => answers[order] ?? answers.at(-1) ?? { json: one })
  api = aPlatformClient(server.url, { timers: time, onHealth: (health) => news.push(health), ...wishes })
}

const sent = () => server.requests.map(({ method }) => method).join(' ')
const ask = (signal?: AbortSignal) => api.fetchBinding('b-1', signal ? { signal } : {})
const failure = async (asked: Promise<unknown>): Promise<AppError> => {
  const thrown = await asked.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(thrown instanceof AppError)) throw new Error('no AppError was thrown')
  return thrown
}

describe('a question', () => {
  it.each([
    ['a lost connection', hangUp],
    ['HTTP 500 without a result', { status: 500, text: 'oops' }],
    ['HTTP 502 with a page of a gateway', { status: 502, text: '<html>bad gateway</html>' }],
    ['1010001', refusal(1010001, 500)],
    ['1023002', refusal(1023002, 500)],
    ['an unlisted code with HTTP 500', refusal(1999999, 500)],
  ] satisfies [string, Answer][])('is asked again after %s', async (_, fault) => {
    await start([fault, fault, fault, { json: one }])
    expect((await ask()).value).toHaveLength(1)
    expect(sent()).toBe('GET GET GET GET')
    expect(api.health()).toMatchObject({ state: 'ok', error: null, lastOkAt: time.now() })
  })

  it('is given up after four tries, with the last failure', async () => {
    await start([hangUp])
    expect(await failure(ask())).toMatchObject({ code: 'platform-unreachable', details: { reason: 'connection-lost' } })
    expect(sent()).toBe('GET GET GET GET')
    expect(api.health()).toMatchObject({ state: 'failing', error: { code: 'platform-unreachable' } })
  })

  it.each([
    [0.999_9, [500, 1_000, 2_000]],
    [0.5, [250, 500, 1_000]],
  ])('waits any part of a doubling time before each try (random %d)', async (random, expected) => {
    const waits: number[] = []
    const clock = makeClientTime()
    const timers = {
      now: clock.now,
      after(ms: number, work: () => void) {
        // Between the spacing of requests and the time of one try there is only the waiting this is about.
        if (ms <= 10 || ms >= 60_000) return clock.after(ms, work)
        waits.push(Math.round(ms))
        return clock.after(1, work)
      },
    }
    await start([hangUp], { random: () => random, timers, api: { timeoutMs: 60_000 } })
    await failure(ask())
    expect(waits).toEqual(expected)
  })

  it.each([
    ['a refusal of the business', refusal(1010002, 400), 'invalid-input'],
    ['an answer that makes no sense', { json: { ok: true } }, 'platform-contract'],
    ['a wrong base URL', { status: 404, text: '' }, 'platform-rejected'],
  ] satisfies [string, Answer, string][])('is not asked again after %s', async (_, answer, code) => {
    await start([answer])
    expect(await failure(ask())).toMatchObject({ code })
    expect(sent()).toBe('GET')
  })

  it('is given up at once when nobody wants the answer any more', async () => {
    await start([() => undefined])
    const gone = new AbortController()
    const asked = failure(ask(gone.signal))
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    gone.abort()
    expect((await asked).code).toBe('cancelled')
    expect(sent()).toBe('GET')
    expect(await failure(ask(gone.signal))).toMatchObject({ code: 'cancelled', details: { outcome: 'not-sent' } })
    expect(api.health()).toMatchObject({ state: 'idle' })
  })
})

describe('what changes something', () => {
  const wishes: [string, () => Promise<unknown>][] = [
    ['a change', () => api.change({ mode: 'AXB', bindingId: 'b-1', maxMinutes: 5 })],
    ['the end of a call', () => api.stopCall('s-1')],
  ]

  it.each(wishes)('is never repeated: %s', async (_, wish) => {
    await start([hangUp])
    expect(await failure(wish())).toMatchObject({ code: 'platform-unreachable', details: { outcome: 'unknown' } })
    expect(server.requests).toHaveLength(1)
  })

  it.each([
    ['the platform stumbled', refusal(1010001, 500), 'unknown'],
    ['it said so in a way nobody can read', { status: 200, text: 'Success' }, 'unknown'],
    ['it was refused', refusal(1012007), 'refused'],
    ['flow control', refusal(1010010), 'refused'],
  ] satisfies [string, Answer, string][])('says what became of it: %s', async (_, answer, outcome) => {
    await start([answer])
    expect(await failure(api.change({ mode: 'AXB', bindingId: 'b-1', maxMinutes: 5 }))).toMatchObject({ details: { outcome } })
    expect(sent()).toBe('PUT')
  })

  it('was never sent where nobody listens', async () => {
    await start([])
    await server.stop()
    expect(await failure(api.stopCall('s-1'))).toMatchObject({
      code: 'platform-unreachable',
      details: { reason: 'refused', outcome: 'not-sent' },
    })
    server = await startPlatformServer(() => ({ json: one }))
  })
})

describe('unbinding', () => {
  it.each(['1012007', '1016001'])('is done when the record does not exist (%s)', async (code) => {
    await start([refusal(Number(code))])
    expect((await api.unbind({ bindingId: 'b-1' })).value).toBeNull()
  })

  it('is looked after when its answer is lost: gone means done', async () => {
    await start([hangUp, refusal(1012007)])
    expect((await api.unbind({ bindingId: 'b-1' })).value).toBeNull()
    expect(sent()).toBe('DELETE GET')
  })

  it('is not repeated when the binding is still there, or nobody can tell', async () => {
    await start([hangUp, { json: one }, hangUp])
    expect(await failure(api.unbind({ bindingId: 'b-1' }))).toMatchObject({ details: { outcome: 'unknown' } })
    expect(await failure(api.unbind({ bindingId: 'b-1' }))).toMatchObject({ details: { outcome: 'unknown' } })
    expect(sent()).toBe('DELETE GET DELETE GET GET GET GET')
  })
})

describe('flow control', () => {
  it('stops everything for a minute; then questions go on at half the pace, which comes back', async () => {
    await start([refusal(1010010), { json: one }], { api: { requestsPerSecond: 2, concurrency: 8 } })
    const asked = ask()
    await time.pass(flowControlPauseMs)
    expect(news[0]).toMatchObject({ state: 'paced', until: time.now(), error: { code: 'rate-limited', retryAfterMs: 60_000 } })
    expect((await asked).value).toHaveLength(1)
    expect(api.health()).toMatchObject({ state: 'paced', until: null })
    const pauseEnd = time.now()
    await ask()
    await ask()
    expect(time.now() - pauseEnd).toBeGreaterThanOrEqual(1_900)
    time.advance(5 * 60_000)
    const recovered = time.now()
    await ask()
    await ask()
    expect(time.now() - recovered).toBeLessThanOrEqual(600)
    expect(api.health()).toMatchObject({ state: 'ok', until: null })
  })

  it('is waited out twice, not for ever', async () => {
    await start([refusal(1010010)])
    const asked = failure(ask())
    await time.pass(flowControlPauseMs)
    await time.pass(flowControlPauseMs)
    expect(await asked).toMatchObject({ code: 'rate-limited', platformCode: '1010010', retryAfterMs: 60_000 })
    expect(sent()).toBe('GET GET GET')
  })

  it('halves the pace once for a burst that was refused together', async () => {
    const held: ServerResponse[] = []
    const refuseTogether: Answer = (response) => {
      held.push(response)
      if (held.length < 4) return
      for (const each of held) each.writeHead(403, { Connection: 'close' }).end(JSON.stringify({ resultcode: '1010010' }))
    }
    await start([refuseTogether, refuseTogether, refuseTogether, refuseTogether, { json: one }], { api: { concurrency: 4 } })
    const asked = Promise.all([ask(), ask(), ask(), ask()])
    await time.pass(flowControlPauseMs)
    await asked
    const before = time.now()
    await ask()
    await ask()
    // 100 a second halved are 20 ms apart; halved four times they would be 160.
    expect(time.now() - before).toBeLessThanOrEqual(60)
  })

  it('holds back what comes meanwhile, and a person goes first', async () => {
    await start([refusal(1010010), { json: one }], { api: { concurrency: 1 } })
    const order: string[] = []
    const later = (name: string, priority: 'interactive' | 'background') =>
      api.fetchBinding(name, { priority }).then(() => order.push(name))
    const all = [later('first', 'background'), later('second', 'background'), later('third', 'interactive')]
    await time.pass(flowControlPauseMs)
    await Promise.all(all)
    expect(server.requests.map(({ query }) => query.replace('subscriptionId=', '')).slice(1)).toEqual(['third', 'second', 'first'])
    expect(order).toEqual(['third', 'second', 'first'])
  })
})

describe('being shut out (1020176)', () => {
  it('sends nothing for 30 minutes, says so, and gives up what was waiting', async () => {
    await start([refusal(1020176), { json: one }], { api: { concurrency: 1 } })
    const [first, waiting] = await Promise.all([failure(ask()), failure(ask())])
    expect(first).toMatchObject({ code: 'restricted', platformCode: '1020176', retryAfterMs: shutOutMs })
    expect(waiting).toMatchObject({ code: 'restricted', details: { outcome: 'not-sent' } })
    const until = time.now() + shutOutMs
    expect(news.at(-1)).toMatchObject({ state: 'blocked', until })
    time.advance(shutOutMs - 1_000)
    expect(await failure(ask())).toMatchObject({ code: 'restricted', platformCode: '1020176', retryAfterMs: 1_000 })
    expect(api.health()).toMatchObject({ state: 'blocked', until })
    expect(sent()).toBe('GET')
    time.advance(1_000)
    expect((await ask()).value).toHaveLength(1)
    expect(news.at(-1)).toMatchObject({ state: 'ok' })
  })
})

describe('one address that is shut out', () => {
  it('is so for every app that goes there from it, and for a client that is made anew', async () => {
    const shutOuts: ShutOuts = new Map()
    await start([refusal(1020176), { json: one }], { shutOuts })
    const other = aPlatformClient(server.url, { appKey: 'k-other', timers: time, shutOuts, api: { concurrency: 2 } })
    const viaProxy = { proxy: { kind: 'explicit', url: server.url } } as const
    const elsewhere = aPlatformClient(server.url, { timers: time, shutOuts, api: viaProxy })
    await failure(ask())
    expect(await failure(other.fetchBinding('b-1'))).toMatchObject({ code: 'restricted', platformCode: '1020176' })
    expect(other.health()).toMatchObject({ state: 'blocked' })
    expect((await elsewhere.fetchBinding('b-1')).value).toHaveLength(1)
    expect(server.requests).toHaveLength(2)
    await Promise.all([other.close(), elsewhere.close()])
  })
})

describe('closing', () => {
  it('ends what is under way and what waits with `cancelled`', async () => {
    await start([() => undefined], { api: { concurrency: 1 } })
    const asked = [failure(ask()), failure(ask())]
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await api.close()
    expect((await Promise.all(asked)).map(({ code }) => code)).toEqual(['cancelled', 'cancelled'])
    expect(await failure(ask())).toMatchObject({ code: 'cancelled' })
    expect(time.standing()).toEqual([])
  })
})
