import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { call } from '../support/account.ts'
import { launch, projectRoot, type Launched } from '../support/launch.ts'
import { livePage } from '../e2e/pages/live-page.ts'

/** The pictures of the documentation, and the same pages on a larger screen for whoever changed them to look at. */
const pictures = join(projectRoot, 'docs', 'screenshots')
const larger = join(projectRoot, 'test-results', 'screenshots')
const looks = (['zh-CN', 'en'] as const).flatMap((language) => (['light', 'dark'] as const).map((theme) => ({ language, theme })))
const sizes = [
  { width: 1440, height: 900, folder: pictures },
  { width: 1920, height: 1080, folder: larger },
  { width: 1280, height: 800, folder: join(larger, 'smallest') },
]

async function picture(started: Launched, name: string): Promise<void> {
  for (const { width, height, folder } of sizes) {
    mkdirSync(folder, { recursive: true })
    await started.app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), {
      width,
      height,
    })
    await started.page.waitForFunction((wanted) => window.innerWidth === wanted, width)
    // Charts and the grid measure themselves a frame after the window did, and side panels slide.
    await started.page.waitForTimeout(600)
    await started.page.screenshot({ path: join(folder, `${name}.png`) })
  }
}

async function look(page: Page, { language, theme }: (typeof looks)[number]): Promise<string> {
  await call(page, 'settings.update', { language, theme })
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language)
  return `${language}-${theme}`
}

test('makes the pictures', async () => {
  test.setTimeout(300_000)
  const started = await launch()
  const { page } = started
  try {
    for (const choice of looks) {
      const suffix = await look(page, choice)
      await picture(started, `first-run-${suffix}`)
    }
    await call(page, 'profiles.startDemo', {})
    const live = livePage(page)
    await live.shown()
    // Long enough for the past to be in, for a few calls to ring and for some to talk.
    await page.waitForTimeout(45_000)
    for (const choice of looks) {
      const suffix = await look(page, choice)
      await picture(started, `live-${suffix}`)
      await live.rows.nth(3).click()
      await expect(live.panel).toBeVisible()
      await live.pointAway()
      await picture(started, `call-${suffix}`)
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+2')
      await picture(started, `settings-${suffix}`)
      await page.keyboard.press('Control+1')
      await live.shown()
    }
  } finally {
    await started.close()
  }
})
