import './zod-without-eval.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@fontsource-variable/noto-sans-sc'
import '@fontsource-variable/noto-sans-mono'
import './styles/global.css'
import { App } from './App.tsx'
import { createApi } from './api.ts'
import { Look } from './Look.tsx'
import { createAppStore } from './store/app-store.ts'
import { systemClock } from './store/clock.ts'
import { startSync } from './store/sync.ts'
import { StoreContext } from './store/use-app.ts'

const root = document.getElementById('root')
if (!root) throw new TypeError('the page has no root')

const api = createApi(window.maskline)
const store = createAppStore(api, systemClock)
startSync(api, store, systemClock)

// Chromium hides the attribute from scripts that might leak it; the property still holds it.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

createRoot(root).render(
  <StrictMode>
    <StoreContext value={store}>
      <Look nonce={nonce}>
        <App />
      </Look>
    </StoreContext>
  </StrictMode>,
)
