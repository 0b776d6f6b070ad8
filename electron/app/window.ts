import { join } from 'node:path'
import { BrowserWindow, app, screen } from 'electron'
import { origin } from './page.ts'
import { fitOnScreens, readWindowState, smallest, writeWindowState } from './window-state.ts'

export interface MainWindow {
  show: () => void
  window: BrowserWindow
}

export interface WindowOptions {
  preload: string
  icon: string
  stateFile: string
  /** Whether closing the window only hides it. */
  hidesOnClose: () => boolean
}

export function openMainWindow({ preload, icon, stateFile, hidesOnClose }: WindowOptions): MainWindow {
  const state = fitOnScreens(
    readWindowState(stateFile),
    screen.getAllDisplays().map((display) => display.workArea),
  )
  const { corner, maximized, width, height } = state
  const window = new BrowserWindow({
    ...corner,
    width,
    height,
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: app.getName(),
    icon,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Running lengths and ages must go on in a window that is covered.
      backgroundThrottling: false,
      spellcheck: false,
    },
  })
  if (maximized) window.maximize()
  const show = () => {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  const remember = () => {
    const { x, y, ...size } = window.getNormalBounds()
    writeWindowState(stateFile, { corner: { x, y }, ...size, maximized: window.isMaximized() })
  }
  window.once('ready-to-show', show)
  window.on('close', (event) => {
    remember()
    if (!hidesOnClose()) return
    event.preventDefault()
    window.hide()
  })
  // A crashed page is loaded again: the backend and the facts are elsewhere.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload()
  })
  void window.loadURL(`${origin}/`)
  return { show, window }
}

export function resource(name: string): string {
  return join(app.getAppPath(), 'resources', name)
}
