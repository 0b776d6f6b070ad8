import { BrowserWindow } from 'electron'
import type { News, PayloadOf } from '../../shared/ipc/contract.ts'

/** Tells every window the news. */
export function publish<K extends News>(channel: K, payload: PayloadOf<K>): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed()) window.webContents.send(channel, payload)
  }
}
