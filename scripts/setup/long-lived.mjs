import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './paths.mjs'
import { run } from './run.mjs'

/** Runs one of our TypeScript programs as it is; Node 24 needs no build for it. Its output, signals and exit code are its own. */
export function runProgram(entry, args) {
  const watch = pathToFileURL(join(root, 'scripts', 'setup', 'end-with-parent.mjs')).href
  // Paths on the command line are meant from where npm was called, not from the project.
  const cwd = process.env.INIT_CWD ?? process.cwd()
  const quiet = '--disable-warning=ExperimentalWarning'
  return run(process.execPath, [quiet, '--import', watch, join(root, entry), ...args], { cwd })
}
