/**
 * `npm run package [-- electron-builder arguments]`: makes the installers for this system in release/.
 * Where Electron's download is out of reach, only the unpacked app can be made: `npm run package -- --dir`.
 */
import { main, say } from './lib/console.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { checkNode } from './lib/node-version.mjs'

await main(async () => {
  checkNode()
  await ensureDependencies()
  const { bundle } = await import('./bundle.mjs')
  const { ensureElectron } = await import('./lib/electron-runtime.mjs')
  const { packageProgram, run } = await import('./lib/run.mjs')
  await bundle()
  const electron = await ensureElectron()
  if (electron.source === 'fallback')
    say(`This is no release: it holds Electron ${electron.version}, the fallback.`)
  const runtime =
    'path' in electron ? [`-c.electronDist=${electron.folder}`, `-c.electronVersion=${electron.version}`] : []
  const args = [
    packageProgram('electron-builder'),
    '--config',
    'build/electron-builder.yml',
    '--publish',
    'never',
  ]
  const { code } = await run(process.execPath, [...args, ...runtime, ...process.argv.slice(2)], {
    output: 'inherit',
  })
  process.exitCode = code
})
