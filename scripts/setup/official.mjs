import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cache, root } from './paths.mjs'
import { say } from './run.mjs'

const require = createRequire(join(root, 'package.json'))
const withoutProgressMs = Number(process.env.MASKLINE_FETCH_PATIENCE_MS ?? 60_000)
const rememberedForMs = 24 * 60 * 60 * 1000
const memory = join(cache, 'electron', 'last-failure.json')
const officialHost = 'https://github.com/electron/electron/releases/download/'

export function pinnedVersion() {
  return JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8')).version
}

/** Where the executable lies inside a distribution. */
export function executableIn(dist) {
  if (process.platform === 'darwin') return join(dist, 'Electron.app', 'Contents', 'MacOS', 'Electron')
  return join(dist, process.platform === 'win32' ? 'electron.exe' : 'electron')
}

function isThere(dist, version) {
  try {
    return existsSync(executableIn(dist)) && readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '') === version
  } catch {
    return false
  }
}

const home = (version) => join(cache, 'electron', `official-v${version}-${process.platform}-${process.arch}`)

/** A distribution that is already here: fetched by us, or by `npx install-electron`. */
export function officialHere() {
  const version = pinnedVersion()
  return [home(version), join(root, 'node_modules', 'electron', 'dist')].find((dist) => isThere(dist, version)) ?? null
}

/** The modules that the electron package itself downloads and unpacks with. */
async function ownModule(name) {
  const fromElectron = createRequire(require.resolve('electron/package.json'))
  return import(pathToFileURL(fromElectron.resolve(name)).href)
}

async function fetchFrom(source, version) {
  const { downloadArtifact, initializeProxy } = await ownModule('@electron/get')
  if (Object.keys(process.env).some((name) => /^https?_proxy$/i.test(name))) initializeProxy()
  const stop = new AbortController()
  let timer
  const progress = () => {
    clearTimeout(timer)
    timer = setTimeout(() => stop.abort(new Error(`no progress for ${withoutProgressMs / 1000} s`)), withoutProgressMs)
  }
  progress()
  const mirror = process.env.ELECTRON_MIRROR
  // @electron/get lets the variable win over everything, and the official host comes first.
  if (source === officialHost) delete process.env.ELECTRON_MIRROR
  try {
    return await downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      cacheRoot: join(cache, 'electron', 'downloads'),
      checksums: require('electron/checksums.json'),
      mirrorOptions: { mirror: source },
      downloadOptions: { signal: stop.signal, getProgressCallback: async () => progress() },
    })
  } finally {
    clearTimeout(timer)
    if (mirror !== undefined) process.env.ELECTRON_MIRROR = mirror
  }
}

async function unpack(zip, version) {
  const work = join(cache, 'electron', `preparing-${randomUUID()}`)
  try {
    const { extract } = await ownModule('@electron-internal/extract-zip')
    await mkdir(work, { recursive: true })
    await extract(zip, { dir: work })
    await rm(home(version), { recursive: true, force: true })
    await rename(work, home(version))
  } finally {
    await rm(work, { recursive: true, force: true })
    await rm(dirname(zip), { recursive: true, force: true })
  }
  return home(version)
}

/** A failure is remembered for a day, for the same version and the same hosts: a closed network must not be waited for at each start. */
async function remembered(key) {
  try {
    const last = JSON.parse(await readFile(memory, 'utf8'))
    return last.key === key && Date.now() - last.at < rememberedForMs && Date.now() >= last.at
  } catch {
    return false
  }
}

/** Fetches the pinned Electron; resolves to its folder, or to null after saying what was tried. */
export async function fetchOfficial() {
  const version = pinnedVersion()
  const mirror = process.env.ELECTRON_MIRROR || null
  const sources = [officialHost, ...(mirror === null ? [] : [mirror])]
  const key = [version, ...sources].join(' ')
  if (process.env.MASKLINE_ELECTRON_RETRY !== '1' && (await remembered(key))) return null
  for (const source of sources) {
    const name = source === officialHost ? 'the official host' : 'ELECTRON_MIRROR'
    say(`Fetching Electron ${version} from ${name} …`)
    try {
      const dist = await unpack(await fetchFrom(source, version), version)
      await rm(memory, { force: true })
      return dist
    } catch (error) {
      const cause = error.cause?.code ?? error.cause?.message ?? ''
      say(`  not reached: ${error.message}${cause === '' ? '' : ` (${cause})`}`)
    }
  }
  await mkdir(dirname(memory), { recursive: true })
  await writeFile(memory, JSON.stringify({ key, at: Date.now() }))
  say(
    [
      `Electron ${version} could not be fetched${mirror === null ? '' : ', neither from the official host nor from ELECTRON_MIRROR'}.`,
      'What you can set: ELECTRON_MIRROR=<address of a mirror of the Electron releases, with a / at its end>, or HTTPS_PROXY.',
      'It is not tried again for a day; MASKLINE_ELECTRON_RETRY=1 tries at once.',
    ].join('\n'),
  )
  return null
}
