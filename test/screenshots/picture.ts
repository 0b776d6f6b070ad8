import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { call } from '../support/account.ts'
import { projectRoot, type Launched } from '../support/launch.ts'

/** The pictures of the documentation, and the same pages in other windows for whoever changed them to look at. */
const documented = join(projectRoot, 'docs', 'screenshots')
const others = join(projectRoot, 'test-results', 'screenshots')

export const looks = (['zh-CN', 'en'] as const).flatMap((language) => (['light', 'dark'] as const).map((theme) => ({ language, theme })))
export type Look = (typeof looks)[number]

const sizes = [
  { width: 1440, height: 900, folder: join(others, 'usual') },
  { width: 1920, height: 1080, folder: others },
  { width: 1280, height: 800, folder: join(others, 'smallest') },
]

/** Two of the four looks show every word and both themes; of the most important pages the documentation has all four. */
const isSample = ({ language, theme }: Look) => (language === 'zh-CN') === (theme === 'light')

interface Wish {
  look: Look
  /** Which of the looks the documentation has. */
  documented?: 'all' | 'sample' | 'none'
  /** Once more before each picture: a tooltip goes with the pointer, a scroll position with the width. */
  before?: () => Promise<unknown>
}

/** A picture of the window as it is, in each size. */
export async function picture({ app, page }: Launched, name: string, { look, documented: kept = 'sample', before }: Wish): Promise<void> {
  const inDocs = kept === 'all' || (kept === 'sample' && isSample(look))
  for (const { width, height, folder } of sizes) {
    const target = inDocs && width === 1440 ? documented : folder
    mkdirSync(target, { recursive: true })
    await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), {
      width,
      height,
    })
    await page.waitForFunction((wanted) => window.innerWidth === wanted, width)
    await before?.()
    // Charts and the grid measure themselves a frame after the window did, and side panels slide.
    await page.waitForTimeout(600)
    await page.screenshot({ path: join(target, `${name}-${look.language}-${look.theme}.png`) })
  }
}

export async function show(page: Page, { language, theme }: Look): Promise<void> {
  await call(page, 'settings.update', { language, theme })
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language)
}
