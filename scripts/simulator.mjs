import { command } from './setup/command.mjs'

const help = `
npm run --silent simulator -- --push URL [--app-key K --app-secret S --mode AXB --port N --seed N --speed N
                               --rate CALLS_PER_S --bad doubled,shuffled,late,lost]

The platform, simulated over real HTTP: its AXB API, and signed pushes of believable calls to URL. Same seed, same day.
Prints one JSON line when ready: {"api":…,"apps":[{"mode","appKey","appSecret"}]}. SIGTERM ends it. Needs no build.
`

await command(help, async (args) => {
  const { runProgram } = await import('./setup/long-lived.mjs')
  return runProgram('electron/simulator/cli.ts', args)
})
