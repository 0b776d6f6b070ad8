import { command } from './setup/command.mjs'

const help = `
npm test [-- --unit | --e2e]

Sets up what is missing, builds, and runs every test; those with a real Electron window run under Xvfb.
  --unit   only what runs in Node
  --e2e    only what runs in a window
The last line counts them all.
`

await command(help, async (args) => {
  const { mkdir, readFile, rm } = await import('node:fs/promises')
  const { join } = await import('node:path')
  const { ensureBuilt } = await import('./setup/build.mjs')
  const { root } = await import('./setup/paths.mjs')
  const { prepareWindow } = await import('./setup/prepare.mjs')
  const { run } = await import('./setup/run.mjs')
  const { ensureTracer } = await import('./setup/system.mjs')

  const results = join(root, 'test-results')
  const files = { unit: join(results, 'unit.json'), e2e: join(results, 'e2e.json') }
  const read = async (file) => JSON.parse(await readFile(file, 'utf8').catch(() => '{}'))

  const { env, done } = await prepareWindow({ ownDisplay: true })
  const codes = []
  const total = { passed: 0, failed: 0, skipped: 0 }
  try {
    await ensureBuilt({ env })
    await rm(results, { recursive: true, force: true })
    await mkdir(results, { recursive: true })
    if (!args.includes('--e2e')) {
      await ensureTracer()
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${files.unit}`]
      codes.push(await run('vitest', ['run', '-c', 'test/vitest.config.ts', ...reporters], { env }))
      const report = await read(files.unit)
      total.passed += report.numPassedTests ?? 0
      total.failed += report.numFailedTests ?? 0
      total.skipped += (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0)
    }
    if (!args.includes('--unit')) {
      codes.push(await run('playwright', ['test', '-c', 'test/playwright.config.ts'], { env }))
      const { stats = {} } = await read(files.e2e)
      total.passed += (stats.expected ?? 0) + (stats.flaky ?? 0)
      total.failed += stats.unexpected ?? 0
      total.skipped += stats.skipped ?? 0
    }
  } finally {
    done()
  }
  const code = codes.find((each) => each !== 0) ?? 0
  // A runner that broke down has not counted what it did not run.
  if (code !== 0 && total.failed === 0) total.failed = 1
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
  return code
})
