import type { Api } from '../api.ts'
import type { AppStore } from './app-store.ts'
import type { Clock } from './clock.ts'
import { plans, type ReadName } from './readings.ts'
import { createReader, type Reader } from './reader.ts'

/**
 * Keeps what is on screen true: reads what somebody looks at, reads it again when a note says it changed, and nothing else.
 * Returns the function that stops it.
 */
export function startSync(api: Api, store: AppStore, clock: Clock): () => void {
  const names = Object.keys(plans) as ReadName[]
  const readers = new Map<ReadName, Reader>(names.map((name) => [name, createReader(name, api, store, clock)]))
  const askAll = () => readers.forEach((reader) => reader.ask())

  const stopNotes = api.on('data.changed', ({ topics }) => {
    for (const name of names) if (plans[name].topics.some((topic) => topics.includes(topic))) readers.get(name)?.ask()
  })
  const stopShell = api.on('shell.stateChanged', (value) => {
    const before = store.getState().data.shell.value
    store.setState((state) => ({ data: { ...state.data, shell: { value, readAt: clock.now(), error: null } } }))
    // What was read from the backend that ended is old, and its notes about changes were lost with it.
    if (value.backend.state === 'running' && before?.backend.state !== 'running') askAll()
  })
  const stopWishes = store.subscribe(() => readers.forEach((reader) => reader.follow()))
  readers.forEach((reader) => reader.follow())

  return () => {
    stopNotes()
    stopShell()
    stopWishes()
    readers.forEach((reader) => reader.stop())
  }
}
