/** Writes what `npm test` adds up: the number of tests that passed, failed and were skipped, and why these were. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/** What one stage of `npm test` did. */
export interface StageCounts {
  passed: number
  failed: number
  /** What failed, by file and name; an error outside of any test has no name. */
  failures: string[]
  skipped: Array<{ name: string; reason: string }>
}

/** The environment variable that names the file to write. */
const FILE = 'TEST_COUNTS_FILE'

/** A vitest reporter; does nothing unless TEST_COUNTS_FILE is set. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env[FILE]
    if (!file) return
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(countsOf(modules, unhandled.length)))
  }
}

function countsOf(modules: readonly TestModule[], unhandled: number): StageCounts {
  // Errors outside of any test (a file that does not load, a failing hook, a rejection) are failures too.
  const counts: StageCounts = { passed: 0, failed: unhandled, failures: [], skipped: [] }
  for (const module of modules) {
    counts.failed += module.errors().length
    for (const suite of module.children.allSuites()) counts.failed += suite.errors().length
    for (const test of module.children.allTests()) {
      const result = test.result()
      const name = `${module.relativeModuleId}: ${test.fullName}`
      if (result.state === 'passed') counts.passed += 1
      else if (result.state === 'failed') {
        counts.failed += 1
        counts.failures.push(name)
      } else counts.skipped.push({ name, reason: (result.state === 'skipped' && result.note) || '' })
    }
  }
  return counts
}
