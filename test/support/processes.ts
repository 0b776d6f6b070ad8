import { readFileSync, readdirSync } from 'node:fs'

/** Looks at the system's processes (Linux), for tests that end one. */

interface Process {
  pid: number
  parent: number
  command: string
}

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]
        return [{ pid: Number(name), parent: Number(parent), command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') }]
      } catch {
        // It ended while we looked.
        return []
      }
    })
}

/** The backend below an Electron's main process, however it is hosted; null while there is none. */
export function backendPid(main: number): number | null {
  const all = processes()
  const below = new Set([main])
  for (let grown = true; grown;) {
    const more = all.filter(({ pid, parent }) => below.has(parent) && !below.has(pid))
    for (const { pid } of more) below.add(pid)
    grown = more.length > 0
  }
  const backend = all.find(({ pid, command }) => below.has(pid) && /backend-process\.mjs|--utility-sub-type=node\.mojom/.test(command))
  return backend?.pid ?? null
}
