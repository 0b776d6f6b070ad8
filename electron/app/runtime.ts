/** The one place that knows which Electron this is. */

export interface Runtime {
  kind: 'electron' | 'stand-in'
  electron: string
  chromium: string
  /** Whether a real account may be connected: never in a runtime without security updates, unless a developer insists. */
  mayConnect: boolean
}

const major = (version: string) => Number(version.split('.')[0])

/** Anything older than the release this project pins counts as a stand-in: it gets no security fixes. */
export function runtimeOf(
  versions: { electron?: string; chrome?: string },
  pinned: string,
  env: Record<string, string | undefined>,
): Runtime {
  const electron = versions.electron ?? '0'
  const kind = major(electron) >= major(pinned) ? 'electron' : 'stand-in'
  return { kind, electron, chromium: versions.chrome ?? '0', mayConnect: kind === 'electron' || env['MASKLINE_ALLOW_STANDIN'] === '1' }
}
