import { describe, expect, it } from 'vitest'
import type { Arrival } from '../../../../../electron/ingest/arrival.ts'
import { Answers } from '../../../../../shared/domain/platform-app.ts'
import { hourMs } from '../../../../../shared/domain/time.ts'
import { eventBody, monday, numbers, smsBody } from '../../../../builders/pushes.ts'
import { openTestReceiver, type TestReceiverOptions } from '../../../../builders/test-receiver.ts'
import { push } from '../../../../support/push-client.ts'

const question = (session: string, given: Readonly<Record<string, unknown>> = {}) =>
  eventBody('callin', session, Date.now(), { notifyMode: 'Block', ...given })
const close = '{"operation":"close","closeInfo":{}}'
const discard = '{"actions":[{"operation":"DiscardMessage"}]}'
const forward = `{"actions":[{"operation":"vNumberRoute","message":{"called":"${numbers.b}","calling":"${numbers.a}"}}]}`
const x = (answers: Parameters<typeof Answers.parse>[0] = {}): TestReceiverOptions => ({
  app: { mode: 'X', answers: Answers.parse(answers) },
})

describe('a question about a call', () => {
  it('is answered as the app says, and the journal and the call say how', async () => {
    const { url, rows } = await openTestReceiver(x({ call: { operation: 'connect', calleeNumber: numbers.b } }))
    const answer = await push(url, question('s-1'))
    const connect = `{"operation":"connect","connectInfo":{"calleeNum":"${numbers.b}"}}`
    expect(answer).toMatchObject({ status: 200, text: connect })
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(rows('SELECT verdict, answer FROM v_deliveries')).toEqual([{ verdict: 'accepted', answer: connect }])
    expect(rows('SELECT sessionId, mode, xNumber, callerNumber, calleeNumber, decision FROM v_calls')).toEqual([
      { sessionId: 's-1', mode: 'X', xNumber: numbers.x, callerNumber: numbers.a, calleeNumber: numbers.b, decision: 'connect' },
    ])
  })

  it('is answered with the end of the call unless the app says otherwise', async () => {
    const { url, rows } = await openTestReceiver(x())
    expect(await push(url, question('s-1'))).toMatchObject({ status: 200, text: close })
    expect(rows('SELECT decision, calleeNumber FROM v_calls')).toEqual([{ decision: 'close', calleeNumber: null }])
  })

  it('is none where the platform only tells', async () => {
    const { url, rows } = await openTestReceiver(x())
    expect(await push(url, eventBody('callin', 's-1', monday, { notifyMode: 'Notify' }))).toMatchObject({ status: 200, text: '' })
    expect(await push(url, eventBody('callout', 's-1', monday, { notifyMode: 'Block' }))).toMatchObject({ status: 200, text: '' })
    expect(rows('SELECT DISTINCT answer FROM v_deliveries')).toEqual([{ answer: null }])
  })

  it('that is asked again is answered again, and counted as the copy it is with the answer it got', async () => {
    const { url, rows } = await openTestReceiver(x())
    const body = question('s-1')
    for (let time = 0; time < 3; time += 1) expect(await push(url, body)).toMatchObject({ status: 200, text: close })
    expect(rows('SELECT verdict, copies, answer FROM v_deliveries')).toEqual([{ verdict: 'accepted', copies: 3, answer: close }])
    expect(rows('SELECT answer FROM delivery_arrivals')).toEqual([{ answer: close }, { answer: close }])
  })

  it('is answered also where the rest of the push cannot be read: the caller waits all the same', async () => {
    const { url, rows } = await openTestReceiver(x())
    const texts = [
      JSON.stringify(question('s-1', { timestamp: 'noon' })),
      JSON.stringify(question('')),
      JSON.stringify(question('s-3')).replace('"caller"', '"sessionId":"s-4","caller"'),
    ]
    for (const text of texts) expect(await push(url, text)).toMatchObject({ status: 200, text: close })
    expect(rows('SELECT DISTINCT verdict, reason, answer FROM v_deliveries')).toEqual([
      { verdict: 'quarantined', reason: 'invalid-fields', answer: close },
    ])
  })

  it('that is stale is answered, for the call is now, and journalled as stale', async () => {
    const { url, rows } = await openTestReceiver(x())
    expect(await push(url, question('s-1'), { signedAt: Date.now() - 13 * hourMs })).toMatchObject({ status: 200, text: close })
    expect(rows('SELECT verdict, answer FROM v_deliveries')).toEqual([{ verdict: 'stale', answer: close }])
    expect(rows('SELECT 1 FROM v_calls')).toEqual([])
  })

  it('nobody signed is refused and decides nothing', async () => {
    const { url, rows } = await openTestReceiver(x())
    expect(await push(url, question('s-1'), { secret: 'wrong' })).toMatchObject({ status: 401, text: '{"reason":"signature-wrong"}' })
    expect(rows('SELECT verdict, answer FROM v_deliveries')).toEqual([{ verdict: 'refused', answer: null }])
  })

  it('waits while the secret is not at hand, like any push', async () => {
    const { url, secrets } = await openTestReceiver(x())
    secrets.length = 0
    expect((await push(url, question('s-1'))).status).toBe(503)
  })
})

