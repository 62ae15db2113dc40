import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dist } from '../../build/lib/paths.mjs'
import { bundleInto } from './bundle.mjs'
import { runSeed } from './run-seed'

/** A few small seeds of the chaos suite; `npm run chaos` has the long ones. */

const PATIENCE_MS = 90_000

let folder: string
let bundle: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deck-chaos-bundles-'))
  bundle = await bundleInto('e2e/chaos/deck-process.ts', join(folder, 'app.mjs'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test.each([2, 5])(
  'seed %i: nothing is lost, nothing is submitted twice',
  async (seed) => {
    const result = await runSeed({ seed, tasks: 30, intensity: 2, bundle, dist, patienceMs: PATIENCE_MS })
    expect(result.wrong).toEqual([])
    expect(result.done + result.failed + result.givenUp).toBe(result.tasks)
    expect(result.tasks).toBeGreaterThanOrEqual(30)
    expect(Object.keys(result.disasters).length).toBeGreaterThan(2)
  },
  PATIENCE_MS + 30_000,
)
