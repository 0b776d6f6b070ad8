import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { node24, root } from './paths.mjs'
import { must, say, SetupError } from './run.mjs'

function readLock(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages
}

/** Compares npm's own record of what it installed with the lockfile; packages for other platforms may be absent. */
function upToDate() {
  try {
    const wanted = readLock(join(root, 'package-lock.json'))
    const installed = readLock(join(root, 'node_modules', '.package-lock.json'))
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === '' || entry.link) return true
      const there = installed[path]
      return there === undefined ? entry.optional === true || entry.devOptional === true : there.version === entry.version
    })
  } catch {
    return false
  }
}

/** Makes node_modules what the lockfile says. npm's chatter goes to standard error. */
export async function ensureDependencies() {
  if (upToDate() && existsSync(node24)) return
  say('Installing dependencies (npm ci) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  // Electron's binary is the business of runtime.mjs, with bounds that a post-install step does not have.
  const env = { ELECTRON_SKIP_BINARY_DOWNLOAD: '1' }
  await must('npm ci', npm, ['ci', '--no-fund', '--no-audit', '--loglevel=error'], { env, stdout: 'stderr', stdin: 'ignore' })
  if (!existsSync(node24)) {
    throw new SetupError(`There is no Node 24 package for ${process.platform}-${process.arch} in the lockfile; see README, "Platforms".`)
  }
}
