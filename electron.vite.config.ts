import { readdirSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'electron-vite'
import react from '@vitejs/plugin-react'
import type { UserConfig } from 'vite'
import manifest from './package.json' with { type: 'json' }
import { channels, news } from './shared/ipc/contract.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const builtins = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)]

// Targets by hand: electron-vite would derive them from the npm electron, but the stand-in runtime (Electron 25) must run this too.
// They lower syntax, not APIs. CommonJS because ESM in main needs Electron 28.
const cjs = { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' } as const

// scripts/dev.mjs looks for a free one.
const devPort = Number(process.env['MASKLINE_DEV_PORT'] ?? 5173)

const define = {
  __PINNED_ELECTRON__: JSON.stringify(manifest.devDependencies.electron),
}

/**
 * The backend runs in Node ≥ 24 and not in Electron 25's Node, so it is a build of its own: ES modules, entries and chunks flat in one
 * folder, so that `new URL('./writer-thread.mjs', import.meta.url)` holds from each of them.
 */
export const backend: UserConfig = {
  configFile: false,
  root: here('.'),
  publicDir: false,
  logLevel: 'warn',
  ssr: { noExternal: true, external: ['better-sqlite3'] },
  build: {
    ssr: true,
    outDir: 'out/backend',
    target: 'node22',
    minify: false,
    sourcemap: true,
    rollupOptions: {
      // A thread is started by its file's address, which no bundler follows: each is an entry.
      input: Object.fromEntries(
        readdirSync(here('electron'), { recursive: true, encoding: 'utf8' })
          .filter((name) => name === 'backend-process.ts' || name.endsWith('-thread.ts'))
          .map((name) => [basename(name, '.ts'), here(`electron/${name}`)]),
      ),
      external: [...builtins, 'better-sqlite3'],
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
}

export default defineConfig({
  main: {
    define,
    publicDir: false,
    build: {
      outDir: 'out/main',
      target: 'node18.15',
      externalizeDeps: false,
      sourcemap: true,
      rollupOptions: { input: { main: here('electron/main.ts') }, external: ['electron', ...builtins], output: cjs },
    },
  },
  preload: {
    define: { __CHANNELS__: JSON.stringify(channels), __NEWS__: JSON.stringify(news) },
    publicDir: false,
    build: {
      outDir: 'out/preload',
      target: 'node18.15',
      externalizeDeps: false,
      rollupOptions: { input: { preload: here('electron/preload.ts') }, external: ['electron'], output: cjs },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [react()],
    // Vite puts it on its tags and into <meta property="csp-nonce">; main replaces it with a fresh one at each load.
    html: { cspNonce: '__CSP_NONCE__' },
    server: { host: '127.0.0.1', port: devPort, strictPort: true, hmr: { protocol: 'ws', host: '127.0.0.1', clientPort: devPort } },
    build: {
      outDir: here('out/renderer'),
      emptyOutDir: true,
      target: 'chrome114',
      minify: 'oxc',
      // Inlined fonts would need `data:` in font-src.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4096,
      rollupOptions: { input: here('renderer/index.html') },
    },
  },
})
