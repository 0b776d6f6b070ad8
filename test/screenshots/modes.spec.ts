import { expect, test } from '@playwright/test'
import { modes, type Mode } from '../../shared/domain/platform-app.ts'
import { hourMs } from '../../shared/domain/time.ts'
import { startSimulator } from '../../electron/simulator/simulator.ts'
import { call, pushUrlOf } from '../support/account.ts'
import { launch, type Launched } from '../support/launch.ts'
import { livePage } from '../e2e/pages/live-page.ts'
import { settingsPage } from '../e2e/pages/settings-page.ts'
import { looks, picture, show } from './picture.ts'

/** The stand-in runtime refuses real accounts unless it is told that this is a test. */
const env = { MASKLINE_ALLOW_STANDIN: '1' }
const callee = '+8613800000900'

/** An account of one app of this mode, and the simulator playing its day into it. */
async function playDay({ page }: Launched, mode: Mode) {
  const credentials = { mode, appKey: `k-${mode.toLowerCase()}`, appSecret: 's-day' }
  const api = { pollEveryMinutes: 10, proxy: { kind: 'none' as const } }
  const answers = { call: { operation: 'connect' as const, calleeNumber: callee }, sms: 'forward' as const }
  await call(page, 'profiles.connect', {
    name: `${mode} 一天`,
    keeping: 'ask',
    app: { name: mode, mode, appKey: credentials.appKey, secret: credentials.appSecret, baseUrl: 'http://127.0.0.1', answers },
    receiver: { host: '127.0.0.1', port: 0 },
  })
  const url = await pushUrlOf(page)
  const startAt = Date.now()
  const simulator = await startSimulator({
    seed: 20_260_301,
    apps: [credentials],
    pushUrl: () => url,
    apiPort: 0,
    startAt,
    speed: 1,
    callsPerSecond: 0.4,
    smsPerCall: 0.1,
    carrySmsContent: true,
    troubles: true,
    bad: [],
    generation: 'aksk',
    backfill: { from: startAt - 2 * hourMs, events: 'all', callee },
  })
  const [app] = await call(page, 'apps.list', {})
  if (app) await call(page, 'apps.update', { id: app.id, baseUrl: simulator.apiUrl, api })
  return simulator
}

for (const mode of modes) {
  test(`makes the pictures of a day of ${mode}`, async () => {
    test.setTimeout(300_000)
    const started = await launch({ env })
    const { page } = started
    const live = livePage(page)
    const settings = settingsPage(page)
    const simulator = await playDay(started, mode)
    try {
      await live.shown()
      await expect.poll(() => live.rows.count(), { timeout: 60_000 }).toBeGreaterThan(8)
      await page.waitForTimeout(30_000)
      if (mode !== 'X') await call(page, 'poller.run', { appId: null })
      for (const look of looks) {
        await show(page, look)
        await picture(started, `live-${mode}`, { look })
        await live.rows.nth(4).click()
        await expect(live.panel).toBeVisible()
        await live.pointAway()
        await picture(started, `call-${mode}`, { look, documented: 'none' })
        await page.keyboard.press('Escape')
        await settings.shown()
        await picture(started, `settings-${mode}`, { look, documented: 'none', before: () => settings.see('apps') })
        await page.keyboard.press('Control+1')
        await live.shown()
      }
    } finally {
      await simulator.stop()
      await started.close()
    }
  })
}
