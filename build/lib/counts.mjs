/** Reads what a stage of the tests counted. */
import { readFileSync } from 'node:fs'

/** A stage that is one test: it passed or failed as a whole. */
export function oneTest(code) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, failures: [], skipped: [] }
}

/** Counts of a vitest run, as written by build/testing/counts-reporter.ts. */
export function vitestCounts(file, code) {
  return neverSilentlyGreen(readJson(file), code)
}

/** Counts of a Playwright run, from its JSON report. */
export function playwrightCounts(file, code) {
  const report = readJson(file)
  return neverSilentlyGreen(report && countReport(report), code)
}

function countReport(report) {
  const counts = { passed: 0, failed: report.errors?.length ?? 0, failures: [], skipped: [] }
  const visit = (suite, path) => {
    const here = [...path, suite.title]
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const name = [`[${test.projectName}]`, ...here, spec.title].filter(Boolean).join(' ')
        if (test.status === 'skipped') {
          const reason =
            test.annotations?.find(({ type }) => type === 'skip' || type === 'fixme')?.description ?? ''
          counts.skipped.push({ name, reason })
        } else if (test.status === 'unexpected') {
          counts.failed += 1
          counts.failures.push(name)
        } else counts.passed += 1
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, here)
  }
  for (const suite of report.suites ?? []) visit(suite, [])
  return counts
}

/** A program that failed without a counted failure, or left no counts at all, counts as one failure. */
function neverSilentlyGreen(counts, code) {
  if (!counts) return { passed: 0, failed: 1, failures: [], skipped: [] }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** The last line of `npm test`. */
export function countsLine(all) {
  const sum = (pick) => all.reduce((total, counts) => total + pick(counts), 0)
  return `${sum((counts) => counts.passed)} passed, ${sum((counts) => counts.failed)} failed, ${sum((counts) => counts.skipped.length)} skipped`
}
