import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const DIST = join(import.meta.dirname, '../../dist')

/** What agents start all the time has to start in an instant, so it loads next to nothing. */
it.each([
  ['cli.js', 26_000],
  ['hook.js', 20_000],
])('%s is small and loads nothing but Node’s own', async (file, most) => {
  const code = await readFile(join(DIST, file), 'utf8')
  expect(Buffer.byteLength(code)).toBeLessThan(most)
  const loaded = [...code.matchAll(/^import [^;]*?from "([^"]+)";$/gm)].map(([, name]) => name)
  expect(loaded.length).toBeGreaterThan(0)
  expect(loaded.filter((name) => name?.startsWith('node:') !== true)).toEqual([])
})
