import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

const FILE = 'terminal-host.js'

/** The bundled terminal host: beside the bundle this runs in, or in `dist` of the checkout. */
export function hostEntry(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    for (const candidate of [join(folder, FILE), join(folder, 'dist', FILE)])
      if (existsSync(candidate)) return candidate
    if (folder === dirname(folder))
      throw new Error('The terminal host is not built. Run “npm run build”, then start again.')
  }
}
