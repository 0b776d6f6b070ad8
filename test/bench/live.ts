// needs: window
import type { Page } from '@playwright/test'
import { percentile } from '../../shared/domain/metrics.ts'
import { launch, type Launched } from '../support/launch.ts'
import { connectAccount } from '../support/account.ts'
import { paintedRows, scrollFrames, slowShare, watchRows } from './live/page.ts'
import { callsPerSecond, pushesPerSecond, startTraffic, warmCalls } from './live/traffic.ts'
import { report } from '../support/report.ts'

/** `bench live`: from a push leaving its sender to its row being painted, and how smoothly a full table scrolls, in the real window. */

const quick = process.argv.includes('--quick')
// The page's code is compiled as it first runs; a supervisor's window has been open for hours.
const seconds = { warming: 3, latency: quick ? 10 : 30, scroll: quick ? 8 : 20 }
const liveRows = 1_000

async function bare(started: Launched): Promise<Page> {
  const opened = started.app.waitForEvent('window')
  await started.app.evaluate(({ BrowserWindow }) => {
    const window = new BrowserWindow({ width: 1440, height: 900, webPreferences: { sandbox: true, contextIsolation: true } })
    const rows = Array.from({ length: 1_000 }, (_, row) => `<div style="height:36px">${row}</div>`).join('')
    return window.loadURL(`data:text/html,<div id="bare" style="height:800px;overflow:auto">${rows}</div>`)
  })
  const page = await opened
  await page.waitForSelector('#bare')
  return page
}

const started = await launch({ env: { MASKLINE_ALLOW_STANDIN: '1' } })
try {
  const { page } = started
  await started.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900))
  const traffic = startTraffic(await connectAccount(page))
  await page.waitForSelector('[role=grid]')
  // Under the pointer the table holds its rows still.
  await page.mouse.move(4, 4)
  await watchRows(page)
  await traffic.fill(0, warmCalls)
  await traffic.run(warmCalls, seconds.warming + seconds.latency)
  await page.waitForTimeout(1_000)

  const painted = await paintedRows(page)
  const first = warmCalls + seconds.warming * callsPerSecond
  const sent = [...traffic.sentAt].filter(([tail]) => Number(tail) >= first)
  const delays = sent.flatMap(([tail, at]) => (painted[tail] === undefined ? [] : [painted[tail] - at])).toSorted((a, b) => a - b)

  await traffic.fill(5_000, liveRows)
  const rowsDuringScroll = await page.getByRole('grid').getAttribute('aria-rowcount')
  const still = await scrollFrames(page, '[role=grid]', seconds.scroll * 1_000)
  const pushing = traffic.run(7_000 + warmCalls, seconds.scroll)
  const busy = await scrollFrames(page, '[role=grid]', seconds.scroll * 1_000)
  await pushing
  const bareFrames = await scrollFrames(await bare(started), '#bare', seconds.scroll * 1_000)
  if (traffic.failed.length > 0) throw new Error(`${traffic.failed.length} pushes were not answered 200`)
  await traffic.close()

  report('live', 0, {
    pushesPerSecond,
    eventsSent: sent.length,
    eventsPainted: delays.length,
    eventToPixelP50Ms: percentile(delays, 0.5) ?? Number.NaN,
    eventToPixelP99Ms: percentile(delays, 0.99) ?? Number.NaN,
    eventToPixelMaxMs: delays.at(-1) ?? Number.NaN,
    liveRows: Number(rowsDuringScroll) - 1,
    framesScrolled: still.length,
    slowFrameShareBare: slowShare(bareFrames),
    slowFrameShare: slowShare(still) - slowShare(bareFrames),
    slowFrameShareWhilePushed: slowShare(busy) - slowShare(bareFrames),
  })
} finally {
  await started.close()
}
