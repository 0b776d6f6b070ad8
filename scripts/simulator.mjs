import { command } from './setup/command.mjs'

const help = `
npm run --silent simulator -- --push URL [--app-key K --app-secret S --mode AXB --port N --seed N --speed N
                               --rate CALLS_PER_S --calls-per-day N --bad doubled,shuffled,late,lost
                               --generation aksk|wsse --calls N --seconds N]

The platform, simulated over real HTTP: its AXB API, and signed pushes of believable calls to URL. Same seed, same day.
  --push URL            where call events and CDRs go; without it only the API is served
  --app-key, --app-secret, --mode AXB   your app; made from the seed where absent
  --port N              of the API on 127.0.0.1; any free one where absent
  --speed N             simulated seconds per real second
  --rate CALLS_PER_S    fixed, per simulated second; --calls-per-day N scales the day curve instead
  --bad LIST            what goes wrong on the way
  --generation G        of the signature: aksk (default) or wsse
  --calls N, --seconds N   end by itself after so many calls, or real seconds
Prints one JSON line when ready: {"api":…,"apps":[{"mode","appKey","appSecret"}]}. SIGTERM ends it. Needs no build.
`

await command(help, async (args) => {
  const { runProgram } = await import('./setup/long-lived.mjs')
  return runProgram('electron/simulator/cli.ts', args)
})
