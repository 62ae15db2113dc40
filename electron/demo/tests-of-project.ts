import type { Session } from './session'

/** What the project's tests say. */
export interface TestReport {
  passed: number
  failed: string[]
  /** What was expected and found by the first failure. */
  expected: string | null
  actual: string | null
}

/** Reads Node's test output in the TAP form. */
export function readTap(output: string): TestReport {
  const failed = [...output.matchAll(/^not ok \d+ - (.+)$/gm)].map((match) => match[1] ?? '')
  const passed = [...output.matchAll(/^ok \d+ - .+$/gm)].length
  const value = (name: string) => new RegExp(`^ +${name}: (.+)$`, 'm').exec(output)?.[1] ?? null
  return { passed, failed, expected: value('expected'), actual: value('actual') }
}

/** Runs the project's tests, with the Node that runs this agent: one on the PATH may be older, or missing. */
export async function runTests(session: Session): Promise<TestReport> {
  let report: TestReport = { passed: 0, failed: [], expected: null, actual: null }
  await session.tool('Bash', 'node --test', async () => {
    const { output } = await session.run(process.execPath, ['--test', '--test-reporter=tap'])
    report = readTap(output)
    return {
      ok: report.failed.length === 0 && report.passed > 0,
      lines: [
        ...report.failed.map((name) => `- ${name}`),
        `${report.passed} passed, ${report.failed.length} failed`,
      ],
    }
  })
  return report
}
