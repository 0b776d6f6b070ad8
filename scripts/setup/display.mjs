import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { SetupError } from './run.mjs'
import { ensureXvfb } from './system.mjs'

/** One record of an Xauthority file: any host, any display. It spares the xauth program. */
function authority(cookie) {
  const field = (text) => {
    const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text)
    const length = Buffer.alloc(2)
    length.writeUInt16BE(bytes.length)
    return Buffer.concat([length, bytes])
  }
  return Buffer.concat([Buffer.from([0xff, 0xff]), field(''), field(''), field('MIT-MAGIC-COOKIE-1'), field(cookie)])
}

export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** Starts an X server without a screen, which only our user may use. `stop()` ends it. */
export async function startXvfb(why) {
  await ensureXvfb(why)
  const folder = mkdtempSync(join(tmpdir(), 'maskline-display-'))
  const authFile = join(folder, 'authority')
  writeFileSync(authFile, authority(randomBytes(16)), { mode: 0o600 })
  const args = ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-auth', authFile]
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const stop = () => {
    server.kill()
    rmSync(folder, { recursive: true, force: true })
  }
  const number = await new Promise((resolve, reject) => {
    let text = ''
    server.stdio[3].on('data', (chunk) => {
      text += chunk
      if (text.includes('\n')) resolve(text.trim())
    })
    server.once('error', reject)
    server.once('exit', (code) => reject(new SetupError(`Xvfb did not start (exit code ${code}).`)))
  })
  // The server must neither keep a finished script alive nor outlive it.
  server.unref()
  server.stdio[3].destroy()
  process.once('exit', stop)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
    // While a child runs, `run` hands the signal on and this script ends when the child has.
    process.on(signal, () => process.listenerCount(signal) === 1 && process.exit(128 + constants.signals[signal]))
  }
  return { env: { DISPLAY: `:${number}`, XAUTHORITY: authFile, WAYLAND_DISPLAY: '', XDG_SESSION_TYPE: 'x11' }, stop }
}
