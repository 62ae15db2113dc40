/** Makes dist/ from the sources. `npm run build`, with `-- --watch` to make it again whenever a source changes. */
import { watch as watchFolder } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { explain, main, Problem, say, step } from './lib/console.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { sources } from './lib/entries.mjs'
import { root } from './lib/paths.mjs'
import { hashOf, isCurrent, record } from './lib/stamp.mjs'

/** How long to wait for further changes before bundling again, in ms. */
const SETTLE_MS = 100

/** Bundles what is not current, each part even if another fails. With `watch`, goes on until the process ends. */
export async function bundle({ watch = false } = {}) {
  const parts = [
    () =>
      bundlePart('node', 'Bundling the programs', async () =>
        (await import('./lib/bundle-node.mjs')).bundleNode(),
      ),
    () =>
      bundlePart('renderer', 'Bundling the window', async () =>
        (await import('./lib/bundle-renderer.mjs')).bundleRenderer(),
      ),
  ]
  const failures = []
  for (const part of parts) await part().catch((error) => failures.push(error))
  if (watch) {
    for (const error of failures) say(explain(error))
    bundleOnChange()
  } else if (failures.length > 0) throw allOf(failures)
}

function allOf(failures) {
  if (failures.length === 1) return failures[0]
  return new Problem(
    'dist/ could not be made.',
    'Correct the errors above.',
    failures.map(explain).join('\n\n'),
  )
}

async function bundlePart(part, title, make) {
  const hash = hashOf(sources[part])
  if (isCurrent(part, hash)) return
  const files = await step(title, make)
  record(
    part,
    hash,
    files.map(({ file }) => file),
  )
  for (const { file, bytes } of files) say(`  ${(bytes / 1000).toFixed(0).padStart(6)} KB  dist/${file}`)
}

function bundleOnChange() {
  let timer
  const again = () => {
    clearTimeout(timer)
    timer = setTimeout(() => bundle().catch((error) => say(explain(error))), SETTLE_MS)
  }
  for (const folder of ['electron', 'renderer', 'shared'])
    watchFolder(join(root, folder), { recursive: true }, again)
  say('Watching for changes; Ctrl+C ends.')
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await ensureDependencies()
    await bundle({ watch: process.argv.includes('--watch') })
  })
}
