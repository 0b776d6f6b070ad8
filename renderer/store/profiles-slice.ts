import type { SentTo } from '../../shared/ipc/contract.ts'
import type { OpenProfile } from '../../shared/ipc/system.ts'
import type { SliceTools } from './app-state.ts'
import { firstWindow, noFilter } from './live-slice.ts'
import { noTable } from './numbers-slice.ts'
import { emptyData } from './readings.ts'

/** The connect form as typed, kept while the user looks elsewhere; secrets leave it with the form. */
export type ConnectDraft = Record<string, unknown>

export interface ProfilesSlice {
  connectDraft: ConnectDraft | null
  /** Just connected: the page shows what to paste into the console before it goes on. */
  guideShown: boolean
  keepDraft(draft: ConnectDraft | null): void
  endGuide(): void
  startDemo(): Promise<void>
  connect(account: SentTo<'profiles.connect'>): Promise<void>
  openProfile(id: string): Promise<void>
  unlock(answer: SentTo<'profiles.unlock'>): Promise<void>
  closeProfile(): Promise<void>
}

export function profilesSlice({ api, get, set, put }: SliceTools): ProfilesSlice {
  const opened = (open: OpenProfile | null) => {
    const before = get().data.profiles.value
    if (before) put('profiles', { ...before, open })
  }
  // What was read belongs to the profile that was open; none of it may be seen in another one.
  const enter = (open: OpenProfile | null) => {
    const { shell, settings, profiles } = get().data
    set({
      page: 'live',
      panel: [],
      filter: noFilter,
      window: firstWindow,
      table: noTable,
      data: { ...emptyData, shell, settings, profiles },
    })
    opened(open)
  }
  return {
    connectDraft: null,
    guideShown: false,
    keepDraft: (connectDraft) => set({ connectDraft }),
    endGuide: () => set({ guideShown: false }),
    async startDemo() {
      enter(await api.call('profiles.startDemo'))
    },
    async connect(account) {
      const open = await api.call('profiles.connect', account)
      set({ connectDraft: null, guideShown: true })
      enter(open)
    },
    async openProfile(id) {
      enter(await api.call('profiles.open', { id }))
    },
    async unlock(answer) {
      opened(await api.call('profiles.unlock', answer))
    },
    async closeProfile() {
      await api.call('profiles.close')
      enter(null)
    },
  }
}
