import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { channels, contract } from '../../shared/ipc/contract.ts'
import type { ShellState } from '../../shared/ipc/system.ts'
import { appArgs, appEnv, freshUserData, launch, projectRoot } from '../support/launch.ts'
import type { Launched } from '../support/launch.ts'
import { backendPid } from '../support/processes.ts'

interface Bridge {
  call: (channel: string, input: unknown) => Promise<{ ok: boolean; value?: unknown; error?: { code: string } }>
  on: (channel: string, listener: (payload: unknown) => void) => () => void
}
type PageWindow = Omit<Window, 'maskline'> & { maskline: Bridge }

test.describe('a started app', () => {
  let started: Launched

  test.beforeAll(async () => {
    started = await launch()
  })

  test.afterAll(async () => {
    await started.close()
  })

  test('opens one window of its own protocol', async () => {
    await expect(started.page).toHaveTitle(/Maskline/)
    expect(started.page.url()).toBe('app://maskline/')
    expect(started.app.windows()).toHaveLength(1)
  })

  test('is not smaller than 1280 × 800', async () => {
    const smallest = await started.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getMinimumSize())
    expect(smallest).toEqual([1280, 800])
  })

  test('serves the page under a strict policy with a fresh nonce at each load', async () => {
    const load = () =>
      started.page.evaluate(async () => {
        const answer = await fetch('app://maskline/')
        return {
          policy: answer.headers.get('content-security-policy') ?? '',
          html: await answer.text(),
          sniff: answer.headers.get('x-content-type-options'),
        }
      })
    const [first, second] = [await load(), await load()]
    expect(first.policy).toContain(`default-src 'none'`)
    expect(first.policy).toContain(`script-src 'self';`)
    expect(first.policy).not.toMatch(/unsafe|https?:|\*/)
    expect(first.sniff).toBe('nosniff')
    const nonce = /'nonce-([^']+)'/.exec(first.policy)?.[1] ?? 'none'
    expect(first.html).toContain(`nonce="${nonce}"`)
    expect(second.html).not.toContain(nonce)
  })

  test('keeps Node and eval out of the page', async () => {
    const found = await started.page.evaluate(() => {
      const names = ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in window)
      const evaluated = new Promise<boolean>((resolve) => {
        const script = document.createElement('script')
        script.textContent = 'window.inlineRan = true'
        document.head.append(script)
        resolve('inlineRan' in window)
      })
      return evaluated.then((inline) => ({ names, inline }))
    })
    expect(found).toEqual({ names: [], inline: false })
  })

  test('reaches no remote origin', async () => {
    const answer = await started.page.evaluate(() =>
      fetch('http://127.0.0.1:9/').then(
        () => 'reached',
        () => 'refused',
      ),
    )
    expect(answer).toBe('refused')
  })

  test('serves nothing outside the page folder', async () => {
    const status = await started.page.evaluate(async () => {
      const paths = ['/../main/main.cjs', '/%2e%2e/main/main.cjs', '/..%2fmain%2fmain.cjs', '/nothing.js', '/assets']
      return Promise.all(paths.map(async (path) => (await fetch(`app://maskline${path}`)).status))
    })
    expect(status).toEqual([404, 404, 404, 404, 404])
  })

  test('refuses new windows, navigation, webviews and permissions', async () => {
    const { page, app } = started
    expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true)
    await page.evaluate(() => {
      location.href = 'https://example.com/'
    })
    await page.evaluate(() => {
      const link = document.createElement('a')
      link.href = 'file:///etc/passwd'
      document.body.append(link)
      link.click()
      link.remove()
    })
    await page.waitForTimeout(200)
    expect(page.url()).toBe('app://maskline/')
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents ?? {}
      // Not in Electron's typings, but the only way to see what was really applied.
      const read: () => unknown = Reflect.get(contents, 'getLastWebPreferences')
      return read.call(contents)
    })
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false })
    expect(app.windows()).toHaveLength(1)
  })

  test('offers the page its channels and no others', async () => {
    const { page } = started
    const own = await page.evaluate(() => (window as PageWindow).maskline.call('shell.state', {}))
    expect(own).toMatchObject({ ok: true, value: { version: expect.any(String), runtime: { kind: expect.any(String) } } })
    const unknown = await page.evaluate(() =>
      (window as PageWindow).maskline.call('shell.reboot', {}).then(
        () => 'answered',
        () => 'refused',
      ),
    )
    expect(unknown).toBe('refused')
    const listening = await page.evaluate(() => {
      try {
        ;(window as PageWindow).maskline.on('shell.secrets', () => {})
        return 'listening'
      } catch {
        return 'refused'
      }
    })
    expect(listening).toBe('refused')
  })

  test('answers each of its own channels as the contract says', async () => {
    for (const channel of channels.filter((name) => contract[name].at === 'shell')) {
      const ask = (input: unknown) =>
        started.page.evaluate(([name, sent]) => (window as PageWindow).maskline.call(name, sent), [channel, input] as const)
      const good = await ask({})
      expect(contract[channel].output.safeParse(good.value)).toMatchObject({ success: true })
      expect(await ask({ surprise: true })).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
    }
  })

  test('answers bad input without passing it on', async () => {
    const answer = await started.page.evaluate(() => (window as PageWindow).maskline.call('calls.get', { id: 'one' }))
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
  })

  test('answers only the top frame of its own page', async () => {
    const preload = join(projectRoot, 'out', 'preload', 'preload.cjs')
    const answer = await started.app.evaluate(async ({ BrowserWindow }, preload) => {
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
      try {
        await stranger.loadURL('data:text/html,<title>stranger</title>')
        const answered: unknown = await stranger.webContents.executeJavaScript(`window.maskline.call('shell.state', {})`)
        return answered
      } finally {
        stranger.destroy()
      }
    }, preload)
    expect(answer).toMatchObject({ ok: false, error: { code: 'restricted' } })
  })
})

