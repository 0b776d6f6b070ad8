import { expect, type Locator, type Page } from '@playwright/test'

/** The Live page as a person finds it. Texts are English: the test sets the language. */
export function livePage(page: Page) {
  const grid = page.getByRole('grid')
  const panel = page.locator('[data-call]')
  return {
    grid,
    rows: grid.locator('[data-call-id]'),
    row: (tail: string): Locator => grid.locator('[data-call-id]', { hasText: `****${tail}` }).first(),
    phaseOf: (row: Locator): Locator => row.locator('[data-phase]'),
    panel,
    steps: panel.locator('[data-step]'),
    stepTypes: () => panel.locator('[data-step]').evaluateAll((steps) => steps.map((step) => step.getAttribute('data-step'))),
    /** The table holds its rows still under the pointer. */
    pointAway: () => page.mouse.move(4, 4),
    async shown(): Promise<void> {
      await expect(grid).toBeVisible()
      await page.mouse.move(4, 4)
    },
  }
}
