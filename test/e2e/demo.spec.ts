import { expect, test } from '@playwright/test'
import { fullNumber } from '../support/full-number.ts'
import { launch } from '../support/launch.ts'
import { call } from '../support/account.ts'
import { livePage } from './pages/live-page.ts'

test('first run → demo → a call appears, its phases pass, its ladder shows every event, the CDR closes it', async () => {
  // Calls of the demo last as long as real ones.
  test.setTimeout(240_000)
  const { page, close } = await launch()
  try {
    await call(page, 'settings.update', { language: 'en' })
    await page.getByRole('button', { name: 'Try the demo' }).click()
    const live = livePage(page)
    await live.shown()
    await expect(page.getByText('DEMO', { exact: true }).first()).toBeVisible()
    await expect(live.rows.first()).toBeVisible({ timeout: 30_000 })

    // Follow the newest call; one that gets as far as talking may talk for minutes, so then another is followed.
    const phases = new Map<string, Set<string>>()
    const finished = async (): Promise<string | undefined> => {
      const seen = await live.rows.evaluateAll((rows) =>
        rows.map((row) => [row.getAttribute('data-call-id') ?? '', row.querySelector('[data-phase]')?.getAttribute('data-phase') ?? '']),
      )
      for (const [id = '', phase = ''] of seen) phases.set(id, (phases.get(id) ?? new Set()).add(phase))
      const gone = [...phases].filter(([id, passed]) => passed.size >= 3 && !seen.some(([other]) => other === id))
      for (const [id] of gone) {
        const detail = await call(page, 'calls.get', { id: Number(id) })
        if (detail.hasCdr) return id
      }
      return undefined
    }
    await expect.poll(finished, { timeout: 200_000, intervals: [200] }).toBeTruthy()
    const id = Number(await finished())

    await page.getByRole('button', { name: /Calls today/ }).click()
    const detail = await call(page, 'calls.get', { id })
    await page.locator(`.call-list [data-call-id="${id}"]`).click()
    await expect(live.panel).toHaveAttribute('data-call', String(id))
    await expect(live.steps).toHaveCount(detail.ladder.length)
    const types = await live.stepTypes()
    // AXE asks for the extension in between.
    expect(types.filter((type) => type !== 'collectInfo').slice(0, 3)).toEqual(['callin', 'callout', 'alerting'])
    expect(types.slice(-2)).toEqual(['disconnect', 'cdr'])
    expect(await page.locator('body').innerText()).not.toMatch(fullNumber)
  } finally {
    await close()
  }
})
