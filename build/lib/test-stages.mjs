/** The stages of `npm test`, in their order: each runs one tool and says what it counted. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureAgentClis, everydayClis } from './agent-clis.mjs'
import { oneTest, playwrightCounts, vitestCounts } from './counts.mjs'
import { onSomeDisplay } from './display.mjs'
import { results } from './paths.mjs'
import { packageProgram, run } from './run.mjs'

/** Every stage by its name. `env` is what the programs found for the tests are told by; `args` go to the tool. */
export const stages = {
  types: async ({ env }) => oneTest(await tool('typescript', 'tsc', ['--noEmit'], env)),
  lint: async ({ env }) => {
    const rules = await tool('oxlint', 'oxlint', ['--type-aware', '--deny-warnings'], env)
    const format = await tool('prettier', 'prettier', ['--check', '--log-level', 'warn', '.'], env)
    return oneTest(rules || format)
  },
  unit: (context) => vitest('unit', context),
  integration: (context) => vitest('integration', context),
  e2e: (context) => playwright(context),
  agents: (context) => shortConformance(context),
}

/**
 * Milliseconds after which the stage with the real agents begins no further case. Measured on two cores: 4 minutes on an idle machine,
 * 8 on one with five times as much to do; installing takes 1.
 */
const AGENTS_MS = 480_000

/**
 * The conformance suite over the real agent CLIs, every case once; what cannot be installed, or has no time left, is skipped with its
 * reason.
 */
async function shortConformance({ env, args = [] }) {
  const deadline = Date.now() + AGENTS_MS
  const missing = process.platform === 'win32' ? {} : await ensureAgentClis(everydayClis)
  return vitest('agents', {
    env: {
      ...withoutCi(env),
      TEST_AGENTS: everydayClis.join(','),
      TEST_AGENTS_SHORT: '1',
      TEST_AGENTS_DEADLINE: String(deadline),
      TEST_AGENTS_MISSING: JSON.stringify(missing),
    },
    args: ['conformance.agents', ...args],
  })
}

/** An environment that does not say that it is a machine's: some agents talk to nobody there, and end. */
function withoutCi(env) {
  const says = (name) =>
    ['CI', 'CONTINUOUS_INTEGRATION', 'GITHUB_ACTIONS'].includes(name) || name.startsWith('CI_')
  return Object.fromEntries(Object.entries(env).filter(([name]) => !says(name)))
}

async function vitest(project, { env, args = [] }) {
  const file = fresh(`${project}.json`)
  const reporters = ['--reporter=default', '--reporter=./build/testing/counts-reporter.ts']
  const code = await tool('vitest', 'vitest', ['run', '--project', project, ...reporters, ...args], {
    ...env,
    TEST_COUNTS_FILE: file,
  })
  return vitestCounts(file, code)
}

async function playwright({ env, args = [] }) {
  const file = fresh('e2e.json')
  const code = await playwrightTests(args, { ...env, PLAYWRIGHT_JSON: file })
  return playwrightCounts(file, code)
}

/** Runs Playwright's tests on the screen, or on a virtual one; returns the exit code. */
export async function playwrightTests(args, env) {
  const cli = packageProgram('@playwright/test', 'playwright')
  const [command, all] = onSomeDisplay(process.execPath, [cli, 'test', ...args])
  return (await run(command, all, { output: 'inherit', group: true, env })).code
}

async function tool(name, bin, args, env) {
  const all = [packageProgram(name, bin), ...args]
  return (await run(process.execPath, all, { output: 'inherit', group: true, env })).code
}

/** A result file of an earlier run must never be counted again. */
function fresh(name) {
  const file = join(results, name)
  rmSync(file, { force: true })
  return file
}
