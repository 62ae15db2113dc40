/** Bundles the app that the chaos suite kills, which plain Node could not start from its sources. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

const root = join(import.meta.dirname, '..', '..')

/**
 * Writes one bundle and gives its path.
 * @param {string} input path from the root of the checkout
 * @param {string} output
 */
export async function bundleInto(input, output) {
  const build = await rolldown({
    input: join(root, input),
    cwd: root,
    platform: 'node',
    transform: {
      target: 'node20',
      define: { __filename: 'import.meta.filename', __dirname: 'import.meta.dirname' },
    },
  })
  try {
    const { output: chunks } = await build.generate({ format: 'esm', codeSplitting: false, minify: false })
    await writeFile(output, chunks[0].code)
    return output
  } finally {
    await build.close()
  }
}
