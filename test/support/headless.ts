import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { maskText } from '../../shared/domain/phone-number.ts'
import { anApp, secret } from '../builders/platform-app.ts'

const entry = fileURLToPath(new URL('../../electron/headless.ts', import.meta.url))

/** The one line headless prints when it is ready. */
export interface Ready {
  receiver: string
  database: string
  pid: number
  urls: { appKey: string; url: string }[]
}

export interface Headless {
  ready: Ready
  /** Where the first app's pushes go. */
  url: string
  child: ChildProcess
  stdout: () => string
  stderr: () => string
  /** Ends it by a signal and waits. @returns exit code, or the signal's name */
  end: (signal?: NodeJS.Signals) => Promise<number | NodeJS.Signals>
}

export interface Ran {
  code: number | NodeJS.Signals
  stdout: string
  stderr: string
}

/** A config of one app on a free port, the profile beside the config file. */
export function headlessConfig(given: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const { name, mode, appKey, baseUrl } = anApp()
  return { profile: 'profile', receiver: { port: 0 }, apps: [{ name, mode, appKey, appSecret: secret, baseUrl }], ...given }
}

/** @param before a program that runs it, with its arguments */
function launch(
  folder: string,
  config: unknown,
  before: readonly string[],
): { child: ChildProcess; ended: Promise<Ran>; stdout: () => string; stderr: () => string } {
  const file = join(folder, 'config.json')
  writeFileSync(file, typeof config === 'string' ? config : JSON.stringify(config))
  const [program = process.execPath, ...args] = [...before, process.execPath, entry, '--config', file]
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const ended = once(child, 'close').then(([code, signal]: unknown[]): Ran => {
    // Whatever a test is about, no process of ours may write a phone number.
    if (maskText(stderr) !== stderr) throw new Error('a phone number stands in standard error')
    return { code: (code ?? signal) as Ran['code'], stdout, stderr }
  })
  return { child, ended, stdout: () => stdout, stderr: () => stderr }
}

/** Runs headless to its end: for configs that cannot work. */
export function runHeadless(folder: string, config: unknown): Promise<Ran> {
  return launch(folder, config, []).ended
}

/** Starts headless and kills it after a time, whether or not it is ready by then. */
export async function killWhileStarting(folder: string, afterMs: number): Promise<void> {
  const { child, ended } = launch(folder, headlessConfig(), [])
  await sleep(afterMs)
  child.kill('SIGKILL')
  await ended
}

/** Starts headless and waits for its line. */
export async function startHeadless(folder: string, config: unknown = headlessConfig(), before: readonly string[] = []): Promise<Headless> {
  const { child, ended, stdout, stderr } = launch(folder, config, before)
  const line = new Promise<string>((resolve) => {
    child.stdout?.on('data', () => {
      const end = stdout().indexOf('\n')
      if (end !== -1) resolve(stdout().slice(0, end))
    })
  })
  const failed = ended.then(({ code }): never => {
    throw new Error(`headless ended with ${code} before it was ready: ${stderr()}`)
  })
  const ready = JSON.parse(await Promise.race([line, failed])) as Ready
  failed.catch(() => {})
  return {
    ready,
    url: ready.urls[0]?.url ?? '',
    child,
    stdout,
    stderr,
    async end(signal = 'SIGTERM') {
      // Through its own pid: with a program before it the child is another process.
      process.kill(ready.pid, signal)
      return (await ended).code
    },
  }
}
