import { command } from './setup/command.mjs'

const help = `
npm run --silent simulator -- [options]

The platform, simulated over real HTTP: its API in all five modes, and signed pushes of a seeded day to URL. Same seed, same day.
  --mode LIST           AXB (default), AX, AXE, X, AXYB, several with commas (an app for each), or all
  --app-key LIST, --app-secret LIST   your apps, in the order of the modes; made from the seed where absent
  --push LIST           where pushes go: one URL for all apps, or one for each; without it only the API is served
  --port N              of the API on 127.0.0.1; any free one where absent
  --speed N             simulated seconds per real second
  --rate CALLS_PER_S    fixed, per simulated second; --calls-per-day N scales the day curve instead
  --bad LIST            what goes wrong on the way: doubled, shuffled, late, lost
  --generation G        of the signature of pushes: aksk (default) or wsse
  --flow-control N/S    no more than N API requests of an app within S seconds; 6000/60 where absent
  --whitelist LIST      addresses that may call the API; any where absent
  --lean                API answers without the fields that the platform's documents leave unsure
  --calls N, --seconds N   end by itself after so many calls, or real seconds
Prints one JSON line when ready: {"api":…,"apps":[{"mode","appKey","appSecret"}]}. SIGTERM ends it. Needs no build.
`

await command(help, async (args) => {
  const { runProgram } = await import('./setup/long-lived.mjs')
  return runProgram('electron/simulator/cli.ts', args)
})
