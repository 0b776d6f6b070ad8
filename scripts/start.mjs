import { command } from './setup/command.mjs'

const help = `
npm start [-- --demo] [-- --user-data-dir=FOLDER]

Sets up what is missing (dependencies, an Electron runtime, system libraries), builds, and opens Maskline.
  --demo   straight into the demo: a simulated platform, a profile of its own
Without a display it runs under Xvfb.

ELECTRON_MIRROR, HTTPS_PROXY      where else Electron may come from, and how
MASKLINE_ELECTRON_RETRY=1         try to fetch Electron again now
MASKLINE_NO_SANDBOX=1             start where Chromium cannot set up its sandbox
`

await command(help, async (args) => {
  const { prepareWindow } = await import('./setup/prepare.mjs')
  const { run } = await import('./setup/run.mjs')
  const { ensureBuilt } = await import('./setup/build.mjs')
  const { runtime, env, done } = await prepareWindow({ ownDisplay: false })
  const bare = (env.MASKLINE_NO_SANDBOX ?? process.env.MASKLINE_NO_SANDBOX) === '1'
  try {
    await ensureBuilt({ env })
    return await run(runtime.executable, [...(bare ? ['--no-sandbox'] : []), '.', ...args], { env })
  } finally {
    done()
  }
})
