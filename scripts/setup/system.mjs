import { isRoot } from './runtime.mjs'
import { capture, say, SetupError } from './run.mjs'

/** What Electron and Xvfb need from the system. Newer Debian and Ubuntu releases renamed some for 64-bit time. */
const windowPackages = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1']
const displayPackages = ['xvfb']

async function isCommand(name) {
  return (await capture('sh', ['-c', `command -v ${name}`])).code === 0
}

async function missingLibraries(executable) {
  const { stdout } = await capture('ldd', [executable])
  return [...stdout.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1])
}

/** How packages can be installed here without asking anyone: null where they cannot. */
async function installer() {
  if (!(await isCommand('apt-get'))) return null
  if (isRoot()) return []
  return (await isCommand('sudo')) && (await capture('sudo', ['-n', 'true'])).code === 0 ? ['sudo', '-n'] : null
}

/** The name of this release: `libgtk-3-0t64` where that exists, else `libgtk-3-0`. */
async function nameHere(name) {
  const { stdout } = await capture('apt-cache', ['policy', `${name}t64`], { env: { LC_ALL: 'C' } })
  return /Candidate: (?!\(none\))/.test(stdout) ? `${name}t64` : name
}

async function install(packages, why) {
  const prefix = await installer()
  const hint = `apt-get install --no-install-recommends ${packages.join(' ')}`
  if (prefix === null) throw new SetupError(`${why}\nThese packages are needed and cannot be installed from here. As root:\n  ${hint}`)
  say(`${why}\nInstalling ${packages.join(', ')} …`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const apt = async (...args) => {
    const [file, ...rest] = [...prefix, 'apt-get', '-qq', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=120', ...args]
    const { code, stdout, stderr } = await capture(file, rest, { env })
    if (code !== 0) say((stdout + stderr).split('\n').slice(-20).join('\n'))
    return code
  }
  await apt('update')
  const names = await Promise.all(packages.map(nameHere))
  const code = await apt('install', '-y', '--no-install-recommends', ...names)
  if (code !== 0) throw new SetupError(`Installing them failed (exit code ${code}). By hand, as root:\n  ${hint}`)
}

/** The libraries that `executable` links to. Only Linux can lack them. */
export async function ensureLibraries(executable) {
  if (process.platform !== 'linux' || (await missingLibraries(executable)).length === 0) return
  await install(windowPackages, 'Electron needs system libraries that are not here.')
  const missing = await missingLibraries(executable)
  if (missing.length > 0) throw new SetupError(`Electron still lacks system libraries: ${missing.join(', ')}`)
}

export async function ensureXvfb(why) {
  if (await isCommand('Xvfb')) return
  await install(displayPackages, why)
}

/** A test counts what the writer asks of the kernel before a push is answered. */
export async function ensureTracer() {
  if (process.platform !== 'linux' || (await isCommand('strace'))) return
  await install(['strace'], 'The test that counts syncs to the disk needs strace.')
}