describe('a question about a text', () => {
  it('is answered as the app says', async () => {
    const { url, rows } = await openTestReceiver(x({ sms: 'forward' }))
    expect(await push(url, smsBody('m-1', 'Block', monday, { smsContent: `hello @${numbers.b}` }))).toMatchObject({ text: forward })
    expect(await push(url, smsBody('m-2', 'Block', monday, { smsContent: 'hello' }))).toMatchObject({ text: discard })
    expect(rows('SELECT smsId, notification, receiverNumber, decision FROM v_sms ORDER BY smsId')).toEqual([
      { smsId: 'm-1', notification: 'Block', receiverNumber: numbers.b, decision: 'forward' },
      { smsId: 'm-2', notification: 'Block', receiverNumber: null, decision: 'discard' },
    ])
    expect(rows('SELECT answer FROM v_deliveries ORDER BY id')).toEqual([{ answer: forward }, { answer: discard }])
  })

  it('is answered with an empty body where the text was passed on already', async () => {
    const { url } = await openTestReceiver(x({ sms: 'forward' }))
    expect(await push(url, smsBody('m-1', 'Notify', monday))).toMatchObject({ status: 200, text: '' })
  })
})

describe('a database that takes no writes, or takes its time', () => {
  /** Timers that run when the test says so, and a database that works when the test says so. */
  async function troubled(options: Partial<TestReceiverOptions> = {}) {
    const due = new Set<{ ms: number; work: () => void }>()
    let works = false
    let hold: Promise<void> = Promise.resolve()
    const attempts: Arrival[][] = []
    const receiver = await openTestReceiver({
      ...x(),
      async store(arrivals) {
        attempts.push(arrivals)
        await hold
        return works ? receiver.store.ingest.group(arrivals).length : 0
      },
      after(ms, work) {
        const timer = { ms, work }
        due.add(timer)
        return () => due.delete(timer)
      },
      ...options,
    })
    const elapse = async () => {
      for (const timer of due) {
        due.delete(timer)
        timer.work()
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
    let release = () => {}
    return {
      ...receiver,
      attempts,
      elapse,
      waits: () => [...due].map(({ ms }) => ms),
      mend: () => void (works = true),
      stall: () => void (hold = new Promise((resolve) => (release = resolve))),
      resume: () => release(),
    }
  }

  it('does not keep the caller waiting: the question is answered, and stored once that is possible', async () => {
    const { url, rows, questions, elapse, waits, mend, attempts } = await troubled()
    expect(await push(url, question('s-1'))).toMatchObject({ status: 200, text: close })
    expect((await push(url, eventBody('callin', 's-2', monday))).status).toBe(503)
    expect(questions.counts()).toEqual({ answeredAhead: 1, notKept: 0 })
    expect(waits()).toEqual([1_000])
    await elapse()
    await elapse()
    expect(waits()).toEqual([4_000])
    expect(attempts).toHaveLength(4)
    mend()
    await elapse()
    expect(waits()).toEqual([])
    expect(rows('SELECT verdict, answer FROM v_deliveries')).toEqual([{ verdict: 'accepted', answer: close }])
    expect(rows('SELECT sessionId, decision FROM v_calls')).toEqual([{ sessionId: 's-1', decision: 'close' }])
  })

  it('is not waited for longer than half a second', async () => {
    const { url, rows, questions, elapse, waits, stall, resume, mend, attempts } = await troubled()
    stall()
    mend()
    const answered = push(url, question('s-1'))
    while (attempts.length === 0) await new Promise((resolve) => setImmediate(resolve))
    expect(waits()).toEqual([500])
    await elapse()
    expect(await answered).toMatchObject({ status: 200, text: close })
    expect(rows('SELECT 1 FROM v_deliveries')).toEqual([])
    expect(questions.counts()).toEqual({ answeredAhead: 1, notKept: 0 })
    resume()
    await questions.close()
    expect(rows('SELECT verdict, answer FROM v_deliveries')).toEqual([{ verdict: 'accepted', answer: close }])
    expect(waits()).toEqual([])
  })

  it('does not turn a question away where too many pushes wait', async () => {
    const { url, questions, mend, rows } = await troubled({ limits: { pushes: 0, size: 0 } })
    expect(await push(url, eventBody('callin', 's-2', monday))).toMatchObject({ status: 503, text: '{"reason":"queue-full"}' })
    expect(await push(url, question('s-1'))).toMatchObject({ status: 200, text: close })
    mend()
    await questions.close()
    expect(rows('SELECT sessionId FROM v_calls')).toEqual([{ sessionId: 's-1' }])
    expect(questions.counts()).toEqual({ answeredAhead: 1, notKept: 0 })
  })

  it('that stays so has only so much kept for it; the rest is answered, counted and logged', async () => {
    const { url, questions, logged } = await troubled({ keep: { questions: 2, size: 100_000 } })
    for (const session of ['s-1', 's-2', 's-3']) expect(await push(url, question(session))).toMatchObject({ status: 200, text: close })
    expect(questions.counts()).toEqual({ answeredAhead: 3, notKept: 1 })
    await questions.close()
    expect(questions.counts()).toEqual({ answeredAhead: 3, notKept: 3 })
    expect(logged).toEqual(['questions of the platform answered but not kept: 1', 'questions of the platform answered but not kept: 2'])
  })
})
