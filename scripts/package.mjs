import { command } from './setup/command.mjs'

const help = `
npm run package

Packs the built app, unpacked, into dist/ by electron.builder.yml. In the stand-in runtime the package is for tests only.
Linux is tried; macOS and Windows are written for and untried.
`

await command(help, async () => {
  const { join } = await import('node:path')
  const { ensureBuilt } = await import('./setup/build.mjs')
  const { packApp } = await import('./setup/pack.mjs')
  const { root } = await import('./setup/paths.mjs')
  const { say } = await import('./setup/run.mjs')
  const { ensureRuntime, runtimeEnv } = await import('./setup/runtime.mjs')

  const runtime = await ensureRuntime()
  await ensureBuilt({ env: runtimeEnv(runtime) })
  const output = await packApp(runtime)
  say(`\nPacked into ${join(root, 'dist')}: ${output}`)
  if (runtime.kind === 'stand-in') {
    say(
      [
        `This package holds the stand-in runtime (Electron ${runtime.version}, long past its end of life) and a Node 24 beside it.`,
        'It is for tests only and must never be shipped.',
      ].join('\n'),
    )
  }
  return 0
})
