import { createHash } from 'node:crypto'

/** Lines that say what failed, in the words of most test runners, compilers and linters. */
const TELLING = /error|fail|✗|✘|×|not ok|expected|assert|panic|exception|cannot|undefined/i
/** Without telling lines, so many at the end of the output stand for it. */
const LAST = 20
/** So many different lines are enough to know an error by. */
const MOST = 60

/**
 * What a failing command failed with, as a digest by which the same error is known again: what differs from run to run
 * (numbers, times, colours, temporary paths, the order of tests) does not count.
 */
export function errorSignature(output: string, detail: string): string {
  const lines = output
    // oxlint-disable-next-line no-control-regex
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, '')
    .split(/\r?\n/)
    .map(plain)
    .filter((line) => line !== '')
  const telling = lines.filter((line) => TELLING.test(line))
  const kept = telling.length > 0 ? telling : lines.slice(-LAST)
  const known = [...new Set(kept)].toSorted().slice(0, MOST)
  return createHash('sha256')
    .update([detail, ...known].join('\n'))
    .digest('hex')
    .slice(0, 16)
}

/** A line without what differs from run to run. */
function plain(line: string): string {
  return line
    .replace(/\b0x[0-9a-f]+\b/gi, '#')
    .replace(/\b[0-9a-f]{7,40}\b/gi, '#')
    .replace(/(?:\/private)?\/(?:tmp|var\/folders)\/\S+/g, '#')
    .replace(/\d+(?:[.,:]\d+)*/g, '#')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}
