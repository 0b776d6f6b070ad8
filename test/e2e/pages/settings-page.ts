import { expect, type Locator, type Page } from '@playwright/test'

/** The settings as a person finds them, in any language. */
export function settingsPage(page: Page) {
  const part = (name: 'receiver' | 'apps' | 'poller' | 'numbers'): Locator => page.locator(`[data-part="${name}"]`)
  const table = part('numbers').locator('.table-import')
  return {
    part,
    async shown(): Promise<void> {
      await page.keyboard.press('Control+2')
      await expect(part('apps')).toBeVisible()
    },
    /** Puts a part to the top of the page, as far as there is something below it. */
    see: (name: Parameters<typeof part>[0]) => part(name).evaluate((section) => section.scrollIntoView({ block: 'start' })),
    async chooseTable(name: string, text: string): Promise<void> {
      await table.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
      await expect(table.locator('.table-samples')).toBeVisible()
    },
    async importTable(): Promise<void> {
      await table.locator('button[type=submit]').click()
      await expect(table.locator('.table-counts')).toBeVisible()
    },
  }
}
