import { useEffect } from 'react'
import { pages } from '../../store/frame-slice.ts'
import { useAppStore } from '../../store/use-app.ts'

/** The keys that work everywhere. Those of one part, such as the table's arrows, live in that part. */
export function useKeys(): void {
  const store = useAppStore()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const state = store.getState()
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]')
      if (event.key === 'Escape') {
        if (state.panel.length > 0 && !isFloatOpen()) state.closePanel()
        return
      }
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
        const page = pages[Number(event.key) - 1]
        if (page === undefined) return
        state.goTo(page)
      } else if (typing || event.ctrlKey || event.metaKey || event.altKey) return
      else if (event.key === '/') state.askSearch()
      else if (event.key === '?' || event.key === '？') state.showKeys(true)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [store])
}

/** Whether a dialog, list or menu is open: Escape is for it first. antd tells by class only. */
function isFloatOpen(): boolean {
  const floats = document.querySelectorAll('.ant-modal-wrap, .ant-select-dropdown, .ant-dropdown, .ant-popover')
  return [...floats].some((float) => !/-hidden\b/.test(float.className) && float.getClientRects().length > 0)
}
