import { render } from '@testing-library/react'
import { App } from '../../renderer/App.tsx'
import { createApi } from '../../renderer/api.ts'
import { Look } from '../../renderer/Look.tsx'
import { createAppStore } from '../../renderer/store/app-store.ts'
import { systemClock } from '../../renderer/store/clock.ts'
import { startSync } from '../../renderer/store/sync.ts'
import { StoreContext } from '../../renderer/store/use-app.ts'
// The page loads it when it is first looked at; here that would take as long as reading all of it.
import '../../renderer/views/settings/SettingsPage.tsx'
import { createFakeBackend } from './page/fake-backend.ts'
import type { FakeOptions } from './page/fake-data.ts'

/** The whole page in jsdom over the fake backend. jsdom lays nothing out, so sizes are given. */
export function renderPage(options: Partial<FakeOptions>) {
  giveLayout()
  const backend = createFakeBackend({ settings: { language: 'zh-CN' }, now: Date.now(), ...options })
  const api = createApi(backend.bridge)
  const store = createAppStore(api, systemClock)
  const stop = startSync(api, store, systemClock)
  const view = render(
    <StoreContext value={store}>
      <Look nonce="">
        <App />
      </Look>
    </StoreContext>,
  )
  return {
    ...view,
    backend,
    store,
    end() {
      stop()
      view.unmount()
    },
  }
}

function giveLayout(): void {
  Object.defineProperties(Element.prototype, {
    clientWidth: { configurable: true, get: () => 1000 },
    clientHeight: { configurable: true, get: () => 400 },
  })
  Element.prototype.scrollTo = () => {}
  Element.prototype.scrollIntoView = () => {}
  window.matchMedia = (query) => ({
    media: query,
    matches: false,
    onchange: null,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
    dispatchEvent: () => false,
  })
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
}
