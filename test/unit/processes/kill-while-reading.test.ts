import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openReader } from '../../../electron/store/connection.ts'
import { startProgram } from '../../support/headless.ts'
import { seed } from '../../support/seed.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { startWatchedPlatform } from '../../support/watched-platform.ts'

vi.setConfig({ testTimeout: 60_000 })

const program = fileURLToPath(new URL('../../fixtures/reading-backend.ts', import.meta.url))

it(`finds each binding once though it is killed while it reads them back (seed ${seed})`, async () => {
  const { simulator, appKey } = await startWatchedPlatform('AXB')
  onTestFinished(() => simulator.stop())
  const booked = simulator.console.bindings(appKey)
  const folder = tempFolder()
  const numbersFile = join(folder, 'numbers.csv')
  writeFileSync(numbersFile, ['X号码', ...new Set(booked.map(({ x }) => x))].join('\n'))

  const start = () => startProgram([process.execPath, program, join(folder, 'data'), simulator.apiUrl, appKey, numbersFile])
  const rows = (database: string, sql: string) => {
    const reader = openReader(database)
    try {
      return reader.prepare<[], Record<string, unknown>>(sql).all()
    } finally {
      reader.close()
    }
  }
  const found = (database: string) => Number(rows(database, 'SELECT count(*) AS n FROM v_bindings')[0]?.['n'])
  const runs = (database: string) => rows(database, 'SELECT outcome, differences, firstRead FROM poll_runs ORDER BY id')

  const first = await start()
  const { database } = first.ready
  while (found(database) < 1_000) await sleep(10)
  await first.end('SIGKILL')
  const kept = found(database)
  expect(kept).toBeLessThan(booked.length)
  expect(runs(database)).toEqual([{ outcome: null, differences: 0, firstRead: kept }])

  const second = await start()
  while (runs(database)[1]?.['outcome'] !== 'done') await sleep(20)
  await second.end('SIGKILL')
  expect(runs(database)).toEqual([
    { outcome: 'cancelled', differences: 0, firstRead: kept },
    { outcome: 'done', differences: 0, firstRead: booked.length - kept },
  ])
  expect(rows(database, 'SELECT bindingId FROM v_bindings ORDER BY bindingId').map((row) => row['bindingId'])).toEqual(
    booked.map(({ subscriptionId }) => subscriptionId).toSorted(),
  )
  expect(rows(database, `SELECT count(*) AS lines, count(DISTINCT bindingRow) AS bindings FROM binding_history`)).toEqual([
    { lines: booked.length, bindings: booked.length },
  ])
})
