/** The programs that are bundled, one file each. */

/**
 * Entries that run in Node or in Electron's main process, as ES modules. `apart` maps an import, as it is written, to the
 * file of another entry that it stays an import of: what most starts of the program do without.
 */
export const nodeEntries = [
  { input: 'electron/main.ts', output: 'main.js' },
  { input: 'electron/serve.ts', output: 'serve.js' },
  { input: 'electron/terminal-host/main.ts', output: 'terminal-host.js' },
  {
    input: 'electron/cli/main.ts',
    output: 'cli.js',
    apart: { './further-verbs': './cli-further.js' },
  },
  { input: 'electron/cli/further-verbs.ts', output: 'cli-further.js' },
  { input: 'electron/cli/hook.ts', output: 'hook.js' },
  { input: 'electron/demo/agent.ts', output: 'demo-agent.js' },
]

/** The preload script is CommonJS: a sandboxed window cannot load an ES module. */
export const preloadEntry = { input: 'electron/preload.ts', output: 'preload.cjs' }

/** Images that the app shows at run time, copied to dist/icons/. */
export const icons = [
  'icon-256.png',
  ...['trayTemplate', 'tray-for-light', 'tray-for-dark'].flatMap((name) => [`${name}.png`, `${name}@2x.png`]),
]

/** The window's page. */
export const rendererPage = 'renderer/index.html'

/** Folders and files whose content decides whether a part must be bundled again. */
export const sources = {
  node: [
    'electron',
    'shared',
    'package-lock.json',
    'build/icons',
    'build/bundle.mjs',
    'build/lib/entries.mjs',
    'build/lib/bundle-node.mjs',
  ],
  renderer: ['renderer', 'shared', 'package-lock.json', 'build/bundle.mjs', 'build/lib/bundle-renderer.mjs'],
}
