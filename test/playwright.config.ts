import { defineConfig } from '@playwright/test'

// `npm run screenshots` makes the pictures of the documentation with the same means.
const makesPictures = process.env['MASKLINE_SCREENSHOTS'] === '1'

export default defineConfig({
  testDir: makesPictures ? './screenshots' : './e2e',
  outputDir: '../test-results',
  // Each test opens a window with a backend of its own; two cores carry one.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
})
