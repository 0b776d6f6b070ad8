import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from '@playwright/test'
import { build } from 'vite'
import { appArgs, appEnv, projectRoot } from '../support/launch.ts'

/** Both ways of hosting the backend keep one contract. The utility process is tried here even where the app itself forks. */

const folder = mkdtempSync(join(tmpdir(), 'maskline-hosts-'))

/** CommonJS, because an old Electron starts nothing else. */
async function bundle(name: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: projectRoot,
    ssr: { noExternal: true },
    build: {
      ssr: join(projectRoot, 'test', 'fixtures', `${name}.ts`),
      outDir: folder,
      emptyOutDir: false,
      target: 'node18.15',
      rollupOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: `${name}.cjs` } },
    },
  })
  return join(folder, `${name}.cjs`)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

for (const how of ['fork', 'utility'] as const) {
  test.describe(`a backend hosted by ${how}`, () => {
    const found = new Map<string, unknown>()
    let main: ChildProcess

    test.beforeAll(async () => {
      const [script, entry] = [await bundle('host-contract'), await bundle('echo-backend')]
      const node = join(projectRoot, 'node_modules', '.bin', 'node')
      const args = [...appArgs(join(folder, how)), script, how, entry, node]
      main = spawn(process.env['ELECTRON_EXEC_PATH'] ?? '', args, { env: appEnv(), stdio: ['ignore', 'pipe', 'ignore'] })
      if (main.stdout === null) throw new Error('no output')
      for await (const line of createInterface({ input: main.stdout })) {
        if (!line.startsWith('{')) continue
        const { what, found: value } = JSON.parse(line) as { what: string; found: unknown }
        found.set(what, value)
        if (what === 'orphan') break
      }
    })

    test('starts and answers', () => {
      expect(found.get('start')).toEqual({ ok: true, value: { hello: 'backend' } })
      expect(found.get('output')).toContain('started for a folder')
    })

    test('carries large payloads and typed arrays intact', () => {
      expect(found.get('large')).toEqual({ kind: 'Float64Array', length: 1_000_000, last: 999_999, text: 100_000 })
    })

    test('answers what was in flight when it crashes, and starts again', () => {
      const gone = { ok: false, error: { code: 'cancelled', details: { reason: 'backend-gone' } } }
      expect(found.get('crash')).toMatchObject([gone, gone])
      expect(found.get('restart')).toMatchObject({
        answer: { ok: true },
        another: true,
        restarts: 1,
        states: ['running', 'restarting', 'running'],
      })
    })

    test('ends when it is asked to', () => {
      expect(found.get('quit')).toMatchObject({ ended: true, after: { ok: false, error: { code: 'cancelled' } } })
    })

    test('ends when its parent is killed', async () => {
      const pid = Number(found.get('orphan'))
      expect(isAlive(pid)).toBe(true)
      main.kill('SIGKILL')
      await once(main, 'exit')
      await expect.poll(() => isAlive(pid)).toBe(false)
    })
  })
}
