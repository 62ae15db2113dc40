/** Bundles everything that runs in Node or Electron's main process: one file per program. */
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { icons, nodeEntries, preloadEntry } from './entries.mjs'
import { dist, root } from './paths.mjs'
import { Problem } from './console.mjs'

/** electron is there at run time; node-pty has a native part; the others are optional speed-ups of `ws` that we do not ship. */
const EXTERNAL = ['electron', 'node-pty', 'bufferutil', 'utf-8-validate']

/**
 * Bundles all entries into dist/; returns name and size of each file. One that cannot be made does not stop the others,
 * and leaves no old file behind that could be mistaken for a new one.
 */
export async function bundleNode() {
  await mkdir(join(dist, 'icons'), { recursive: true })
  await Promise.all(
    icons.map((name) => copyFile(join(root, 'build', 'icons', name), join(dist, 'icons', name))),
  )
  const entries = [
    ...nodeEntries.map((entry) => ({ ...entry, format: 'esm' })),
    { ...preloadEntry, format: 'cjs' },
  ]
  const results = await Promise.allSettled(entries.map(bundleEntry))
  const failed = entries.filter((_, index) => results[index].status === 'rejected')
  await Promise.all(failed.map(({ output }) => rm(join(dist, output), { force: true })))
  if (failed.length > 0) throw bundlingProblem(failed, results)
  return results.map(({ value }) => value)
}

function bundlingProblem(failed, results) {
  const reasons = results.filter(({ status }) => status === 'rejected').map(({ reason }) => reason.message)
  const names = failed.map(({ input }) => input).join(', ')
  return new Problem(
    `Not bundled: ${names}.`,
    'Correct the errors above and run the command again.',
    reasons.join('\n'),
  )
}

async function bundleEntry({ input, output, format, apart = {} }) {
  const build = await rolldown({
    input: join(root, input),
    cwd: root,
    platform: 'node',
    external: EXTERNAL,
    plugins: [keepApart(apart)],
    // Electron 33, the development fallback, holds Node 20.
    transform: {
      target: 'node20',
      // CommonJS packages that ask where they lie get the bundle's own place.
      define:
        format === 'esm' ? { __filename: 'import.meta.filename', __dirname: 'import.meta.dirname' } : {},
    },
    onLog: failOnUnresolved,
  })
  try {
    const { output: chunks } = await build.generate({ format, codeSplitting: false, minify: false })
    const code = chunks[0].code
    await replaceIfChanged(join(dist, output), code)
    return { file: output, bytes: Buffer.byteLength(code) }
  } finally {
    await build.close()
  }
}

/** Leaves these imports as they are, but for the name of the file. */
function keepApart(apart) {
  return {
    name: 'keep-apart',
    resolveId: (source) => (Object.hasOwn(apart, source) ? { id: apart[source], external: true } : undefined),
  }
}

/** An import that cannot be resolved would otherwise only fail when the program runs. */
function failOnUnresolved(level, log, forward) {
  if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message)
  forward(level, log)
}

/** Running programs keep their file: it is replaced in one step, and only when it is different. */
async function replaceIfChanged(file, code) {
  const current = await readFile(file, 'utf8').catch(() => undefined)
  if (current === code) return
  const temporary = `${file}.${process.pid}`
  await writeFile(temporary, code)
  await rename(temporary, file)
}
