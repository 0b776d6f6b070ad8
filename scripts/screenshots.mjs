import { command } from './setup/command.mjs'

const help = `
npm run screenshots

Makes the pictures in docs/screenshots/ again, from the built app in a window of its own.
`

await command(help, async () => {
  const { ensureBuilt } = await import('./setup/build.mjs')
  const { prepareWindow } = await import('./setup/prepare.mjs')
  const { run } = await import('./setup/run.mjs')
  const { env, done } = await prepareWindow({ ownDisplay: true })
  try {
    await ensureBuilt({ env })
    return await run('playwright', ['test', '-c', 'test/playwright.config.ts'], { env: { ...env, MASKLINE_SCREENSHOTS: '1' } })
  } finally {
    done()
  }
})
