import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { eventBody } from '../../builders/pushes.ts'
import { headlessUnder, startProgram, type Headless } from '../../support/headless.ts'
import { push } from '../../support/push-client.ts'
import { tempFolder } from '../../support/temp-folder.ts'

// Processes and threads start slowly where other tests have both cores.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/**
 * Whether a 200 is worth its word in a power cut shows only in the calls to the kernel. `npm test` installs strace where it is missing;
 * without it these tests fail rather than being left out.
 */
const pushes = 100
const oneCommitEach = fileURLToPath(new URL('../../fixtures/one-commit-each.ts', import.meta.url))

function tracer(folder: string): { trace: string; command: string[] } {
  const trace = join(folder, 'trace')
  // Only calls on the WAL count: the checkpointer syncs the database file, and that promises nobody anything.
  return { trace, command: ['strace', '-f', '-y', '--seccomp-bpf', '-e', 'trace=fsync,fdatasync', '-o', trace] }
}

const countSyncs = (trace: string) =>
  existsSync(trace)
    ? readFileSync(trace, 'utf8')
        .split('\n')
        .filter((line) => /f(data)?sync\(\d+<[^>]*-wal>/.test(line)).length
    : 0

/** How often the WAL is synced while pushes come one after the other. */
async function syncsPerPushes(trace: string, program: Headless): Promise<number> {
  onTestFinished(() => void program.end('SIGKILL').catch(() => {}))
  const before = countSyncs(trace)
  for (let index = 0; index < pushes; index += 1) {
    expect((await push(program.url, eventBody('callin', `s-${index}`, Date.now()))).status).toBe(200)
  }
  const syncs = countSyncs(trace) - before
  await program.end()
  return syncs
}

describe.runIf(process.platform === 'linux')(`${pushes} pushes one after the other`, () => {
  it('cost at least as many syncs of the WAL', async () => {
    const folder = tempFolder()
    const { trace, command } = tracer(folder)
    expect(await syncsPerPushes(trace, await headlessUnder(command, folder))).toBeGreaterThanOrEqual(pushes)
  })

  it.each([
    [undefined, true],
    ['NORMAL', false],
  ] as const)('measured on a writer with synchronous = %s: enough is %s', async (synchronous, enough) => {
    const folder = tempFolder()
    const { trace, command } = tracer(folder)
    const own = synchronous === undefined ? [] : [synchronous]
    const program = await startProgram([...command, process.execPath, oneCommitEach, join(folder, 'one.db'), ...own])
    expect((await syncsPerPushes(trace, program)) >= pushes).toBe(enough)
  })
})
