import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openWriter } from '../../electron/store/connection.ts'
import { load } from './receiver/load.ts'
import { prepareRequests } from './receiver/requests.ts'
import { report } from '../support/report.ts'

/** `bench receiver`: what durability costs, against the same server answering without storing, and what grouping gains. */

const quick = process.argv.includes('--quick')
const seed = 20_260_301
const connections = 256
const seconds = quick ? 4 : 8
/** Ways take turns, so that a noisy minute of the machine hits all of them. */
const rounds = quick ? 2 : 3
const app = { mode: 'AXB', appKey: 'k-bench', appSecret: 'bench-secret' } as const
const ways = ['noop', 'durable', 'commit-per-request'] as const

const folder = mkdtempSync(join(tmpdir(), 'maskline-bench-'))
const rates: Record<(typeof ways)[number], number[]> = { noop: [], durable: [], 'commit-per-request': [] }

try {
  for (let round = 0; round < rounds; round += 1) {
    for (const way of ways) rates[way].push(await measure(way))
    for (const way of ways) rmSync(join(folder, way), { recursive: true, force: true })
  }
  const best = (way: (typeof ways)[number]) => median(rates[way])
  const rawInsertRate = rawInserts()
  report('receiver', seed, {
    noopPerSecond: best('noop'),
    durablePerSecond: best('durable'),
    commitPerRequestPerSecond: best('commit-per-request'),
    rawInsertsPerSecond: rawInsertRate,
    durableVsNoop: best('durable') / best('noop'),
    durableVsCommitPerRequest: best('durable') / best('commit-per-request'),
  })
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measure(way: (typeof ways)[number]): Promise<number> {
  const own = mkdtempSync(join(folder, `${way}-`))
  const server = fork(new URL('./receiver/server.ts', import.meta.url), [way, own, app.appKey, app.appSecret])
  try {
    const [{ port, path }] = (await once(server, 'message')) as [{ port: number; path: string }]
    const count = (way === 'commit-per-request' ? 8_000 : 40_000) * (seconds + 1)
    return await load(port, prepareRequests({ seed, count, app, path, now: Date.now() }), connections, seconds)
  } finally {
    await end(server)
    rmSync(own, { recursive: true, force: true })
  }
}

async function end(server: ChildProcess): Promise<void> {
  const exited = once(server, 'exit')
  server.disconnect()
  await exited
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Rows a second that SQLite itself takes in one table without indexes, 512 to a FULL commit: the ceiling. */
function rawInserts(): number {
  const writer = openWriter(join(folder, 'raw.db'))
  writer.exec('CREATE TABLE raw (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT')
  const insert = writer.prepare('INSERT INTO raw (body) VALUES (?)')
  const body = 'x'.repeat(400)
  const group = writer.transaction(() => {
    for (let row = 0; row < 512; row += 1) insert.run(body)
  })
  const startedMs = performance.now()
  let rows = 0
  while (performance.now() - startedMs < 2_000) {
    group()
    rows += 512
  }
  const rate = rows / ((performance.now() - startedMs) / 1_000)
  writer.close()
  return rate
}
