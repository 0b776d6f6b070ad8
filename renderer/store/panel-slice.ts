import type { CallRow, CallScope } from '../../shared/ipc/live.ts'
import type { AppError } from '../../shared/errors.ts'
import { asAppError } from '../api.ts'
import type { CardName } from './card-names.ts'
import type { SliceTools } from './app-state.ts'

/** Why a list of calls was opened; its words are made where it is shown, so that they follow the language. */
export type ListTitle = { of: 'card'; card: CardName } | { of: 'minute'; at: number } | { of: 'hour' } | { of: 'sameX' | 'sameCaller' }

export type PanelView = { kind: 'call'; id: number } | { kind: 'calls'; scope: CallScope; title: ListTitle } | { kind: 'problems' }

export interface PanelSlice {
  /** The side panel, innermost last; empty = closed. */
  panel: readonly PanelView[]
  /** Pages of the open list after its first. */
  more: { rows: readonly CallRow[]; next: string | null; reading: boolean; error: AppError | null }
  /** Opens on top of nothing: what a click in the page does. */
  open(view: PanelView): void
  /** Opens on top of what is open, so that one can go back to it. */
  openInside(view: PanelView): void
  back(): void
  closePanel(): void
  readMore(): Promise<void>
  refreshList(): void
}

const noMore = { rows: [], next: null, reading: false, error: null }

export function panelSlice({ api, get, set }: SliceTools): PanelSlice {
  return {
    panel: [],
    more: noMore,
    open: (view) => set({ panel: [view], more: noMore }),
    openInside: (view) => set({ panel: [...get().panel, view], more: noMore }),
    back: () => set({ panel: get().panel.slice(0, -1), more: noMore }),
    closePanel: () => set({ panel: [], more: noMore }),
    async readMore() {
      const { panel, more, data } = get()
      const top = panel.at(-1)
      const after = more.rows.length > 0 ? more.next : (data.list.value?.next ?? null)
      if (top?.kind !== 'calls' || after === null || more.reading) return
      set({ more: { ...more, reading: true, error: null } })
      try {
        const page = await api.call('calls.list', { scope: top.scope, after })
        if (get().panel.at(-1) === top) set({ more: { rows: [...more.rows, ...page.rows], next: page.next, reading: false, error: null } })
      } catch (thrown) {
        if (get().panel.at(-1) === top) set({ more: { ...more, reading: false, error: asAppError(thrown) } })
      }
    },
    refreshList: () => set({ more: noMore }),
  }
}
