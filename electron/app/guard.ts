import { app, session } from 'electron'
import { origin } from './page.ts'
import type { LogLine } from './log.ts'

/** Our page stays our page: it goes nowhere else, opens nothing and is granted nothing. */
export function guardPages(log: LogLine): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, url) => {
      if (url.startsWith(`${origin}/`)) return
      event.preventDefault()
      log('refused: navigation')
    })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => {
      log('refused: new window')
      return { action: 'deny' }
    })
  })
}

/** For the ready app: permissions belong to a session. */
export function refusePermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.defaultSession.setPermissionCheckHandler(() => false)
  session.defaultSession.setDevicePermissionHandler(() => false)
}
