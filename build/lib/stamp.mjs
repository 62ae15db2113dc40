/** Remembers from which sources a part of dist/ was made, so that unchanged parts are not made again. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dist, root } from './paths.mjs'

/** Tests and their fixtures are no part of the program. */
const IGNORED = /\.test\.tsx?$|\/fixtures(\/|$)/

/** SHA-256 over the paths and contents of all sources. */
export function hashOf(paths, folder = root) {
  const hash = createHash('sha256')
  for (const path of paths) addTo(hash, folder, path)
  return hash.digest('hex')
}

function addTo(hash, folder, path) {
  const full = join(folder, path)
  if (IGNORED.test(path) || !existsSync(full)) return
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addTo(hash, folder, `${path}/${name}`)
  } else {
    hash.update(`${path}\0`).update(readFileSync(full)).update('\0')
  }
}

/** True when the part was last made from exactly these sources and its files are still there. */
export function isCurrent(part, hash) {
  const stamp = read(part)
  return stamp?.hash === hash && stamp.files.every((file) => existsSync(join(dist, file)))
}

/** Records that the part's files were made from these sources. */
export function record(part, hash, files) {
  writeFileSync(fileOf(part), `${JSON.stringify({ hash, files }, undefined, 2)}\n`)
}

function read(part) {
  try {
    return JSON.parse(readFileSync(fileOf(part), 'utf8'))
  } catch {
    return undefined
  }
}

function fileOf(part) {
  return join(dist, `.stamp-${part}`)
}
