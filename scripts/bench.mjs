import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { command } from './setup/command.mjs'
import { root } from './setup/paths.mjs'

const folder = join(root, 'test', 'bench')
const names = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => name.replace(/\.ts$/, ''))
  : []

const help = `
npm run bench -- NAME [--quick]

Measures side by side with a baseline in the same run; prints a table and, last, one JSON line.
  NAME      ${names.join(', ') || '(none yet)'}
  --quick   a short measurement
`

await command(help, async ([name, ...args]) => {
  const { ensureBuilt } = await import('./setup/build.mjs')
  const { prepareWindow } = await import('./setup/prepare.mjs')
  const { run, SetupError } = await import('./setup/run.mjs')
  if (!names.includes(name)) throw new SetupError(`Which bench? There are: ${names.join(', ')}`, 2)
  const file = join(folder, `${name}.ts`)
  // A bench says on its first line what it needs before it can start: `// needs: window` or `// needs: build`.
  const needs = /^\/\/ needs: (\w+)/.exec(readFileSync(file, 'utf8'))?.[1]
  const { env, done } = needs === 'window' ? await prepareWindow({ ownDisplay: true }) : { env: {}, done: () => {} }
  try {
    if (needs !== undefined) await ensureBuilt({ env })
    return await run('node', ['--disable-warning=ExperimentalWarning', file, ...args], { env })
  } finally {
    done()
  }
})
