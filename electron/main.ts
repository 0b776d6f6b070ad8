import { join } from 'node:path'
import { app, safeStorage, session } from 'electron'
import type { ShellHandlers } from '../shared/ipc/contract.ts'
import { hostBackend } from './app/backend-host.ts'
import { linkBackend } from './app/backend-link.ts'
import { openCipher } from './app/cipher.ts'
import { devServer, onRebuilt } from './app/dev.ts'
import { guardPages, refusePermissions } from './app/guard.ts'
import { openLog } from './app/log.ts'
import { setMenu } from './app/menu.ts'
import { origin } from './app/page.ts'
import { followPreferences } from './app/preferences.ts'
import { registerScheme, servePage } from './app/protocol.ts'
import { runtimeOf } from './app/runtime.ts'
import { arrangeShutdown } from './app/shutdown.ts'
import { chooseUserData, onlyInstance, wishesOf } from './app/start-up.ts'
import type { Wishes } from './app/start-up.ts'
import { followSystemProxy } from './app/system-proxy.ts'
import { openTray } from './app/tray.ts'
import { openMainWindow, resource } from './app/window.ts'
import { shellWords } from './app/words.ts'
import type { FromBackend, ToBackend } from './ipc/backend-messages.ts'
import { publish } from './ipc/publish.ts'
import { serve } from './ipc/serve.ts'

/** Boot order, top to bottom. */

const now = () => Date.now()

async function boot(secondStarts: { handler: (wishes: Wishes) => void }): Promise<void> {
  const { kind, electron, chromium, mayConnect } = runtimeOf(process.versions, __PINNED_ELECTRON__, process.env)
  const userData = app.getPath('userData')
  const out = join(app.getAppPath(), 'out')
  // Code of a process of its own cannot be read out of the archive by the stand-in's Node 24.
  const backendFolder = join(out, 'backend').replace(`app.asar`, 'app.asar.unpacked')

  const log = openLog(join(userData, 'logs'), now)
  log.write(`Maskline ${app.getVersion()} starts in ${kind} ${electron}`)
  guardPages(log.write)
  const cipherReady = app.whenReady().then(() => openCipher(safeStorage, process.platform))
  const cipher = await cipherReady

  refusePermissions()
  const dev = devServer(app.isPackaged, process.env)
  servePage(join(out, 'renderer'), dev)

  const systemProxy = await followSystemProxy(session.defaultSession, log.write)
  const link = linkBackend({
    launch: () =>
      hostBackend<ToBackend, FromBackend>(kind, {
        entry: join(backendFolder, 'backend-process.mjs'),
        stdout: log.pipe('backend'),
        stderr: log.pipe('backend!'),
      }),
    start: { type: 'start', dataDir: userData, mayConnect, osKeeping: cipher.available(), systemProxy: systemProxy.current() },
    cipher,
    log: log.write,
    now,
    onNews: (news) => {
      if (news.channel === 'data.changed' && news.payload.topics.includes('settings')) void preferences.follow()
      publish(news.channel, news.payload)
    },
    onState: () => publish('shell.stateChanged', shellState()),
  })
  systemProxy.onChange(link.systemProxy)
  if (dev !== null) onRebuilt(backendFolder, link.restart)

  const shellState = () => ({
    version: app.getVersion(),
    runtime: { kind, electron, chromium },
    backend: link.state(),
    osLocale: app.getLocale(),
  })
  const shell: ShellHandlers = { 'shell.state': shellState }
  serve({ shell, backend: link.call, origin, log: log.write })

  const main = openMainWindow({
    preload: join(out, 'preload', 'preload.cjs'),
    icon: resource('icon.png'),
    stateFile: join(userData, 'window.json'),
    hidesOnClose: () => preferences.current().keepReceiving && !shutdown.quitting(),
  })
  const tray = openTray(resource('tray.png'), { show: main.show, quit: () => app.quit() })
  const setWords = (language: 'system' | 'zh-CN' | 'en') => {
    const words = shellWords(language, app.getLocale())
    setMenu(words, app.isPackaged)
    tray.setWords(words)
  }
  setWords('system')

  const preferences = followPreferences(
    () => link.call('settings.get', {}),
    ({ language }) => setWords(language),
  )
  void preferences.follow()

  const shutdown = arrangeShutdown({
    power: link.power,
    finish: async () => {
      await link.quit()
      log.write('Maskline ends')
      await log.close()
    },
  })

  const grant = ({ demo }: Wishes) => {
    if (demo) void link.call('profiles.startDemo', {})
  }
  secondStarts.handler = (wishes) => {
    main.show()
    grant(wishes)
  }
  grant(wishesOf(process.argv))
}

chooseUserData()
const secondStarts: { handler: (wishes: Wishes) => void } = { handler: () => {} }
if (onlyInstance((wishes) => secondStarts.handler(wishes))) {
  registerScheme()
  void boot(secondStarts)
}
