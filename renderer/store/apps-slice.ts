import type { OutputOf, SentTo } from '../../shared/ipc/contract.ts'
import type { AppRow } from '../../shared/ipc/system.ts'
import type { SliceTools } from './app-state.ts'

export interface AppsSlice {
  addApp(app: SentTo<'apps.add'>): Promise<AppRow>
  updateApp(change: SentTo<'apps.update'>): Promise<AppRow>
  setSecret(secret: SentTo<'apps.setSecret'>): Promise<AppRow>
  reverify(id: number): Promise<OutputOf<'apps.reverify'>>
}

export function appsSlice({ api, get, put }: SliceTools): AppsSlice {
  const keep = (row: AppRow) => {
    const rows = get().data.apps.value ?? []
    const known = rows.some((one) => one.id === row.id)
    put('apps', known ? rows.map((one) => (one.id === row.id ? row : one)) : [...rows, row])
    return row
  }
  return {
    addApp: async (app) => keep(await api.call('apps.add', app)),
    updateApp: async (change) => keep(await api.call('apps.update', change)),
    setSecret: async (secret) => keep(await api.call('apps.setSecret', secret)),
    reverify: (id) => api.call('apps.reverify', { id }),
  }
}
