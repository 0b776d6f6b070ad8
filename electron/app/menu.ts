import { Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { ShellWords } from './words.ts'

export function setMenu(words: ShellWords, isPackaged: boolean): void {
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const forDevelopers: MenuItemConstructorOptions[] = isPackaged ? [] : [{ role: 'toggleDevTools', label: words.developerTools }]
  const template: MenuItemConstructorOptions[] = [
    { label: words.file, submenu: [{ role: 'close', label: words.close }, separator, { role: 'quit', label: words.quit }] },
    {
      label: words.edit,
      submenu: [
        { role: 'undo', label: words.undo },
        { role: 'redo', label: words.redo },
        separator,
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        { role: 'selectAll', label: words.selectAll },
      ],
    },
    {
      label: words.view,
      submenu: [
        { role: 'reload', label: words.reload },
        separator,
        { role: 'resetZoom', label: words.resetZoom },
        { role: 'zoomIn', label: words.zoomIn },
        { role: 'zoomOut', label: words.zoomOut },
        separator,
        { role: 'togglefullscreen', label: words.fullScreen },
        ...forDevelopers,
      ],
    },
    { label: words.window, submenu: [{ role: 'minimize', label: words.minimize }] },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(process.platform === 'darwin' ? [{ role: 'appMenu' }, ...template] : template))
}
