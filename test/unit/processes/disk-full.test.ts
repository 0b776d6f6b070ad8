import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openReader } from '../../../electron/store/connection.ts'
import { eventBody } from '../../builders/pushes.ts'
import { startHeadless } from '../../support/headless.ts'
import { push } from '../../support/push-client.ts'
import { tempFolder } from '../../support/temp-folder.ts'

// Processes and threads start slowly where other tests have both cores.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Files of the process may grow no further: what SQLite sees is what it sees on a full disk. */
function limitFileSize(pid: number, bytes: number | 'unlimited'): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`])
}

it.runIf(process.platform === 'linux')('answers 503 and stores nothing while the disk is full, and goes on when it is not', async () => {
  const { ready, url, stderr, end } = await startHeadless(tempFolder())
  onTestFinished(() => void end('SIGKILL').catch(() => {}))
  const callin = (session: string) => eventBody('callin', session, Date.now(), { userData: 'u'.repeat(5_000) })
  expect((await push(url, callin('s-1'))).status).toBe(200)

  limitFileSize(ready.pid, Math.max(...[ready.database, `${ready.database}-wal`].map((file) => statSync(file).size)))
  const refused = await Promise.all(['s-2', 's-3', 's-4'].map((session) => push(url, callin(session))))
  expect(refused.map(({ status }) => status)).toEqual([503, 503, 503])
  expect(refused[0]?.text).toBe('{"reason":"database-not-writable"}')
  expect(refused[0]?.headers.get('retry-after')).toBe('60')
  const reader = openReader(ready.database)
  onTestFinished(() => void reader.close())
  const sessions = () => reader.prepare('SELECT sessionId FROM v_calls ORDER BY sessionId').pluck().all()
  expect(sessions()).toEqual(['s-1'])
  expect(stderr()).toContain('cannot be written')

  limitFileSize(ready.pid, 'unlimited')
  expect((await push(url, callin('s-3'))).status).toBe(200)
  expect(sessions()).toEqual(['s-1', 's-3'])
  expect(await end()).toBe(0)
})
