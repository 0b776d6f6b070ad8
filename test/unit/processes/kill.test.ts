import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateCall } from '../../../electron/simulator/generate-call.ts'
import { randomOf } from '../../../electron/simulator/random.ts'
import { makeWorld } from '../../../electron/simulator/world.ts'
import { openReader, type Reader } from '../../../electron/store/connection.ts'
import { anApp, secret } from '../../builders/platform-app.ts'
import { feeBody } from '../../builders/pushes.ts'
import { factsIn, openTestStore } from '../../builders/test-store.ts'
import { killWhileStarting, startHeadless } from '../../support/headless.ts'
import { pushHeaders } from '../../support/push-client.ts'
import { seed } from '../../support/seed.ts'

const kills = 50
const connections = 64
const callsPerList = 5

/** What became of each push, by its text. */
interface Sent {
  times: number
  answered: boolean
}

/** Pushes of generated calls without end, each with a text of its own; what was not answered comes again first, as the platform does it. */
function createLoad() {
  const world = makeWorld(seed, [{ mode: 'AXB', appKey: anApp().appKey, appSecret: secret }])
  const waiting: string[] = []
  const sent = new Map<string, Sent>()
  let index = 0
  const fill = () => {
    const calls = Array.from({ length: callsPerList }, () => generateCall(world, (index += 1), Date.now()))
    waiting.push(...calls.flatMap(({ events }) => events.map(({ body }) => JSON.stringify(body))))
    waiting.push(JSON.stringify(feeBody(calls.map(({ cdr }) => cdr.record))))
  }

  async function send(url: string, text: string, dispatcher: Agent): Promise<void> {
    const known = sent.get(text) ?? { times: 0, answered: false }
    known.times += 1
    sent.set(text, known)
    try {
      const answer = await request(url, { method: 'POST', headers: pushHeaders(), body: text, dispatcher })
      await answer.body.dump()
      known.answered ||= answer.statusCode === 200
    } catch {
      known.answered ||= false
    }
    if (!known.answered) waiting.unshift(text)
  }

  return {
    sent,
    /** Pushes over many connections until it is told to stop. */
    start(url: string): { stop: () => Promise<void> } {
      const dispatcher = new Agent({ connections, connect: { timeout: 1_000 }, headersTimeout: 10_000 })
      const stopping = new AbortController()
      const one = async () => {
        while (!stopping.signal.aborted) {
          if (waiting.length === 0) fill()
          await send(url, waiting.shift() ?? '', dispatcher)
        }
      }
      const all = Promise.all(Array.from({ length: connections }, one))
      return {
        async stop() {
          stopping.abort()
          await all
          await dispatcher.destroy()
        },
      }
    },
    /** Pushes until everything that was ever sent is answered. */
    async finish(url: string): Promise<void> {
      const dispatcher = new Agent({ connections })
      for (const text of waiting.splice(0).filter((each) => sent.has(each))) await send(url, text, dispatcher)
      await dispatcher.destroy()
    },
  }
}

interface Row {
  id: number
  body: string
  copies: number
  verdict: string
}

describe(`a backend killed ${kills} times under load (seed ${seed})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'maskline-test-'))
  const random = randomOf(seed, 'how')
  const load = createLoad()
  let reader: Reader
  let rows: Row[]
  let answeredBeforeTheEnd = 0

  beforeAll(async () => {
    let database = ''
    for (const most of [200, 400, 800]) await killWhileStarting(folder, random.int(0, most))
    for (let round = 0; round < kills; round += 1) {
      const { url, ready, end } = await startHeadless(folder)
      database = ready.database
      const pushing = load.start(url)
      await sleep(random.int(0, 300))
      await end('SIGKILL')
      await pushing.stop()
    }
    answeredBeforeTheEnd = [...load.sent.values()].filter(({ answered }) => answered).length
    const { url, end } = await startHeadless(folder)
    await load.finish(url)
    await end()
    reader = openReader(database)
    rows = reader
      .prepare<[], Row>('SELECT d.id, d.body, v.copies, v.verdict FROM deliveries d JOIN v_deliveries v ON v.id = d.id ORDER BY d.id')
      .all()
    // About a minute on two cores that others use too.
  }, 300_000)
  afterAll(() => {
    reader.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('was under load', () => {
    console.log(`${kills} kills, ${load.sent.size} pushes, ${answeredBeforeTheEnd} of them answered 200 before the last start`)
    expect(answeredBeforeTheEnd).toBeGreaterThan(kills * 20)
  })

  it('has every push that was answered 200', () => {
    const stored = new Set(rows.map(({ body }) => body))
    const answered = [...load.sent].filter(([, { answered: yes }]) => yes)
    expect(answered.filter(([text]) => !stored.has(text))).toHaveLength(0)
    expect(answered).toHaveLength(load.sent.size)
  })

  it('has none twice', () => {
    expect(new Set(rows.map(({ body }) => body)).size).toBe(rows.length)
    expect(rows.filter(({ body, copies }) => copies > (load.sent.get(body)?.times ?? 0))).toHaveLength(0)
    expect(rows.filter(({ verdict }) => verdict !== 'accepted')).toHaveLength(0)
    const doubled = (view: string, key: string) => reader.prepare(`SELECT 1 FROM ${view} GROUP BY ${key} HAVING count(*) > 1`).all()
    expect(doubled('v_call_events', 'appKey, sessionId, type')).toHaveLength(0)
    expect(doubled('v_calls', 'appKey, sessionId')).toHaveLength(0)
    expect(doubled('v_cdrs', 'appKey, icid')).toHaveLength(0)
  })

  it('has the calls that a rebuild from the journal gives', () => {
    const rebuilt = openTestStore()
    rebuilt.ingest.group(rows.toReversed().map(({ body }) => rebuilt.judge(body, { receivedAt: Date.now() })))
    const found = factsIn(reader)
    const expected = factsIn(rebuilt.writer)
    rebuilt.close()
    // Comparing texts first: a difference of ten thousand rows would be shown for minutes.
    for (const part of ['calls', 'details', 'events', 'cdrs', 'xNumbers'] as const) {
      expect(found[part]).toHaveLength(expected[part].length)
      expect(found[part].findIndex((row, at) => JSON.stringify(row) !== JSON.stringify(expected[part][at]))).toBe(-1)
    }
  })

  it('is a sound database', () => {
    expect(reader.pragma('integrity_check', { simple: true })).toBe('ok')
  })
})
