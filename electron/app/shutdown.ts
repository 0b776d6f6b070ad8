import { app, powerMonitor } from 'electron'

export interface ShutdownOptions {
  power: (mark: 'suspend' | 'resume' | 'shutdown') => void
  /** Everything that must end before the program does; bounded by itself. */
  finish: () => Promise<void>
}

/** Quitting waits for the backend; sleep and shutdown leave their mark, from which gaps in the pushes are explained. */
export function arrangeShutdown({ power, finish }: ShutdownOptions): { quitting: () => boolean } {
  let stage: 'running' | 'finishing' | 'finished' = 'running'
  app.on('before-quit', (event) => {
    if (stage === 'finished') return
    event.preventDefault()
    if (stage === 'finishing') return
    stage = 'finishing'
    void finish().finally(() => {
      stage = 'finished'
      app.quit()
    })
  })
  // Electron's own answer to the last closed window is to quit: a hidden window is not closed, and a closed one means it.
  app.on('window-all-closed', () => app.quit())
  powerMonitor.on('suspend', () => power('suspend'))
  powerMonitor.on('resume', () => power('resume'))
  powerMonitor.on('shutdown', () => {
    power('shutdown')
    app.quit()
  })
  return { quitting: () => stage !== 'running' }
}
