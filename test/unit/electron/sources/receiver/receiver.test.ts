import { describe, expect, it } from 'vitest'
import { digest, toCreated } from '../../../../../electron/platform/sign.ts'
import { hourMs, minuteMs } from '../../../../../shared/domain/time.ts'
import { anApp, secret } from '../../../../builders/platform-app.ts'
import { eventBody, feeBody, feeRecord, monday, numberStatusBody, numbers, smsBody } from '../../../../builders/pushes.ts'
import { openTestReceiver } from '../../../../builders/test-receiver.ts'
import { freshNonce, push } from '../../../../support/push-client.ts'

const callin = (session: string) => eventBody('callin', session, Date.now())
const ok = { status: 200, text: '' }

describe('the signature of a push', () => {
  it('holds in both generations', async () => {
    const { url, rows } = await openTestReceiver()
    expect(await push(url, callin('s-1'), { generation: 'aksk' })).toMatchObject(ok)
    expect(await push(url, callin('s-2'), { generation: 'wsse' })).toMatchObject(ok)
    expect(rows('SELECT sessionId, appKey, phase FROM v_calls ORDER BY sessionId')).toEqual([
      { sessionId: 's-1', appKey: 'k-test', phase: 'ringing-in' },
      { sessionId: 's-2', appKey: 'k-test', phase: 'ringing-in' },
    ])
    expect(rows('SELECT DISTINCT signature FROM deliveries')).toEqual([{ signature: 'valid' }])
  })

  it('may have its attributes in any order and spacing', async () => {
    const { url } = await openTestReceiver()
    const created = toCreated(Date.now())
    const token = (nonce: string) => digest('aksk', secret, nonce, created).toString('base64')
    const spellings = [
      (nonce: string) => `UsernameToken Created="${created}", Nonce="${nonce}", PasswordDigest="${token(nonce)}", Username="k-test"`,
      (nonce: string) => `UsernameToken  nonce = "${nonce}" ,username="k-test" , passworddigest="${token(nonce)}",created="${created}"`,
    ]
    for (const spelling of spellings) {
      expect(await push(url, callin(freshNonce()), { headers: { 'X-AKSK': spelling(freshNonce()) } })).toMatchObject(ok)
    }
  })

  it('may be made with either of two secrets while one is being rotated, and with no third', async () => {
    const { url, secrets } = await openTestReceiver()
    secrets.unshift('next-secret')
    expect(await push(url, callin('s-1'), { secret })).toMatchObject(ok)
    expect(await push(url, callin('s-2'), { secret: 'next-secret' })).toMatchObject(ok)
    expect((await push(url, callin('s-3'), { secret: 'third-secret' })).status).toBe(401)
  })

  it('is refused with 401 where it is wrong, and head and body are kept', async () => {
    const { url, rows } = await openTestReceiver()
    const without = { headers: { 'X-AKSK': '' } }
    const answers = [
      await push(url, callin('s-1'), { secret: 'wrong' }),
      await push(url, callin('s-2'), without),
      await push(url, callin('s-3'), { headers: { 'X-AKSK': 'UsernameToken Username="k-test"' } }),
      await push(url, callin('s-4'), { appKey: 'k-other' }),
      await push(url, callin('s-5'), {
        headers: { 'X-AKSK': 'UsernameToken Username="k-test",PasswordDigest="d",Nonce="n",Created="soon"' },
      }),
    ]
    const reasons = ['signature-wrong', 'signature-missing', 'signature-malformed', 'unknown-key', 'signature-malformed']
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401])
    expect(answers.map(({ text }) => JSON.parse(text))).toEqual(reasons.map((reason) => ({ reason })))
    expect(rows('SELECT verdict, reason FROM v_deliveries ORDER BY id')).toEqual(reasons.map((reason) => ({ verdict: 'refused', reason })))
    const [kept] = rows('SELECT head, body FROM deliveries ORDER BY id')
    expect(JSON.parse(String(kept?.['body']))).toMatchObject({ statusInfo: { sessionId: 's-1' } })
    expect(JSON.parse(String(kept?.['head']))).toMatchObject({ 'x-aksk': expect.stringContaining('PasswordDigest') })
    expect(rows('SELECT 1 FROM v_calls')).toEqual([])
  })

  it('is only noted where the app is observed', async () => {
    const { url, rows } = await openTestReceiver({ app: { signature: 'observed' } })
    expect(await push(url, callin('s-1'), { secret: 'wrong' })).toMatchObject(ok)
    expect(await push(url, callin('s-2'), { headers: { 'X-AKSK': '' } })).toMatchObject(ok)
    expect(await push(url, callin('s-3'))).toMatchObject(ok)
    expect(rows('SELECT verdict, signature FROM deliveries ORDER BY id')).toEqual([
      { verdict: 'accepted', signature: 'wrong' },
      { verdict: 'accepted', signature: 'missing' },
      { verdict: 'accepted', signature: 'valid' },
    ])
  })

  it('cannot be checked while the secret is not at hand: 503, so that the platform comes again', async () => {
    const { url, rows, secrets } = await openTestReceiver()
    secrets.length = 0
    const answer = await push(url, callin('s-1'))
    expect(answer).toMatchObject({ status: 503, text: '{"reason":"secret-not-available"}' })
    expect(answer.headers.get('retry-after')).toBe('60')
    expect(rows('SELECT 1 FROM v_deliveries')).toEqual([])
  })
})

