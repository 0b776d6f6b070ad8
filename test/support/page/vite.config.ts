import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: new URL('../../..', import.meta.url).pathname,
  plugins: [react()],
  server: { host: '127.0.0.1', port: 5199, strictPort: true },
  build: {
    outDir: 'out/fake-page',
    emptyOutDir: true,
    // As the app is built: its policy allows no font in a data URL.
    assetsInlineLimit: 0,
    target: 'chrome114',
    rollupOptions: { input: new URL('./index.html', import.meta.url).pathname },
  },
})
