import { command } from './setup/command.mjs'

const help = `
npm run --silent headless -- --config FILE

The backend of Maskline without a window: receives pushes and keeps them in a profile's database. Needs no build.
  --config FILE   JSON: {"profile":"<folder>","receiver":{"host":"127.0.0.1","port":0},
                  "apps":[{"name":"shop","mode":"AXB","appKey":"…","appSecret":"…","baseUrl":"http://…"}]}
                  README.md lists every field, as what questions of the platform are answered and how its API is called
Prints one JSON line when ready: {"receiver":…,"database":…,"pid":…,"urls":[{"appKey":…,"url":…}]}.
Problems go to standard error. SIGTERM ends it cleanly. Exit code 2: the config cannot be used.
`

await command(help, async (args) => {
  const { runProgram } = await import('./setup/long-lived.mjs')
  return runProgram('electron/headless.ts', args)
})