describe('replay and age', () => {
  it('refuses a known nonce with another body, and takes the same body for the double it is', async () => {
    const { url, rows } = await openTestReceiver()
    expect(await push(url, callin('s-1'), { nonce: 'n1' })).toMatchObject(ok)
    expect(await push(url, callin('s-2'), { nonce: 'n1' })).toMatchObject({ status: 401, text: '{"reason":"nonce-replayed"}' })
    const body = callin('s-3')
    for (let time = 0; time < 3; time += 1) expect(await push(url, body, { nonce: 'n2' })).toMatchObject(ok)
    expect(rows(`SELECT verdict, copies FROM v_deliveries ORDER BY id`)).toEqual([
      { verdict: 'accepted', copies: 1 },
      { verdict: 'refused', copies: 1 },
      { verdict: 'accepted', copies: 3 },
    ])
  })

  it.each([
    ['created-too-old', -12 * hourMs - 5_000, -12 * hourMs + 5_000],
    ['created-in-future', 15 * minuteMs + 5_000, 15 * minuteMs - 5_000],
  ])('holds back what is %s, answers 200, and takes it in when it comes in time', async (reason, off, within) => {
    const { url, rows } = await openTestReceiver()
    const body = callin('s-1')
    expect(await push(url, body, { signedAt: Date.now() + off })).toMatchObject(ok)
    expect(rows('SELECT verdict, reason FROM v_deliveries')).toEqual([{ verdict: 'stale', reason }])
    expect(rows('SELECT 1 FROM v_calls')).toEqual([])
    expect(await push(url, body, { signedAt: Date.now() + within })).toMatchObject(ok)
    expect(rows('SELECT verdict, reason, copies FROM v_deliveries')).toEqual([{ verdict: 'accepted', reason: null, copies: 2 }])
    expect(rows('SELECT sessionId FROM v_calls')).toEqual([{ sessionId: 's-1' }])
  })
})

