import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter } from 'node:path'
import { bin, root } from './paths.mjs'

export function say(text) {
  process.stderr.write(`${text}\n`)
}

/** A failure that is explained by its message alone: no stack is shown. */
export class SetupError extends Error {
  constructor(message, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

/** The tools of node_modules come first, so that `node` is Node 24 for every child. */
export function childEnv(extra = {}) {
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => entry !== bin)
  const env = { ...process.env, PATH: [bin, ...path].join(delimiter), ...extra }
  // Set by some editors' terminals: Electron would start as plain Node.
  delete env.ELECTRON_RUN_AS_NODE
  return env
}

/**
 * npm dies at once on SIGTERM and leaves its child running; the only trace is a new parent.
 * Only below npm: a script started by hand may outlive its shell on purpose.
 */
export function onParentGone(action) {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    action()
  }, 100)
  timer.unref()
}

export function exitCodeOf(code, signal) {
  return code ?? 128 + (constants.signals[signal] ?? 0)
}

/**
 * Runs a program to its end with our own streams and hands on signals: the child decides how it ends. Resolves to its exit code.
 * `stdout: 'stderr'` keeps our standard output clean.
 */
export function run(file, args, { env = {}, stdout = 'inherit', cwd = root, stdin = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: childEnv(env),
      stdio: [stdin, stdout === 'stderr' ? process.stderr : stdout, 'inherit'],
      shell: process.platform === 'win32' && file.endsWith('.cmd'),
    })
    // A terminal sends Ctrl+C to the whole group: forwarding it would make it two.
    const forward = (signal) => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal)
    const signals = ['SIGTERM', 'SIGINT', 'SIGHUP']
    for (const signal of signals) process.on(signal, forward)
    onParentGone(() => child.kill('SIGTERM'))
    const done = () => {
      for (const signal of signals) process.off(signal, forward)
    }
    child.once('error', (error) => {
      done()
      reject(error)
    })
    child.once('exit', (code, signal) => {
      done()
      resolve(exitCodeOf(code, signal))
    })
  })
}

/** Runs a program quietly; resolves to its exit code and what it printed. */
export function capture(file, args, { env = {}, cwd = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env: childEnv(env), stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk) => (stdout += chunk))
    child.stderr.on('data', (chunk) => (stderr += chunk))
    child.once('error', (error) => resolve({ code: 127, stdout, stderr: String(error) }))
    child.once('close', (code, signal) => resolve({ code: exitCodeOf(code, signal), stdout, stderr }))
  })
}

/** For steps that must succeed. */
export async function must(what, file, args, options) {
  const code = await run(file, args, options)
  if (code !== 0) throw new SetupError(`${what} failed (exit code ${code}).`, code)
}
