import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { AppState } from './app-state.ts'
import type { AppStore } from './app-store.ts'

export const StoreContext = createContext<AppStore | null>(null)

export function useAppStore(): AppStore {
  const store = useContext(StoreContext)
  if (!store) throw new TypeError('a view was used outside the store')
  return store
}

/** Renders again only when what is selected differs, compared field by field one level deep. */
export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(useAppStore(), useShallow(select))
}
