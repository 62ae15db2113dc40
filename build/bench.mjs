/**
 * `npm run bench -- delivery [--samples N]`: measures how long a delegated task takes to be submitted, against what the real
 * agents need for the same prompt on their own. Prints both; passes and fails nothing.
 */
import { ensureAgentClis } from './lib/agent-clis.mjs'
import { main, Problem } from './lib/console.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { checkNode } from './lib/node-version.mjs'
import { endEverythingOnInterrupt, packageProgram, run } from './lib/run.mjs'

/** The CLIs that each benchmark runs. */
const BENCHMARKS = { delivery: ['claude', 'codex'] }

await main(async () => {
  checkNode()
  endEverythingOnInterrupt()
  const { name, samples } = readArguments(process.argv.slice(2))
  await ensureDependencies()
  const missing = Object.values(await ensureAgentClis(BENCHMARKS[name]))
  if (missing.length > 0)
    throw new Problem(missing.join('\n'), 'Check the connection to the npm registry, then run it again.')
  const args = [packageProgram('vitest'), 'run', '--project', 'bench', '--silent=false', `${name}.bench`]
  const env = { ...process.env, ...(samples === undefined ? {} : { BENCH_SAMPLES: samples }) }
  process.exitCode = (await run(process.execPath, args, { output: 'inherit', group: true, env })).code
})

function readArguments([name, option, samples]) {
  const fits = option === undefined || (option === '--samples' && /^[1-9]\d?$/.test(samples ?? ''))
  if (!Object.hasOwn(BENCHMARKS, name ?? '') || !fits)
    throw new Problem(
      name === undefined ? 'Name a benchmark.' : 'These arguments are not known here.',
      `It is: npm run bench -- ${Object.keys(BENCHMARKS).join(' | ')} [--samples 1 to 99].`,
    )
  return { name, samples }
}
