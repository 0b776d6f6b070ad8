import { readdirSync, readFileSync } from 'node:fs'

/** The backend process below a running app. Looks in /proc: tests run on Linux. */
export function backendPid(appPid: number | undefined): number {
  if (appPid === undefined) throw new Error('the app is not running')
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8')
      if (command.includes('backend-process') && descendsFrom(Number(name), appPid)) return Number(name)
    } catch {
      // It ended while we looked.
    }
  }
  throw new Error('the backend process was not found')
}

function descendsFrom(pid: number, ancestor: number): boolean {
  for (let at = pid; at > 1; at = parentOf(at)) if (at === ancestor) return true
  return false
}

/** The fourth field of `stat`; the second may hold blanks, so it is counted from the closing bracket. */
function parentOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}
