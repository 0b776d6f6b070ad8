import { realpathSync } from 'node:fs'
import { ensureDependencies } from './dependencies.mjs'
import { node24 } from './paths.mjs'
import { run, say, SetupError } from './run.mjs'

function runsOnNode24() {
  return Number(process.versions.node.split('.')[0]) >= 24
}

/**
 * What every script does first: `--help` answers with nothing installed; dependencies are put right; and since undici and
 * better-sqlite3 need Node 24, the script starts again under the one from node_modules where it runs on an older Node.
 */
export async function command(help, main) {
  const args = process.argv.slice(2)
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${help.trim()}\n`)
    return
  }
  try {
    await ensureDependencies()
    process.exitCode = runsOnNode24() ? await main(args) : await run(realpathSync(node24), [process.argv[1], ...args])
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(`\n${error.message}`)
    process.exitCode = error.exitCode
  }
}
