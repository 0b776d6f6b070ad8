import { watch } from 'node:fs'
import type { DevServer } from './page.ts'

/** Development only: where the page is hot-reloaded from. A packaged app never looks. */
export function devServer(isPackaged: boolean, env: Record<string, string | undefined>): DevServer | null {
  const url = env['ELECTRON_RENDERER_URL']
  return isPackaged || url === undefined ? null : { url }
}

/** Calls `changed` once after a burst of writes into the folder. */
export function onRebuilt(folder: string, changed: () => void): void {
  let timer: NodeJS.Timeout | undefined
  watch(folder, () => {
    clearTimeout(timer)
    timer = setTimeout(changed, 300)
  })
}
