import { command } from './setup/command.mjs'

const help = `
npm run check [-- --fix]

Types of the four programs, lint, format and the architecture test. All are run; any that fails fails the check.
  --fix   lets the linter and the formatter put right what they can, first
`

await command(help, async (args) => {
  const { run, say } = await import('./setup/run.mjs')
  const fix = args.includes('--fix')
  const steps = [
    ...['shared', 'electron', 'renderer', 'test'].map((program) => [`types of ${program}`, 'tsc', '-p', program]),
    ['lint', 'oxlint', ...(fix ? ['--fix'] : [])],
    ['format', 'oxfmt', ...(fix ? [] : ['--check']), '.'],
    ['architecture', 'vitest', 'run', '-c', 'test/vitest.config.ts', 'test/unit/architecture.test.ts'],
  ]
  const failed = []
  for (const [what, file, ...rest] of steps) {
    say(`· ${what}`)
    if ((await run(file, rest, { stdin: 'ignore' })) !== 0) failed.push(what)
  }
  say(failed.length === 0 ? '\nAll clean.' : `\nNot clean: ${failed.join(', ')}.`)
  return failed.length === 0 ? 0 : 1
})
