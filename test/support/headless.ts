import { spawn, type ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { maskText } from '../../shared/domain/phone-number.ts'
import { anApp, secret } from '../builders/platform-app.ts'

const headless = fileURLToPath(new URL('../../electron/headless.ts', import.meta.url))

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

function configIn(folder: string, config: unknown): string {
  const file = join(folder, 'config.json')
  writeFileSync(file, typeof config === 'string' ? config : JSON.stringify(config))
  return file
}

interface Launched {
  child: ChildProcess
  ended: Promise<Ran>
  stdout: () => string
  stderr: () => string
}

function launch(command: readonly string[]): Launched {
  const [program = '', ...args] = command
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const ended = new Promise<Ran>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      // Whatever a test is about, no process of ours may write a phone number.
      if (maskText(stderr) !== stderr) reject(new Error('a phone number stands in standard error'))
      else resolve({ code: code ?? signal ?? -1, stdout, stderr })
    })
  })
  return { child, ended, stdout: () => stdout, stderr: () => stderr }
}

const headlessCommand = (folder: string, config: unknown) => [process.execPath, headless, '--config', configIn(folder, config)]

/** Runs headless to its end: for configs that cannot work. */
export function runHeadless(folder: string, config: unknown): Promise<Ran> {
  return launch(headlessCommand(folder, config)).ended
}

/** Starts headless and kills it after a time, whether or not it is ready by then. */
export async function killWhileStarting(folder: string, afterMs: number): Promise<void> {
  const { child, ended } = launch(headlessCommand(folder, headlessConfig()))
  await sleep(afterMs)
  child.kill('SIGKILL')
  await ended
}

/** Starts headless and waits for its line. */
export function startHeadless(folder: string, config: unknown = headlessConfig()): Promise<Headless> {
  return startProgram(headlessCommand(folder, config))
}

export function headlessUnder(tracer: readonly string[], folder: string): Promise<Headless> {
  return startProgram([...tracer, ...headlessCommand(folder, headlessConfig())])
}

/** Starts a program that prints the line headless prints. */
export async function startProgram(command: readonly string[]): Promise<Headless> {
  const { child, ended, stdout, stderr } = launch(command)
  const line = new Promise<string>((resolve) => {
    child.stdout?.on('data', () => {
      const end = stdout().indexOf('\n')
      if (end !== -1) resolve(stdout().slice(0, end))
    })
  })
  const failed = ended.then(({ code }): never => {
    throw new Error(`it ended with ${code} before it was ready: ${stderr()}`)
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
