import { readFileSync } from 'node:fs'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { PlatformApi } from '../../../../electron/platform/platform-api.ts'
import { AppError } from '../../../../shared/errors.ts'
import { aPlatformClient, type ClientWishes } from '../../../builders/platform-client.ts'
import { makeClientTime, type ClientTime } from '../../../support/client-time.ts'
import { startPlatformServer, success, type Answer } from '../../../support/platform-server.ts'

/** What the network and a platform that is not what it should be do to us, and what we make of it. */

const ends: (() => Promise<unknown>)[] = []
let time: ClientTime
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

function client(url: string, wishes: ClientWishes = {}): PlatformApi {
  time = makeClientTime()
  const api = aPlatformClient(url, { timers: time, ...wishes })
  ends.push(() => api.close())
  return api
}

async function answering(answer: Answer, wishes: ClientWishes = {}): Promise<PlatformApi> {
  const server = await startPlatformServer(() => answer)
  ends.push(() => server.stop())
  return client(server.url, wishes)
}

async function failure(asked: Promise<unknown>): Promise<AppError> {
  const thrown = await asked.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(thrown instanceof AppError)) throw new Error('no AppError was thrown')
  return thrown
}

describe('the network', () => {
  it('has no such host', async () => {
    const api = client('http://no-such-host.invalid')
    expect(await failure(api.stopCall('s'))).toMatchObject({
      code: 'platform-unreachable',
      details: { reason: 'dns', outcome: 'not-sent' },
    })
  })

  it.each([
    ['nothing at all', () => undefined],
    ['half an answer', (response) => void response.writeHead(200).write('{"resultcode":')],
  ] satisfies [string, Answer][])('answers %s in time', async (_, answer) => {
    const api = await answering(answer)
    const asked = failure(api.stopCall('s'))
    await time.pass(15_000)
    expect(await asked).toMatchObject({ code: 'platform-unreachable', details: { reason: 'timeout', outcome: 'unknown' } })
  })

  it('breaks off in the middle of an answer', async () => {
    const api = await answering((response, socket) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('{"resultcode":"0"')
      setImmediate(() => socket.destroy())
    })
    expect(await failure(api.stopCall('s'))).toMatchObject({
      code: 'platform-unreachable',
      details: { reason: 'connection-lost', outcome: 'unknown' },
    })
  })

  it('shows a certificate that does not hold: nothing is sent, and nothing is asked twice', async () => {
    const pem = (name: string) => readFileSync(new URL(`../../../fixtures/loopback-${name}.pem`, import.meta.url))
    let requests = 0
    const server = createTlsServer({ cert: pem('cert'), key: pem('key') }, () => (requests += 1))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    ends.push(() => new Promise((resolve) => server.close(resolve)))
    const api = client(`https://127.0.0.1:${(server.address() as AddressInfo).port}`)
    expect(await failure(api.fetchBinding('b-1'))).toMatchObject({
      code: 'platform-unreachable',
      details: { reason: 'tls', outcome: 'not-sent' },
    })
    expect(requests).toBe(0)
  })
})

describe('an answer', () => {
  const listed = (entry: object) => ({ ...success, relationNumList: [entry] })

  it.each([
    ['a page', { status: 200, text: '<html><body>Sign in to the hotel</body></html>' }, /Sign in/],
    ['nothing', { status: 200, text: '' }, /no result code/],
    ['JSON that is no object', { json: [1] }, /no result code/],
    ['a result without a code', { json: { resultdesc: 'ok' } }, /resultdesc/],
    ['a redirect', { status: 302, text: '', headers: { Location: 'http://127.0.0.1:1/elsewhere' } }, /no result code/],
    ['a success that is none', { status: 500, json: success }, /HTTP 500/],
    ['a list that is none', { json: { ...success, relationNumList: {} } }, /relationNumList/],
    ['a binding without an id', { json: listed({ relationNum: '+8617000000001' }) }, /relationNumList\.0\.subscriptionId/],
    ['a direction that is no number', { json: listed({ subscriptionId: 'b', callDirection: 'both' }) }, /callDirection/],
    ['a 403 of somebody on the way', { status: 403, text: 'Access denied' }, /Access denied/],
  ] satisfies [string, Answer, RegExp][])('that is %s does not fit', async (_, answer, said) => {
    const api = await answering(answer)
    const error = await failure(api.fetchBinding('b-1'))
    expect(error).toMatchObject({ code: 'platform-contract', details: { reason: 'unexpected-answer' } })
    expect(error.message).toMatch(said)
    expect(api.health()).toMatchObject({ state: 'failing', error: { code: 'platform-contract' } })
  })

  it('that does not fit is shown with its fields, without its numbers', async () => {
    const api = await answering({
      json: listed({ callerNum: '+8613800000001', calleeNum: 13900000002, userData: `order ${'x'.repeat(300)}`, '13700000003': 'y' }),
    })
    const { message, details } = await failure(api.fetchBinding('b-1'))
    for (const text of [message, String(details?.['sample'])]) {
      expect(text).toContain('"callerNum":"+#############"')
      expect(text).not.toMatch(/1380000|1390000|1370000|x{30}/)
    }
    expect(String(details?.['sample']).length).toBeLessThanOrEqual(800)
    expect(details).toMatchObject({ field: 'relationNumList.0.subscriptionId' })
  })

  it('that never ends is not read to its end', async () => {
    const api = await answering((response) => {
      response.writeHead(200)
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
      }
      response.on('drain', more)
      more()
    })
    expect(await failure(api.stopCall('s'))).toMatchObject({ code: 'platform-contract', details: { reason: 'answer-too-large' } })
  })

  it.each([
    ['empty', ''],
    ['a page', '<h1>404</h1>'],
    ['somebody else’s JSON', '{"error_msg":"The API does not exist"}'],
  ])('404 that is %s means a wrong base URL', async (_, text) => {
    const api = await answering({ status: 404, text })
    expect(await failure(api.fetchBinding('b-1'))).toMatchObject({ code: 'platform-rejected', details: { reason: 'wrong-base-url' } })
  })

  it('404 with a result code means what the code says', async () => {
    const api = await answering({ status: 404, json: { resultcode: '1012007', resultdesc: 'The record does not exist.' } })
    expect((await api.fetchBinding('b-1')).value).toEqual([])
  })

  it('keeps the platform’s code and words, the words without numbers', async () => {
    const resultdesc = 'Invalid request.callerNum 13800000001 is wrong'
    const api = await answering({ status: 400, json: { resultcode: '1010002', resultdesc } })
    expect(await failure(api.fetchBinding('b-1'))).toMatchObject({
      code: 'invalid-input',
      platformCode: '1010002',
      message: 'the platform answered 1010002: Invalid request.callerNum 138****0001 is wrong',
      details: { status: 400, outcome: 'refused' },
    })
    expect(api.health()).toMatchObject({ state: 'ok', error: null })
  })

  it.each([
    ['0', 200],
    [0, 201],
  ])('of success is %j with HTTP %d', async (resultcode, status) => {
    const api = await answering({ status, json: { resultcode, novelty: true } })
    expect((await api.stopCall('s')).value).toBeNull()
  })

  it.each([
    [{ resultcode: '0', resultdesc: 'Success', relationNumList: null }],
    [{ resultcode: '0' }],
    [{ resultcode: '1012007' }],
    [{ resultcode: '1016001' }],
  ])('%j tells of no binding', async (json) => {
    const api = await answering({ json })
    expect((await api.fetchBinding('b-1')).value).toEqual([])
  })
})
