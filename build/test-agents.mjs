/**
 * `npm run test:agents [-- <agent>...] [--full] [--write]`: installs the real agent CLIs and runs the conformance suite over them.
 * `--full` delivers every text 20 times, `--write` keeps the results and writes docs/agents.md.
 */
import { agentClis, ensureAgentCli } from './lib/agent-clis.mjs'
import { main, Problem } from './lib/console.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { checkNode } from './lib/node-version.mjs'
import { endEverythingOnInterrupt, packageProgram, run } from './lib/run.mjs'

/** How often `--full` delivers each text. */
const FULL = '20'

await main(async () => {
  checkNode()
  endEverythingOnInterrupt()
  const { names, full, write, rest } = readArguments(process.argv.slice(2))
  await ensureDependencies()
  for (const name of names) await ensureAgentCli(name)
  const env = {
    ...process.env,
    TEST_AGENTS: names.join(','),
    ...(full ? { TEST_AGENTS_REPEAT: FULL } : {}),
    ...(write ? { TEST_AGENTS_WRITE: '1' } : {}),
  }
  const args = [packageProgram('vitest'), 'run', '--project', 'agents', ...rest]
  process.exitCode = (await run(process.execPath, args, { output: 'inherit', group: true, env })).code
})

/** Everything after `--` goes to the test runner. */
function readArguments(given) {
  const end = given.indexOf('--')
  const own = end < 0 ? given : given.slice(0, end)
  const names = own.filter((word) => !word.startsWith('--'))
  const unknown = own.find((word) =>
    word.startsWith('--') ? !['--full', '--write'].includes(word) : !Object.hasOwn(agentClis, word),
  )
  if (unknown)
    throw new Problem(
      `"${unknown}" is not known here.`,
      `The agents are: ${Object.keys(agentClis).join(', ')}.`,
    )
  return {
    names: names.length > 0 ? names : Object.keys(agentClis),
    full: own.includes('--full'),
    write: own.includes('--write'),
    rest: end < 0 ? [] : given.slice(end + 1),
  }
}