test('a backend that is killed comes back, and the shell says so', async () => {
  const started = await launch()
  try {
    const { page } = started
    const backend = () =>
      page.evaluate(async () => {
        const answer = await (window as PageWindow).maskline.call('shell.state', {})
        return (answer.value as ShellState).backend
      })
    await expect.poll(async () => (await backend()).state).toBe('running')
    await page.evaluate(() => {
      const seen: string[] = []
      Reflect.set(window, 'seen', seen)
      ;(window as PageWindow).maskline.on('shell.stateChanged', (state) => seen.push((state as ShellState).backend.state))
    })
    const first = backendPid(started.app.process().pid ?? 0) ?? 0
    process.kill(first, 'SIGKILL')
    await expect.poll(async () => (await backend()).restarts).toBe(1)
    await expect.poll(async () => (await backend()).state).toBe('running')
    expect(backendPid(started.app.process().pid ?? 0)).not.toBe(first)
    expect(await page.evaluate(() => Reflect.get(window, 'seen') as string[])).toEqual(['restarting', 'running'])
    expect(await page.evaluate(() => (window as PageWindow).maskline.call('settings.get', {}))).toMatchObject({ ok: true })
  } finally {
    await started.close()
  }
})

test('Chromium is asked how the system reaches the platform', async () => {
  const started = await launch({ args: ['--proxy-server=http=plain.example:3128;https=socks5://office.example:1080'] })
  const logs = join(started.userData, 'logs')
  const log = () => readdirSync(logs).map((name) => readFileSync(join(logs, name), 'utf8'))
  try {
    await expect
      .poll(() => log().join('\n'))
      .toContain(`the system's proxy for the platform: socks5://office.example:1080 (plain HTTP: http://plain.example:3128)`)
  } finally {
    await started.close()
  }
})

test('quitting ends the backend too', async () => {
  const started = await launch()
  await expect.poll(() => backendPid(started.app.process().pid ?? 0)).not.toBeNull()
  const pid = backendPid(started.app.process().pid ?? 0) ?? 0
  await started.close()
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
})

test('a second start brings the first to the front and ends', async () => {
  const userData = freshUserData()
  const first = await launch({ userData })
  try {
    await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    const second = spawn(process.env['ELECTRON_EXEC_PATH'] ?? '', [...appArgs(userData), '.'], {
      cwd: projectRoot,
      env: appEnv(),
      stdio: 'ignore',
    })
    const [code] = (await once(second, 'exit')) as [number | null]
    expect(code).toBe(0)
    await expect.poll(() => first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true)
  } finally {
    await first.close()
  }
})

test('closing the window keeps the app receiving in the tray', async () => {
  const started = await launch()
  try {
    await started.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    const left = await started.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()))
    expect(left).toEqual([false])
  } finally {
    await started.close()
  }
})
