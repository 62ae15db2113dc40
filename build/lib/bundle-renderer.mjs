/** Bundles the window's page with Vite, and keeps its first load small. */
import { rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { rendererPage } from './entries.mjs'
import { dist, root } from './paths.mjs'
import { Problem } from './console.mjs'

/** Most bytes of minified script that the window may load before it shows something. */
const FIRST_LOAD_BYTES = 750_000

/**
 * Bundles the page into dist/renderer/; returns name and size of what is loaded first. When it cannot be made, no old
 * page is left behind that could be mistaken for a new one.
 */
export async function bundleRenderer() {
  const outDir = join(dist, `.renderer-${process.pid}`)
  const place = join(dist, 'renderer')
  try {
    const { output } = await build(configuration(outDir))
    const first = firstLoad(output)
    checkFirstLoad(first)
    await swap(outDir, place)
    return first
  } catch (error) {
    for (const folder of [outDir, place]) await rm(folder, { recursive: true, force: true })
    if (error instanceof Problem) throw error
    throw new Problem(
      `Not bundled: ${rendererPage}.`,
      'Correct the errors above and run the command again.',
      error.message,
    )
  }
}

function configuration(outDir) {
  return {
    root: dirname(join(root, rendererPage)),
    configFile: false,
    // Relative addresses work under app:// and under any address of `serve`.
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      // The oldest Chromium that shows the page is the one of Electron 33.
      target: 'chrome130',
      // The content policy allows neither data: addresses nor scripts inside the page.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: FIRST_LOAD_BYTES / 1000,
    },
  }
}

/** The entry's script and all scripts that it imports statically. */
function firstLoad(output) {
  const chunks = new Map(
    output.filter((item) => item.type === 'chunk').map((chunk) => [chunk.fileName, chunk]),
  )
  const wanted = [...chunks.values()].filter((chunk) => chunk.isEntry).map((chunk) => chunk.fileName)
  const seen = new Set()
  while (wanted.length > 0) {
    const name = wanted.pop()
    if (seen.has(name)) continue
    seen.add(name)
    wanted.push(...(chunks.get(name)?.imports ?? []))
  }
  return [...seen].map((name) => ({
    file: `renderer/${name}`,
    bytes: Buffer.byteLength(chunks.get(name)?.code ?? ''),
  }))
}

/** Fails when the scripts of the first load are larger than the window may take. */
export function checkFirstLoad(files) {
  const bytes = files.reduce((sum, { bytes }) => sum + bytes, 0)
  if (bytes <= FIRST_LOAD_BYTES) return
  throw new Problem(
    `The window's first load is ${Math.round(bytes / 1000)} KB of script; at most ${FIRST_LOAD_BYTES / 1000} KB are allowed.`,
    'Load what is not needed at once with import(), or use a smaller package.',
  )
}

/** Puts the new folder in the old one's place, also while another process does the same. */
async function swap(made, place) {
  const old = `${made}.old`
  for (;;) {
    await rename(place, old).catch(ignore('ENOENT'))
    await rm(old, { recursive: true, force: true })
    const placed = await rename(made, place).then(() => true, ignore('ENOTEMPTY', 'EEXIST', 'EPERM'))
    if (placed) return
  }
}

function ignore(...codes) {
  return (error) => {
    if (!codes.includes(error.code)) throw error
  }
}
