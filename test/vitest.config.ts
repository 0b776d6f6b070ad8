import { defineConfig } from 'vitest/config'

// Each file says itself when it needs a page: `// @vitest-environment jsdom` on its first line.
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/unit/**/*.test.{ts,tsx}'],
    environment: 'node',
    restoreMocks: true,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // Two cores are shared with the processes under test.
    maxWorkers: 2,
  },
})
