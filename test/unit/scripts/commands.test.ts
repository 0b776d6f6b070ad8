import { execFile, spawn } from 'node:child_process'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

/** The commands as people and servers start them: through npm. */

const root = fileURLToPath(new URL('../../..', import.meta.url))
const run = promisify(execFile)

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maskline-commands-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

function writeConfig(config: unknown): string {
  const file = join(folder, 'config.json')
  writeFileSync(file, JSON.stringify(config))
  return file
}

const usable = () => ({
  profile: join(folder, 'profile'),
  receiver: { host: '127.0.0.1', port: 0 },
  apps: [{ name: 'shop', mode: 'AXB', appKey: 'key', appSecret: 'secret', baseUrl: 'http://127.0.0.1:9' }],
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // What has ended and waits to be buried by a parent that never looks is not alive.
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** A command below npm, and what it says when it is ready. */
async function startHeadless(): Promise<{ npm: ChildProcessWithoutNullStreams; lines: string[]; pid: number }> {
  const npm = spawn('npm', ['run', '--silent', 'headless', '--', '--config', writeConfig(usable())], { cwd: root })
  const lines: string[] = []
  const output = createInterface({ input: npm.stdout })
  output.on('line', (line) => lines.push(line))
  await once(output, 'line')
  const { pid } = JSON.parse(lines[0] ?? '{}') as { pid: number }
  return { npm, lines, pid }
}

describe('npm run headless', () => {
  it('prints one JSON line and nothing else on standard output', async () => {
    const { npm, lines, pid } = await startHeadless()
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ receiver: expect.stringMatching(/^http:/), urls: [{ appKey: 'key' }] })
    process.kill(pid, 'SIGTERM')
    const [code] = (await once(npm, 'exit')) as [number | null]
    expect(code).toBe(0)
    expect(lines).toHaveLength(1)
  })

  it('ends cleanly when npm is ended, though npm leaves without a word', async () => {
    const { npm, pid } = await startHeadless()
    expect(isAlive(pid)).toBe(true)
    npm.kill('SIGTERM')
    await once(npm, 'exit')
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
  })

  it('names the field of a config it cannot use, and exits with 2', async () => {
    const bad = { ...usable(), receiver: { host: '127.0.0.1', port: 70_000 } }
    const failure = await run('npm', ['run', '--silent', 'headless', '--', '--config', writeConfig(bad)], { cwd: root }).catch(
      (error: unknown) => error,
    )
    expect(failure).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('receiver.port') })
  })
})

describe('every command', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }

  it('answers --help with nothing installed', async () => {
    for (const top of ['scripts', 'package.json', 'package-lock.json']) cpSync(join(root, top), join(folder, top), { recursive: true })
    for (const [name, script] of Object.entries(scripts)) {
      const [, file = ''] = script.split(' ')
      const { stdout } = await run('node', [file, '--help'], { cwd: folder })
      expect(stdout, name).toContain(name === 'start' || name === 'test' ? `npm ${name}` : `npm run`)
    }
    expect(existsSync(join(folder, 'node_modules'))).toBe(false)
  })
})
