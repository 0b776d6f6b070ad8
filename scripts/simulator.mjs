import { readFileSync } from 'node:fs'
import { command } from './setup/command.mjs'

const help = readFileSync(new URL('simulator-help.txt', import.meta.url), 'utf8')

await command(help, async (args) => {
  const { runProgram } = await import('./setup/long-lived.mjs')
  return runProgram('electron/simulator/cli.ts', args)
})
