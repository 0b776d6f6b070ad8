import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { executableIn, fetchOfficial, officialHere, pinnedVersion } from './official.mjs'
import { capture, say, SetupError } from './run.mjs'
import { ensureStandIn, standIn, standInFits } from './stand-in.mjs'

/**
 * Owns which Electron it is: one the user names, the official one where it is or can be fetched, else the stand-in.
 * Resolves to `{kind: 'official' | 'stand-in', dist, executable, version}`; nothing else in the project decides this.
 */
export async function ensureRuntime() {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (named) {
    if (!existsSync(executableIn(named))) throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH names no Electron: ${named}`)
    const version = readFileSync(join(named, 'version'), 'utf8').trim().replace(/^v/, '')
    return { kind: version === standIn.version ? 'stand-in' : 'official', dist: named, executable: executableIn(named), version }
  }
  const official = officialHere() ?? (await fetchOfficial())
  if (official !== null) return { kind: 'official', dist: official, executable: executableIn(official), version: pinnedVersion() }
  if (!standInFits()) {
    throw new SetupError(`Without Electron ${pinnedVersion()} nothing can be started on ${process.platform}-${process.arch}.`)
  }
  const dist = await ensureStandIn()
  say(`Using the stand-in runtime: Electron ${standIn.version}, for the demo, development and tests; it connects no real account.`)
  return { kind: 'stand-in', dist, executable: executableIn(dist), version: standIn.version }
}

/** What the electron package, Playwright and electron-vite need to know of it. */
export function runtimeEnv({ dist, executable }) {
  return { ELECTRON_OVERRIDE_DIST_PATH: dist, ELECTRON_EXEC_PATH: executable }
}

export function isRoot() {
  return process.getuid?.() === 0
}

async function sandboxWorks({ dist }) {
  if (process.platform !== 'linux') return true
  if (isRoot()) return false
  const helper = statSync(join(dist, 'chrome-sandbox'), { throwIfNoEntry: false })
  if (helper !== undefined && helper.uid === 0 && (helper.mode & 0o4000) !== 0) return true
  const { code } = await capture('unshare', ['--user', '--map-root-user', 'true'])
  return code === 0 || code === 127
}

/**
 * Chromium refuses to run its sandbox as root, and cannot where ordinary users get no namespaces (some containers, Ubuntu ≥ 23.10).
 * Tests and the stand-in then go without; the official runtime, which may hold a real account, only when the user says so.
 */
export async function sandboxEnv(runtime, { forTests }) {
  if (process.env.MASKLINE_NO_SANDBOX === '1' || (await sandboxWorks(runtime))) return {}
  if (!isRoot() && runtime.kind === 'official' && !forTests) {
    throw new SetupError(
      [
        'Chromium cannot set up its sandbox here: this system gives ordinary users no namespaces. As root, once:',
        `  chown root:root '${runtime.dist}/chrome-sandbox' && chmod 4755 '${runtime.dist}/chrome-sandbox'`,
        'MASKLINE_NO_SANDBOX=1 starts without it.',
      ].join('\n'),
    )
  }
  // electron-vite has a switch of its own.
  return { MASKLINE_NO_SANDBOX: '1', NO_SANDBOX: '1' }
}
