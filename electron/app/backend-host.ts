import { fork } from 'node:child_process'
import { join } from 'node:path'
import { app, utilityProcess } from 'electron'
import type { Runtime } from './runtime.ts'

/** The one place that chooses how the backend process is hosted; everyone else sees this port. */
export interface BackendPort<Out, In> {
  send: (message: Out) => void
  onMessage: (listener: (message: In) => void) => void
  /** Called once, whatever ended it; null when it was a signal or never started. */
  onExit: (listener: (code: number | null) => void) => void
  kill: () => void
  /** The process's id while it lives. */
  pid: () => number | undefined
}

export interface HostOptions {
  /** The built entry of the backend. */
  entry: string
  /** Takes what the process prints. */
  stdout: (chunk: Buffer) => void
  stderr: (chunk: Buffer) => void
}

/** What the backend must not inherit: switches that would change how its Node starts. */
function plainEnv(): NodeJS.ProcessEnv {
  const env = { ...process.env }
  for (const name of ['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS', 'NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE']) delete env[name]
  return env
}

/** Node 24 beside the app: from the packaged resources, else from node_modules. */
export function node24Path(): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  return app.isPackaged ? join(process.resourcesPath, name) : join(app.getAppPath(), 'node_modules', '.bin', 'node')
}

/** The stand-in's own Node can load neither better-sqlite3 nor undici, so its backend runs in a Node of its own. */
export function forkBackend<Out extends object, In>({ entry, stdout, stderr }: HostOptions, execPath: string): BackendPort<Out, In> {
  const child = fork(entry, [], {
    execPath,
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: plainEnv(),
  })
  child.stdout?.on('data', stdout)
  child.stderr?.on('data', stderr)
  // A process that never started has no exit event.
  let exited = false
  const exits: ((code: number | null) => void)[] = []
  const exit = (code: number | null) => {
    if (exited) return
    exited = true
    for (const listener of exits) listener(code)
  }
  child.on('exit', exit)
  child.on('error', () => child.pid === undefined && exit(null))
  return {
    // A message to a process that has just gone is lost like the process; its exit tells.
    send: (message) => void (child.connected && child.send(message, () => {})),
    onMessage: (listener) => void child.on('message', (message) => listener(message as In)),
    onExit: (listener) => void exits.push(listener),
    kill: () => void child.kill('SIGKILL'),
    pid: () => (exited ? undefined : child.pid),
  }
}

export function utilityBackend<Out extends object, In>({ entry, stdout, stderr }: HostOptions): BackendPort<Out, In> {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Maskline backend', stdio: 'pipe', env: plainEnv() })
  child.stdout?.on('data', stdout)
  child.stderr?.on('data', stderr)
  // Messages posted before the spawn are lost in some releases.
  const waiting: Out[] = []
  let spawned = false
  child.on('spawn', () => {
    spawned = true
    for (const message of waiting.splice(0)) child.postMessage(message)
  })
  return {
    send: (message) => void (spawned ? child.postMessage(message) : waiting.push(message)),
    onMessage: (listener) => void child.on('message', (message: In) => listener(message)),
    onExit: (listener) => void child.once('exit', (code) => listener(code)),
    kill: () => {
      // `kill()` asks politely (SIGTERM); a backend that hangs must go all the same.
      if (child.pid === undefined) return
      if (process.platform === 'win32') child.kill()
      else process.kill(child.pid, 'SIGKILL')
    },
    pid: () => child.pid,
  }
}

export function hostBackend<Out extends object, In>(kind: Runtime['kind'], options: HostOptions): BackendPort<Out, In> {
  return kind === 'electron' ? utilityBackend(options) : forkBackend(options, node24Path())
}
