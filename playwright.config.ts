import { defineConfig } from '@playwright/test'

/** The same specs run in a real Electron and in a browser; a fixture looks at the project's name. */
export default defineConfig({
  testDir: 'e2e/specs',
  outputDir: 'test-results/e2e',
  // Most of a spec's time is a wait for a process; two share two cores well.
  workers: 2,
  retries: 0,
  // A person's whole path with real processes, on a slow machine.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON ?? 'test-results/e2e.json' }]],
  use: { screenshot: 'only-on-failure', trace: 'off' },
  projects: [{ name: 'web' }, { name: 'electron' }],
})
