import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { executableIn, fetchOfficial, officialHere, pinnedVersion } from './official.mjs'
import { say, SetupError } from './run.mjs'
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
  return {
    ELECTRON_OVERRIDE_DIST_PATH: dist,
    ELECTRON_EXEC_PATH: executable,
    ...(isRoot() && { NO_SANDBOX: '1' }),
  }
}

export function isRoot() {
  return process.getuid?.() === 0
}

/** Chromium refuses to run its sandbox as root. */
export function electronArgs() {
  return isRoot() ? ['--no-sandbox'] : []
}
