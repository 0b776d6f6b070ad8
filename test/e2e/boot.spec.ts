import { expect, test } from '@playwright/test'
import { launch } from '../support/launch.ts'
import type { Launched } from '../support/launch.ts'

test.describe('a started app', () => {
  let started: Launched

  test.beforeAll(async () => {
    started = await launch()
  })

  test.afterAll(async () => {
    await started.close()
  })

  test('opens its window', async () => {
    await expect(started.page).toHaveTitle(/Maskline/)
    expect(started.page.url()).toBe('app://maskline/')
  })
})