describe('what a push says', () => {
  it.each([
    ['of no documented shape', { hello: 'world' }, 'unknown', 'unknown-shape'],
    ['that is a list', [1, 2], 'unknown', 'unknown-shape'],
    [
      'of an event nobody knows',
      { eventType: 'teleport', statusInfo: { timestamp: '2026-03-01 02:00:01', sessionId: 's' } },
      'call-event',
      'unknown-event-type',
    ],
    ['without a session', { eventType: 'callin', statusInfo: { timestamp: '2026-03-01 02:00:01' } }, 'call-event', 'invalid-fields'],
    ['without a time', { eventType: 'callin', statusInfo: { timestamp: 'noon', sessionId: 's' } }, 'call-event', 'invalid-fields'],
    ['with no record at all', { eventType: 'fee', feeLst: [] }, 'cdr', 'invalid-fields'],
  ])('%s is quarantined with the reason and answered 200', async (_, body, kind, reason) => {
    const { url, rows } = await openTestReceiver()
    expect(await push(url, body)).toMatchObject(ok)
    expect(rows('SELECT kind, verdict, reason FROM v_deliveries')).toEqual([{ kind, verdict: 'quarantined', reason }])
  })

  it('about a number or a text is taken in like one about a call', async () => {
    const { url, rows } = await openTestReceiver()
    for (const body of [numberStatusBody([{ number: numbers.x, status: '10', cause: '2' }]), smsBody('m-1', 'Notify', monday)]) {
      expect(await push(url, body)).toMatchObject(ok)
    }
    expect(rows('SELECT kind, verdict, reason, answer FROM v_deliveries ORDER BY id')).toEqual([
      { kind: 'number-status', verdict: 'accepted', reason: null, answer: null },
      { kind: 'sms', verdict: 'accepted', reason: null, answer: null },
    ])
    expect(rows('SELECT xNumber, appKey, status, cause FROM v_number_status')).toEqual([
      { xNumber: numbers.x, appKey: 'k-test', status: 'unavailable', cause: 'arrears' },
    ])
    expect(rows('SELECT smsId, xNumber, senderNumber, receiverNumber, notification, at FROM v_sms')).toEqual([
      { smsId: 'm-1', xNumber: numbers.x, senderNumber: numbers.a, receiverNumber: numbers.b, notification: 'Notify', at: monday + 23 },
    ])
  })

  it('tells two equal number statuses apart by their nonces', async () => {
    const { url, rows } = await openTestReceiver()
    const paused = numberStatusBody([{ number: numbers.x, status: '9' }])
    for (const nonce of ['n1', 'n2', 'n2']) await push(url, paused, { nonce })
    expect(rows('SELECT copies FROM v_deliveries ORDER BY id')).toEqual([{ copies: 1 }, { copies: 2 }])
  })

  it('tells two equal number statuses apart by when they came where nothing is signed', async () => {
    let now = monday
    const { url, rows } = await openTestReceiver({ app: { signature: 'observed' }, now: () => (now += 1_000) })
    for (const status of ['9', '5', '9']) {
      await push(url, numberStatusBody([{ number: numbers.x, status }]), { headers: { 'X-AKSK': '' } })
    }
    expect(rows('SELECT status FROM v_x_numbers')).toEqual([{ status: 'paused' }])
  })

  it('takes in what it can of a list of CDRs, and lists longer than documented', async () => {
    const { url, rows } = await openTestReceiver()
    const list = Array.from({ length: 51 }, (_, index) => feeRecord(`s-${index}`, monday))
    expect(await push(url, feeBody([...list, { sessionId: 's-bad', ulFailReason: {} }]))).toMatchObject(ok)
    expect(rows('SELECT verdict, reason FROM v_deliveries')).toEqual([{ verdict: 'partial', reason: 'invalid-fields' }])
    expect(rows('SELECT count(*) AS n FROM v_cdrs')).toEqual([{ n: 51 }])
    expect(rows('SELECT position FROM quarantined_records')).toEqual([{ position: 51 }])
  })

  it('may come in on any address below the app’s', async () => {
    const { url, rows } = await openTestReceiver()
    const places = ['', '/', '/status', '/fee/', '/a/b/c', '?mode=axb', '/sms?x=1']
    for (const [index, place] of places.entries()) {
      const body = index % 2 === 0 ? callin(`s-${index}`) : feeBody([feeRecord(`s-${index}`, monday)])
      expect(await push(`${url}${place}`, body)).toMatchObject(ok)
    }
    expect(rows('SELECT DISTINCT verdict FROM v_deliveries')).toEqual([{ verdict: 'accepted' }])
    expect(rows('SELECT count(*) AS n FROM v_calls')).toEqual([{ n: places.length }])
  })
})

describe('where a push goes', () => {
  it('is nowhere without the app’s own path', async () => {
    const { url, root } = await openTestReceiver()
    for (const path of ['/', '/push', '/push/', '/push/guess', `/x${new URL(url).pathname}`, `${new URL(url).pathname}x`]) {
      expect((await push(`${root}${path}`, callin('s-1'))).status).toBe(404)
    }
    expect(new URL(url).pathname).toContain(anApp().pathToken)
  })

  it('takes only POST', async () => {
    const { url } = await openTestReceiver()
    for (const method of ['GET', 'PUT', 'DELETE', 'HEAD']) {
      const response = await fetch(url, { method })
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
    }
  })
})
