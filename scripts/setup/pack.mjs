import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { node24, root } from './paths.mjs'

/** Packs the built app around `runtime`; resolves to the unpacked folder. electron-builder's own log goes to standard output. */
export async function packApp(runtime) {
  const { build } = await import('electron-builder')
  // The stand-in's own Node can load neither better-sqlite3 nor undici: its backend needs a Node 24 to run in.
  const ownNode = { from: realpathSync(node24), to: process.platform === 'win32' ? 'node.exe' : 'node' }
  await build({
    projectDir: root,
    dir: true,
    publish: 'never',
    config: {
      extends: join(root, 'electron.builder.yml'),
      electronDist: runtime.dist,
      electronVersion: runtime.version,
      ...(runtime.kind === 'stand-in' && { extraResources: [ownNode] }),
    },
  })
  const unpacked = { linux: 'linux-unpacked', darwin: 'mac', win32: 'win-unpacked' }[process.platform]
  return join(root, 'dist', unpacked)
}
