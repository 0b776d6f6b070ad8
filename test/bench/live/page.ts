import type { Page } from '@playwright/test'

/** What runs inside the page under measure. */

/** Notes for every caller's last four digits when its row was first painted, epoch ms with fractions. */
export async function watchRows(page: Page): Promise<void> {
  await page.evaluate(() => {
    const paintedAt: Record<string, number> = {}
    Object.assign(window, { paintedAt })
    const seen = new WeakSet<Element>()
    const tailsOf = (root: ParentNode) =>
      [...root.querySelectorAll('[data-call-id]')].flatMap((row) => {
        if (seen.has(row)) return []
        seen.add(row)
        return /\*{4}(\d{4})/.exec(row.textContent ?? '')?.[1] ?? []
      })
    const grid = document.querySelector('[role=grid]')
    if (!grid) throw new Error('there is no grid')
    new MutationObserver(() => {
      const tails = tailsOf(grid)
      if (tails.length === 0) return
      // The frame that shows the change is over when a task queued from inside it runs.
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.addEventListener('message', () => {
          for (const tail of tails) paintedAt[tail] ??= performance.timeOrigin + performance.now()
        })
        channel.port1.start()
        channel.port2.postMessage(null)
      })
    }).observe(grid, { childList: true, subtree: true })
  })
}

export function paintedRows(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => (window as Window & typeof globalThis & { paintedAt: Record<string, number> }).paintedAt)
}

/**
 * Scrolls an element up and down by a few rows each frame.
 * @returns how long each frame took, ms
 */
export function scrollFrames(page: Page, selector: string, ms: number): Promise<number[]> {
  return page.evaluate(
    ({ selector, ms }) =>
      new Promise<number[]>((resolve) => {
        const element = document.querySelector(selector)
        if (!element) throw new Error('there is nothing to scroll')
        const frames: number[] = []
        const startedMs = performance.now()
        let before = startedMs
        let step = 72
        const frame = (now: number) => {
          frames.push(now - before)
          before = now
          const end = element.scrollHeight - element.clientHeight
          if (element.scrollTop + step > end || element.scrollTop + step < 0) step = -step
          element.scrollTop += step
          if (now - startedMs < ms) requestAnimationFrame(frame)
          else resolve(frames.slice(1))
        }
        requestAnimationFrame(frame)
      }),
    { selector, ms },
  )
}

/** Share of frames over 50 ms. */
export function slowShare(frames: readonly number[]): number {
  return frames.filter((ms) => ms > 50).length / frames.length
}
