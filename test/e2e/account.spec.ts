import { rmSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { call, cdrBody, connectAccount, eventBody, makePusher, pushUrlOf } from '../support/account.ts'
import { freshUserData, launch } from '../support/launch.ts'
import { backendPid } from '../support/backend-pid.ts'
import { livePage } from './pages/live-page.ts'

/** The stand-in runtime refuses real accounts unless it is told that this is a test. */
const env = { MASKLINE_ALLOW_STANDIN: '1' }

test('pushes become a live call; kill, language, theme and a second start lose nothing', async () => {
  test.setTimeout(120_000)
  const userData = freshUserData()
  const first = await launch({ env, userData })
  try {
    const { page } = first
    await call(page, 'settings.update', { language: 'en', theme: 'light' })
    const account = await connectAccount(page)
    const live = livePage(page)
    await live.shown()
    const pusher = makePusher(account)
    const startedAt = Date.now() - 10_000
    const step = (type: Parameters<typeof eventBody>[0], seconds: number) =>
      pusher.push(eventBody(type, '4711', startedAt + seconds * 1_000))

    await test.step('each event moves the row to its phase', async () => {
      const row = live.row('4711')
      for (const [type, seconds, phase] of [
        ['callin', 0, 'ringing-in'],
        ['callout', 1, 'routing'],
        ['alerting', 3, 'ringing'],
        ['answer', 6, 'talking'],
      ] as const) {
        expect(await step(type, seconds)).toBe(200)
        await expect(live.phaseOf(row)).toHaveAttribute('data-phase', phase)
      }
      await row.click()
      await expect(live.steps).toHaveCount(4)
    })

    await test.step('the CDR closes it', async () => {
      expect(await step('disconnect', 9)).toBe(200)
      const times = { callIn: startedAt, alerting: startedAt + 3_000, answer: startedAt + 6_000, end: startedAt + 9_000 }
      expect(await pusher.push(cdrBody(account.appKey, '4711', times))).toBe(200)
      await expect(live.steps).toHaveCount(6)
      expect(await live.stepTypes()).toEqual(['callin', 'callout', 'alerting', 'answer', 'disconnect', 'cdr'])
      await page.keyboard.press('Escape')
      await expect(live.panel).toHaveCount(0)
      await live.pointAway()
      await expect(live.row('4711')).toHaveCount(0)
    })

    await test.step('the backend is killed: the strip says so, it comes back, and what was acknowledged is there', async () => {
      expect(await pusher.push(eventBody('callin', '4712', Date.now()))).toBe(200)
      await expect(live.row('4712')).toBeVisible()
      process.kill(backendPid(first.app.process().pid), 'SIGKILL')
      await expect(page.getByText(/restart/i).first()).toBeVisible()
      await expect
        .poll(async () => (await call(page, 'shell.state', {})).backend, { timeout: 20_000 })
        .toMatchObject({ state: 'running', restarts: 1 })
      await expect(live.row('4712')).toBeVisible()
      await expect(page.getByText(/restart/i)).toHaveCount(0)
    })

    await test.step('language and theme switch at once', async () => {
      await call(page, 'settings.update', { language: 'zh-CN', theme: 'dark' })
      await expect(page.getByText('实时', { exact: true }).first()).toBeVisible()
      await expect
        .poll(() =>
          page.evaluate(() => getComputedStyle(document.body).colorScheme || getComputedStyle(document.documentElement).colorScheme),
        )
        .toContain('dark')
    })
    await pusher.close()
    await first.close()

    await test.step('a second start finds the data again', async () => {
      const second = await launch({ env, userData })
      try {
        const again = livePage(second.page)
        await again.shown()
        await expect(again.row('4712')).toBeVisible()
        expect(await second.page.evaluate(() => document.documentElement.lang)).toBe('zh-CN')
        // The secret was kept nowhere: pushes wait until it is typed in again.
        const waiting = makePusher({ ...account, url: await pushUrlOf(second.page) })
        expect(await waiting.push(eventBody('callout', '4712', Date.now()))).toBe(503)
        await waiting.close()
      } finally {
        await second.close()
      }
    })
  } finally {
    rmSync(userData, { recursive: true, force: true, maxRetries: 3 })
  }
})
