import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { listPackage } from '@electron/asar'
import { expect, test } from '@playwright/test'
import { launch, projectRoot } from '../support/launch.ts'

const executable = join(projectRoot, 'dist', 'linux-unpacked', 'maskline')

test.describe('the packaged app', () => {
  test.skip(process.platform !== 'linux', 'packaging is tried on Linux only')

  test.beforeAll(() => {
    test.setTimeout(180_000)
    const packed = spawnSync('node', [join(projectRoot, 'scripts', 'package.mjs')], { cwd: projectRoot, encoding: 'utf8' })
    expect(packed.status, packed.stderr).toBe(0)
  })

  test('holds the built app and SQLite, and nothing else of the project', () => {
    const paths = listPackage(join(projectRoot, 'dist', 'linux-unpacked', 'resources', 'app.asar'), { isPack: false })
    const tops = new Set(paths.map((path) => path.split('/')[1]))
    expect([...tops].sort()).toEqual(['node_modules', 'out', 'package.json', 'resources'])
    expect(paths.filter((path) => /^\/node_modules\/[^/]+$/.test(path))).toEqual(['/node_modules/better-sqlite3'])
  })

  test('holds no maps and no binaries of other platforms', () => {
    const unpacked = join(projectRoot, 'dist', 'linux-unpacked', 'resources', 'app.asar.unpacked')
    expect(existsSync(join(unpacked, 'out', 'backend', 'backend-process.mjs'))).toBe(true)
    expect(existsSync(join(unpacked, 'out', 'backend', 'backend-process.mjs.map'))).toBe(false)
    expect(existsSync(join(unpacked, 'node_modules', 'better-sqlite3', 'prebuilds', 'win32-x64.node'))).toBe(false)
    expect(existsSync(join(unpacked, 'node_modules', 'better-sqlite3', 'src'))).toBe(false)
  })

  test('starts its demo in a window', async () => {
    const started = await launch({ executable, args: ['--demo'] })
    try {
      expect(await started.app.evaluate(({ app }) => app.isPackaged)).toBe(true)
      await expect(started.page).toHaveTitle(/Maskline/)
      await expect(started.page.locator('[role=grid] [data-call-id]').first()).toBeVisible({ timeout: 30_000 })
    } finally {
      await started.close()
    }
  })
})
