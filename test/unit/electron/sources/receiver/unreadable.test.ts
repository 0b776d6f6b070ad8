import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { keptBytesOfRejected, maxBodyBytes, maxBodyMs } from '../../../../../shared/domain/delivery.ts'
import { eventBody, numbers } from '../../../../builders/pushes.ts'
import { openTestReceiver } from '../../../../builders/test-receiver.ts'
import { push, pushHeaders } from '../../../../support/push-client.ts'

const callin = (session: string) => eventBody('callin', session, Date.now())

/** A connection that says what the test says, byte by byte. */
async function raw(url: string): Promise<{ socket: Socket; head: (...lines: string[]) => void; answer: () => Promise<string> }> {
  const { port, pathname } = new URL(url)
  const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true })
  onTestFinished(() => void socket.destroy())
  let heard = ''
  socket.on('data', (chunk) => (heard += chunk.toString('latin1')))
  socket.on('error', () => {})
  await once(socket, 'connect')
  return {
    socket,
    head(...lines) {
      const signed = Object.entries(pushHeaders()).map(([name, value]) => `${name}: ${value}`)
      socket.write(`${[`POST ${pathname} HTTP/1.1`, 'Host: 127.0.0.1', ...signed, ...lines].join('\r\n')}\r\n\r\n`)
    },
    async answer() {
      for (let waited = 0; !heard.includes('\r\n\r\n') && waited < 5_000; waited += 10) await sleep(10)
      return heard
    },
  }
}

const kept = 'SELECT reason, length(body) AS bytes, head FROM rejects ORDER BY id'

describe('a body that is no JSON', () => {
  it.each([
    ['text', 'hello'],
    ['nothing', ''],
    ['half of it', JSON.stringify(callin('s-1')).slice(0, -1)],
  ])('of %s is answered 400 and kept', async (_, body) => {
    const { url, rows } = await openTestReceiver()
    expect(await push(url, body)).toMatchObject({ status: 400, text: '{"reason":"not-json"}' })
    expect(rows(kept)).toEqual([{ reason: 'not-json', bytes: body.length, head: expect.stringContaining('x-aksk') }])
    expect(rows('SELECT verdict, reason, kind, copies FROM v_deliveries')).toEqual([
      { verdict: 'refused', reason: 'not-json', kind: 'unknown', copies: 1 },
    ])
  })

  it('for its bytes being no UTF-8 is kept as it came', async () => {
    const { url, rows } = await openTestReceiver()
    const bytes = new Uint8Array([...Buffer.from('{"eventType":"'), 0xc3, 0x28, ...Buffer.from('"}')])
    expect((await push(url, bytes)).status).toBe(400)
    expect(rows('SELECT hex(body) AS body FROM rejects')).toEqual([{ body: Buffer.from(bytes).toString('hex').toUpperCase() }])
  })
})

describe('a body too large', () => {
  it('is given up after what is kept of it, when it says how long it is', async () => {
    const { url, rows } = await openTestReceiver()
    const { socket, head, answer } = await raw(url)
    head('Content-Length: 1000000000')
    socket.write('x'.repeat(keptBytesOfRejected))
    expect(await answer()).toMatch(/^HTTP\/1.1 413 /)
    expect(rows(kept)).toMatchObject([{ reason: 'too-large', bytes: keptBytesOfRejected }])
  })

  it('is given up at the limit, when it does not say', async () => {
    const { url, rows } = await openTestReceiver()
    const { socket, head, answer } = await raw(url)
    head('Transfer-Encoding: chunked')
    const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`
    for (let sent = 0; sent <= maxBodyBytes; sent += 0x8000) socket.write(chunk)
    expect(await answer()).toMatch(/^HTTP\/1.1 413 [^]*connection: close/i)
    expect(rows(kept)).toMatchObject([{ reason: 'too-large', bytes: keptBytesOfRejected }])
  })

  it('is one byte over the limit, not one below', async () => {
    const { url, rows } = await openTestReceiver()
    const filled = (size: number) => JSON.stringify(callin('s-1')).padEnd(size, ' ')
    expect((await push(url, filled(maxBodyBytes))).status).toBe(200)
    expect((await push(url, filled(maxBodyBytes + 1))).status).toBe(413)
    expect(rows('SELECT verdict FROM v_deliveries ORDER BY id DESC')).toEqual([{ verdict: 'accepted' }, { verdict: 'refused' }])
  })
})

describe('a body too slow', () => {
  it('is given up and what came of it is kept', async () => {
    let late = 0
    const { url, rows } = await openTestReceiver({ now: () => Date.now() + late })
    const { socket, head, answer } = await raw(url)
    head('Content-Length: 1000')
    socket.write('{"eventType":')
    await sleep(50)
    late = maxBodyMs + 1
    expect(await answer()).toMatch(/^HTTP\/1.1 408 /)
    expect(rows(kept)).toMatchObject([{ reason: 'too-slow', bytes: 13 }])
  })

  it('of a sender who has gone is not answered and leaves nothing behind', async () => {
    const { url, rows, waiting } = await openTestReceiver()
    const { socket, head } = await raw(url)
    head('Content-Length: 1000')
    socket.write('{"eventType":')
    await sleep(50)
    socket.destroy()
    await sleep(50)
    expect((await push(url, callin('s-1'))).status).toBe(200)
    expect(rows('SELECT count(*) AS n FROM v_deliveries')).toEqual([{ n: 1 }])
    expect(waiting()).toBe(0)
  })
})

describe('a queue that is full', () => {
  it.each([
    ['pushes', { pushes: 3, size: 1_000_000 }, 100],
    ['text', { pushes: 1_000, size: 3_000 }, 1_000],
  ])('of %s is answered 503 until it is shorter', async (_, limits, length) => {
    let release = () => {}
    const stuck = new Promise<void>((resolve) => (release = resolve))
    const { url, waiting, store } = await openTestReceiver({
      limits,
      store: async (arrivals) => {
        await stuck
        return store.ingest.group(arrivals).length
      },
    })
    const body = (session: string) => JSON.stringify(callin(session)).padEnd(length)
    const first = Promise.all(['s-1', 's-2', 's-3'].map((session) => push(url, body(session))))
    for (let waited = 0; waiting() < 3 && waited < 5_000; waited += 10) await sleep(10)
    const refused = await push(url, body('s-4'))
    expect(refused).toMatchObject({ status: 503, text: '{"reason":"queue-full"}' })
    expect(refused.headers.get('retry-after')).toBe('60')
    release()
    expect((await first).map(({ status }) => status)).toEqual([200, 200, 200])
    expect(waiting()).toBe(0)
    expect((await push(url, body('s-4'))).status).toBe(200)
  })
})

it('answers over TLS with a certificate it is given', async () => {
  const pem = (name: string) => readFileSync(new URL(`../../../../fixtures/loopback-${name}.pem`, import.meta.url))
  const { url, rows } = await openTestReceiver({ tls: { cert: pem('cert'), key: pem('key') } })
  const status = await new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: pushHeaders(), ca: pem('cert'), agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.on('error', reject)
    sent.end(JSON.stringify(callin('s-1')))
  })
  expect(status).toBe(200)
  expect(rows('SELECT xNumber FROM v_calls')).toEqual([{ xNumber: numbers.x }])
})

it('answers with a status and a reason, never with what was pushed', async () => {
  const { url } = await openTestReceiver()
  const answers = [
    await push(url, callin('s-1'), { secret: 'wrong' }),
    await push(url, `${numbers.a}`.repeat(3)),
    await push(url, callin('s-1')),
  ]
  for (const { text } of answers) expect(text).not.toContain('138')
})
