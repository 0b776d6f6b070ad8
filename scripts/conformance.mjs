import { command } from './setup/command.mjs'

const help = `
npm run conformance

Walks every operation and every push of the conformance tables and writes docs/conformance.md from them.
`

await command(help, async () => {
  const { run } = await import('./setup/run.mjs')
  return run('vitest', ['run', '-c', 'test/vitest.config.ts', 'test/unit/conformance'], {
    env: { MASKLINE_WRITE_CONFORMANCE: '1' },
    stdin: 'ignore',
  })
})
