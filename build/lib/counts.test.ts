import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { countsLine, oneTest, playwrightCounts, vitestCounts } from './counts.mjs'

const folder = mkdtempSync(join(tmpdir(), 'counts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function report(content: unknown): string {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

it('adds the stages up for the last line', () => {
  const vitest = { passed: 5, failed: 1, skipped: [{ name: 'a', reason: '' }] }
  expect(countsLine([oneTest(0), oneTest(2), vitest])).toBe('6 passed, 2 failed, 1 skipped')
})

it('reads passed, failed and skipped tests with their reasons from a Playwright report', () => {
  const skipped = {
    status: 'skipped',
    projectName: 'electron',
    annotations: [{ type: 'skip', description: 'no Electron' }],
  }
  const specs = [
    { title: 'opens', tests: [{ status: 'expected', projectName: 'web' }, skipped] },
    { title: 'closes', tests: [{ status: 'unexpected', projectName: 'web' }] },
  ]
  const file = report({ suites: [{ title: 'a.spec.ts', suites: [{ title: 'window', specs }] }], errors: [] })
  expect(playwrightCounts(file, 1)).toEqual({
    passed: 1,
    failed: 1,
    failures: ['[web] a.spec.ts window closes'],
    skipped: [{ name: '[electron] a.spec.ts window opens', reason: 'no Electron' }],
  })
})

it('counts an error outside of any test as a failure', () => {
  expect(playwrightCounts(report({ suites: [], errors: [{ message: 'No tests found' }] }), 1).failed).toBe(1)
})

it('is never green when the tool failed without saying why', () => {
  const clean = report({ passed: 3, failed: 0, failures: [], skipped: [] })
  expect(vitestCounts(clean, 1)).toEqual({ passed: 3, failed: 1, failures: [], skipped: [] })
  expect(vitestCounts(clean, 0)).toEqual({ passed: 3, failed: 0, failures: [], skipped: [] })
})

it('is never green when the tool left no counts', () => {
  expect(vitestCounts(join(folder, 'absent.json'), 0)).toEqual({
    passed: 0,
    failed: 1,
    failures: [],
    skipped: [],
  })
})
