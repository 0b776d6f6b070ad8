import { Menu, Tray, nativeImage } from 'electron'
import type { ShellWords } from './words.ts'

export interface AppTray {
  setWords: (words: ShellWords) => void
}

/** The way back to a hidden window. Desktops without a tray show nothing; a second start brings the window back there. */
export function openTray(icon: string, actions: { show: () => void; quit: () => void }): AppTray {
  const tray = new Tray(nativeImage.createFromPath(icon))
  tray.on('click', actions.show)
  return {
    setWords: (words) => {
      tray.setToolTip(words.app)
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: words.show, click: actions.show },
          { type: 'separator' },
          { label: words.quit, click: actions.quit },
        ]),
      )
    },
  }
}
