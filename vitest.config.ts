import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const everywhere = ['electron', 'renderer', 'shared', 'e2e', 'build']
/** What the demo team works on is shipped as it is, its failing tests included. */
const demoProject = 'electron/demo/project/**'
const tests = (ending: string) => everywhere.map((folder) => `${folder}/**/*.${ending}`)

export default defineConfig({
  resolve: {
    alias: {
      // The package `electron` downloads a runtime when plain Node imports it. Tests give their own stand-in.
      electron: fileURLToPath(new URL('build/testing/no-electron.ts', import.meta.url)),
    },
  },
  test: {
    projects: [
      {
        extends: true,
        // Pure and fast. A test of something in the window starts with the line `// @vitest-environment happy-dom`.
        test: {
          name: 'unit',
          include: tests('test.{ts,tsx}'),
          exclude: [...tests('integration.test.ts'), demoProject],
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        // Real processes, sockets and files: one file at a time, because two cores are the least we count on.
        test: {
          name: 'integration',
          include: tests('integration.test.ts'),
          globalSetup: ['build/testing/bundle-first.mjs'],
          exclude: [demoProject],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        // The real agent programs, which are large: `npm run test:agents` installs and runs them.
        test: {
          name: 'agents',
          include: ['e2e/conformance/*.agents.ts'],
          globalSetup: ['build/testing/bundle-first.mjs'],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        // Measures, and decides nothing: `npm run bench`.
        test: {
          name: 'bench',
          include: ['e2e/bench/*.bench.ts'],
          globalSetup: ['build/testing/bundle-first.mjs'],
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
