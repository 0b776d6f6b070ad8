import { useSyncExternalStore } from 'react'

/** One timer for everything on the page that ages, however many parts watch it. */
const watchers = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = Date.now()

function watch(callback: () => void): () => void {
  if (watchers.size === 0) {
    now = Date.now()
    timer = setInterval(() => {
      now = Date.now()
      watchers.forEach((watcher) => watcher())
    }, 1_000)
  }
  watchers.add(callback)
  return () => {
    watchers.delete(callback)
    if (watchers.size === 0) clearInterval(timer)
  }
}

/** The time, once a second, or what is made of it: then it renders only when that changes. */
export function useNow(): number
export function useNow<T extends string | number | null>(of: (now: number) => T): T
export function useNow(of: (now: number) => string | number | null = (at) => at) {
  return useSyncExternalStore(watch, () => of(now))
}
