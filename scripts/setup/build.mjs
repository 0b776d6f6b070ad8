import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { must, say } from './run.mjs'

const sources = ['electron', 'shared', 'renderer', 'electron.vite.config.ts', 'package-lock.json']
const stamp = join(root, 'out', '.built-from')

/** Which sources there are and when each was last written. */
function fingerprint() {
  const hash = createHash('sha256')
  const add = (path) => {
    const stat = statSync(join(root, path))
    if (stat.isDirectory()) for (const name of readdirSync(join(root, path)).sort()) add(join(path, name))
    else hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`)
  }
  for (const path of sources) add(path)
  return hash.digest('hex')
}

/** Builds main, preload, page and backend into out/, unless they are of these sources already. */
export async function ensureBuilt({ env = {} } = {}) {
  const now = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  say('Building …')
  await must('The build', 'electron-vite', ['build', '--logLevel', 'warn'], { env, stdout: 'stderr', stdin: 'ignore' })
  await must('The build of the backend', 'node', [join(root, 'scripts', 'setup', 'build-backend.mjs')], {
    stdout: 'stderr',
    stdin: 'ignore',
  })
  writeFileSync(stamp, now)
}
