/** The oldest Node that runs the program and its tools. */
import { Problem } from './console.mjs'

const OLDEST = [20, 19]

/** Fails with the fix when this Node is too old. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return
  throw new Problem(
    `Node ${version} is too old: ${OLDEST.join('.')} or newer is needed.`,
    'Install a current Node from https://nodejs.org and run the command again.',
  )
}
