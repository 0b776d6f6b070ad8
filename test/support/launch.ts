import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron } from '@playwright/test'
import type { ElectronApplication, Page } from '@playwright/test'

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url))

export interface Launched {
  app: ElectronApplication
  page: Page
  userData: string
  /** What main wrote on standard error and output so far. */
  output: () => string
  /** Quits the app as a user does, and waits for its end. The user-data folder is removed unless it was given. */
  close: () => Promise<void>
}

export interface LaunchOptions {
  args?: readonly string[]
  env?: Readonly<Record<string, string>>
  /** To start again where another start left off. */
  userData?: string
  /** A packaged app's executable; without it the built app of this project runs. */
  executable?: string
}

export function appEnv(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const env: Record<string, string> = { ...extra }
  for (const [name, value] of Object.entries(process.env)) {
    // Playwright's workers are Node with switches of their own, which Electron must not see.
    if (value === undefined || name === 'ELECTRON_RUN_AS_NODE' || name === 'NODE_OPTIONS' || name in extra) continue
    env[name] = value
  }
  return env
}

export function freshUserData(): string {
  return mkdtempSync(join(tmpdir(), 'maskline-user-data-'))
}

export function appArgs(userData: string, args: readonly string[] = []): string[] {
  // The scripts have tried whether Chromium's own sandbox can work here; the page's `sandbox: true` stays on either way.
  const bare = process.getuid?.() === 0 || process.env['MASKLINE_NO_SANDBOX'] === '1'
  return [...(bare ? ['--no-sandbox'] : []), '--disable-gpu', `--user-data-dir=${userData}`, ...args]
}

/**
 * Starts Electron under Playwright. Left to find the executable by itself, Playwright loads a module first that holds the app back until it
 * is attached; a packaged app takes no such module, so there the two race and now and then Playwright waits for ever: it is tried again.
 */
async function startElectron(
  options: Parameters<typeof _electron.launch>[0],
  executable: string | undefined,
): Promise<ElectronApplication> {
  if (executable === undefined) {
    const prepared = process.env['ELECTRON_EXEC_PATH']
    if (prepared === undefined) throw new Error('no runtime was prepared: start the tests with `npm test`')
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= dirname(prepared)
    return _electron.launch(options)
  }
  const attempt = () => _electron.launch({ ...options, executablePath: executable, timeout: 12_000 })
  return attempt().catch(attempt).catch(attempt)
}

/** Where what the apps under test logged and printed is kept until the last test has read it. */
export const keptLogs = join(projectRoot, 'test-results', 'logs')

function keepLogs(userData: string, output: string): void {
  const folder = join(keptLogs, `${Date.now()}-${randomUUID()}`)
  mkdirSync(folder, { recursive: true })
  const logs = join(userData, 'logs')
  if (existsSync(logs)) cpSync(logs, folder, { recursive: true })
  writeFileSync(join(folder, 'output.txt'), output)
}

/** Starts the app in a real window, with a fresh user-data folder unless one is given. */
export async function launch({ args = [], env = {}, userData, executable }: LaunchOptions = {}): Promise<Launched> {
  const folder = userData ?? freshUserData()
  const allArgs = [...appArgs(folder), ...(executable === undefined ? ['.'] : []), ...args]
  const app = await startElectron({ args: allArgs, cwd: projectRoot, env: appEnv(env) }, executable)
  let output = ''
  for (const stream of [app.process().stdout, app.process().stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const page = await app.firstWindow()
  await page.waitForLoadState('domcontentloaded')
  const close = async () => {
    await app.close()
    keepLogs(folder, output)
    if (userData === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  return { app, page, userData: folder, output: () => output, close }
}
