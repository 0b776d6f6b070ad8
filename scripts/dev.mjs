import { command } from './setup/command.mjs'

const help = `
npm run dev [-- --demo]

Opens Maskline with hot reload: the page changes in place, the backend restarts when its code changes, and so does Electron
when main or preload do. Without a display it runs under Xvfb.
`

/** The page's socket must be known to its content security policy before it connects. */
async function freePort() {
  const { createServer } = await import('node:net')
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

await command(help, async (args) => {
  const { spawn } = await import('node:child_process')
  const { join } = await import('node:path')
  const { root } = await import('./setup/paths.mjs')
  const { prepareWindow } = await import('./setup/prepare.mjs')
  const { childEnv, must, run } = await import('./setup/run.mjs')

  const { env, done } = await prepareWindow({ ownDisplay: false })
  const script = join(root, 'scripts', 'setup', 'build-backend.mjs')
  await must('The build of the backend', 'node', [script])
  const watch = spawn('node', [script, '--watch'], { cwd: root, env: childEnv(), stdio: ['ignore', 'inherit', 'inherit'] })
  try {
    const port = String(await freePort())
    return await run('electron-vite', ['dev', ...(args.length === 0 ? [] : ['--', ...args])], { env: { ...env, MASKLINE_DEV_PORT: port } })
  } finally {
    watch.kill()
    done()
  }
})
