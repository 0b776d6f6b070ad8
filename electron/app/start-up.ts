import { app } from 'electron'

/** What the command line asks for, and whether this start is the one that stays. */

export interface Wishes {
  demo: boolean
}

export function wishesOf(argv: readonly string[]): Wishes {
  return { demo: argv.includes('--demo') }
}

/** `--user-data-dir=` moves everything the app keeps: for tests, and for two installations side by side. Before the app is ready. */
export function chooseUserData(): void {
  const folder = app.commandLine.getSwitchValue('user-data-dir')
  if (folder !== '') app.setPath('userData', folder)
}

/** One instance per user-data folder. A second start hands its wishes to the first and ends. */
export function onlyInstance(onSecondStart: (wishes: Wishes) => void): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.exit(0)
    return false
  }
  app.on('second-instance', (_event, argv) => onSecondStart(wishesOf(argv)))
  return true
}
