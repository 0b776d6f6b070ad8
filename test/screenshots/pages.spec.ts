import { expect, test } from '@playwright/test'
import { call } from '../support/account.ts'
import { launch } from '../support/launch.ts'
import { livePage } from '../e2e/pages/live-page.ts'
import { settingsPage } from '../e2e/pages/settings-page.ts'
import { looks, picture, show } from './picture.ts'

/** As the console might write it; the last rows do not fit. */
const numberTable = [
  '号码,归属地,APP_Key,开通时间',
  ...Array.from({ length: 48 }, (_, index) => `170${String(10_000_000 + index * 7)},深圳,demo-axb,2026-03-01`),
  ...Array.from({ length: 24 }, (_, index) => `167${String(20_000_000 + index * 7)},杭州,demo-axe,2026-03-01`),
  '075528000010,深圳,demo-axb,2026-03-01',
  '17090000001,亚特兰蒂斯,demo-axb,2026-03-01',
  '17090000002,北京,old-app,2026-03-01',
].join('\n')

test('makes the pictures of the pages', async () => {
  test.setTimeout(900_000)
  const started = await launch()
  const { page } = started
  const live = livePage(page)
  const settings = settingsPage(page)
  try {
    for (const look of looks) {
      await show(page, look)
      await picture(started, 'first-run', { look, documented: 'all' })
    }
    await call(page, 'profiles.startDemo', {})
    await live.shown()
    // Long enough for the past to be in, for a few calls to ring and for some to talk.
    await page.waitForTimeout(45_000)
    await call(page, 'poller.run', { appId: null })
    for (const look of looks) {
      await show(page, look)
      await picture(started, 'live', { look, documented: 'all' })
      await live.rows.nth(3).click()
      await expect(live.panel).toBeVisible()
      await live.pointAway()
      await picture(started, 'call', { look, documented: 'all' })
      await page.keyboard.press('Escape')
      for (const item of ['api', 'poller', 'receiver'] as const) {
        const before = () => page.locator(`.strip [data-item="${item}"]`).hover()
        await picture(started, `strip-${item}`, { look, documented: 'none', before })
      }
      await live.pointAway()

      await settings.shown()
      await picture(started, 'settings', { look, documented: 'all' })
      for (const part of ['apps', 'poller', 'numbers'] as const) {
        await picture(started, `settings-${part}`, { look, before: () => settings.see(part) })
      }
      await settings.chooseTable('号码表.csv', numberTable)
      await picture(started, 'number-table-mapping', { look, before: () => settings.see('numbers') })
      await settings.importTable()
      await picture(started, 'number-table-result', { look, before: () => settings.see('numbers') })
      await page.locator('.table-result button').click()
      await page.keyboard.press('Control+1')
      await live.shown()
    }
  } finally {
    await started.close()
  }
})
