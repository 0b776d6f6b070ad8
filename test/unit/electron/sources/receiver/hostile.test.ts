import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { databaseFile } from '../../../../../electron/profile/profile-folders.ts'
import { openReader } from '../../../../../electron/store/connection.ts'
import { keptBytesOfRejected } from '../../../../../shared/domain/delivery.ts'
import { hourMs } from '../../../../../shared/domain/time.ts'
import { hostilePush, type HostilePush } from '../../../../builders/hostile-pushes.ts'
import { eventBody } from '../../../../builders/pushes.ts'
import type { LoopReport } from '../../../../fixtures/measured-receiver.ts'
import { freshNonce, push } from '../../../../support/push-client.ts'
import { seed } from '../../../../support/seed.ts'
import { tempFolder } from '../../../../support/temp-folder.ts'

/** `MASKLINE_HOSTILE=20000 npx vitest run … hostile.test.ts` for the long run. */
const count = Number(process.env['MASKLINE_HOSTILE'] ?? 1_500)
const generatedTogether = 500
const atATime = 24

async function start(...args: string[]): Promise<{ child: ChildProcess; url: string; ask: <T>(what: string) => Promise<T> }> {
  const child = fork(fileURLToPath(new URL('../../../../fixtures/measured-receiver.ts', import.meta.url)), args)
  onTestFinished(() => void child.kill('SIGKILL'))
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  const ask = async <T>(what: string) => {
    child.send(what)
    const [answer] = await once(child, 'message')
    return answer as T
  }
  return { child, url, ask }
}

interface Sent {
  /** The bytes as they can be looked for: of what is no JSON only so many are kept. */
  body: string
  status: number
}

const keyOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

async function send(url: string, hostile: HostilePush): Promise<Sent[]> {
  const headers: Record<string, string> = {}
  if (hostile.signature === 'missing') headers['X-AKSK'] = ''
  if (hostile.signature === 'malformed') headers['X-AKSK'] = 'UsernameToken Username="k-test",Nonce=,,"'
  const options = {
    headers,
    nonce: freshNonce(),
    signedAt: Date.now() + hostile.hoursOff * hourMs,
    ...(hostile.signature === 'wrong' && { secret: 'wrong' }),
  }
  const sent: Sent[] = []
  for (let time = 0; time < (hostile.again ? 2 : 1); time += 1) {
    const { status } = await push(url, hostile.bytes, options)
    sent.push({ body: keyOf(hostile.bytes), status })
  }
  return sent
}

async function sendAll(url: string): Promise<Sent[]> {
  const sent: Sent[] = []
  for (let from = 0; from < count; from += generatedTogether) {
    const waiting = fc.sample(hostilePush, { seed: seed + from, numRuns: Math.min(generatedTogether, count - from) })
    const line = async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) sent.push(...(await send(url, next)))
    }
    await Promise.all(Array.from({ length: atATime }, line))
  }
  return sent
}

interface Found {
  verdict: string
  reason: string | null
  copies: number
  noted: number
}

/** Every row of v_deliveries by the bytes it is about. */
function journalOf(file: string): Map<string, Found[]> {
  const reader = openReader(file)
  const rows = reader
    .prepare<[], Found & { text: string | null; bytes: Buffer | null }>(
      `SELECT v.verdict, v.reason, v.copies, d.body AS text, r.body AS bytes,
              (SELECT count(*) FROM quarantined_records q WHERE q.deliveryId = v.id) AS noted
         FROM v_deliveries v LEFT JOIN deliveries d ON d.id = v.id LEFT JOIN rejects r ON r.id = -v.id`,
    )
    .all()
  reader.close()
  const found = new Map<string, Found[]>()
  for (const { text, bytes, ...row } of rows) {
    const key = keyOf(bytes ?? Buffer.from(text ?? '', 'utf8'))
    found.set(key, [...(found.get(key) ?? []), row])
  }
  return found
}

const verdictsOf: Readonly<Record<number, readonly string[]>> = {
  200: ['accepted', 'duplicate', 'partial', 'quarantined', 'stale'],
  400: ['refused'],
  401: ['refused'],
  413: ['refused'],
}
const reasonsOf: Readonly<Record<number, RegExp>> = { 400: /^not-json$/, 413: /^too-large$/, 401: /^signature-|^nonce-|^unknown-key$/ }

function lookFor({ body, status }: Sent, journal: ReadonlyMap<string, Found[]>): string | null {
  const key = status === 400 || status === 413 ? body.slice(0, keptBytesOfRejected) : body
  const rows = (journal.get(key) ?? []).filter(({ verdict }) => verdictsOf[status]?.includes(verdict))
  if (rows.length === 0) return 'not found'
  const told = rows.some(
    ({ verdict, reason, noted }) =>
      verdict === 'accepted' ||
      verdict === 'duplicate' ||
      (reason !== null && reasonsOf[status]?.test(reason) !== false && noted > 0 === (verdict === 'quarantined' || verdict === 'partial')),
  )
  return told ? null : 'found without a reason'
}

it(
  `takes ${count} hostile pushes without a crash or a stall, and each can be found with its reason (seed ${seed})`,
  async () => {
    const folder = tempFolder()
    const [receiver, idle] = await Promise.all([start(folder), start()])
    const sent = await sendAll(receiver.url)
    const [loop, still] = await Promise.all([receiver.ask<LoopReport>('report'), idle.ask<LoopReport>('report')])

    expect(sent.filter(({ status }) => verdictsOf[status] === undefined)).toEqual([])
    expect(loop.unhandled).toEqual([])
    expect(loop.inherited).toBe(still.inherited)
    // By the processor time of the thread: what other programs take is no fault of ours.
    expect(loop.longestBusyMs).toBeLessThan(100)

    expect((await push(receiver.url, eventBody('callin', 'afterwards', Date.now()))).status).toBe(200)
    await receiver.ask('close')
    const journal = journalOf(join(folder, databaseFile))
    const lost = sent.flatMap((each) => {
      const fault = lookFor(each, journal)
      return fault === null ? [] : [`${fault} (${each.status}): ${each.body.slice(0, 300)}`]
    })
    expect(lost).toEqual([])
    // What is wrong must be seen before it reaches a table.
    expect([...journal].filter(([, rows]) => rows.some(({ reason }) => reason === 'apply-failed'))).toEqual([])
    const copies = [...journal.values()].flat().reduce((sum, found) => sum + found.copies, 0)
    expect(copies).toBe(sent.length + 1)

    const tallies = new Map<string, number>()
    for (const { verdict } of [...journal.values()].flat()) tallies.set(verdict, (tallies.get(verdict) ?? 0) + 1)
    process.stdout.write(
      `hostile: ${sent.length} sent (seed ${seed}): ${[...tallies].map(([verdict, rows]) => `${verdict} ${rows}`).join(', ')}; ` +
        `busy at most ${loop.longestBusyMs.toFixed(0)} ms, late looks ${loop.lateLooks} (idle ${still.lateLooks}), ` +
        `longest ${loop.longestMs.toFixed(0)} ms (idle ${still.longestMs.toFixed(0)} ms)\n`,
    )
  },
  60_000 + count * 60,
)
