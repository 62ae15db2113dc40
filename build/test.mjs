/**
 * `npm test`: installs what is missing, then runs all stages, also after a failed one. The last line is the sum.
 * `npm test -- unit e2e` runs only these stages; what follows `--` in `npm test -- unit -- <args>` goes to their tool.
 */
import { duration, main, Problem, say } from './lib/console.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { checkNode } from './lib/node-version.mjs'
import { endEverythingOnInterrupt } from './lib/run.mjs'

const ALL = ['types', 'lint', 'unit', 'integration', 'e2e', 'agents']

/** Stages that read the sources only, so that nothing has to be bundled or fetched for them. */
const NEED_NOTHING = ['types', 'lint', 'unit']

await main(async () => {
  const started = Date.now()
  checkNode()
  endEverythingOnInterrupt()
  const { names, args } = readArguments(process.argv.slice(2))
  await ensureDependencies()
  const { stages } = await import('./lib/test-stages.mjs')
  const { env, unavailable } = await prepare(names)
  const counts = []
  for (const name of names) {
    say(`\n== ${name}`)
    counts.push({ name, ...(await stages[name]({ env, args })) })
  }
  await summarize(counts, unavailable, started)
})

function readArguments(given) {
  const end = given.indexOf('--')
  const wanted = end < 0 ? given : given.slice(0, end)
  const unknown = wanted.find((name) => !ALL.includes(name))
  if (unknown) throw new Problem(`There is no test stage "${unknown}".`, `The stages are: ${ALL.join(', ')}.`)
  return {
    names: ALL.filter((name) => wanted.length === 0 || wanted.includes(name)),
    args: end < 0 ? [] : given.slice(end + 1),
  }
}

async function prepare(names) {
  if (names.every((name) => NEED_NOTHING.includes(name))) return { env: process.env, unavailable: [] }
  const { prepareTests } = await import('./lib/prepare-tests.mjs')
  return prepareTests()
}

async function summarize(all, unavailable, started) {
  const { countsLine } = await import('./lib/counts.mjs')
  say('')
  for (const reason of unavailable) say(`not available: ${reason}`)
  for (const { skipped } of all) {
    for (const { name, reason } of skipped) say(`skipped: ${name}${reason && ` (${reason})`}`)
  }
  for (const { name, failures } of all) for (const failure of failures) say(`failed: ${name} ${failure}`)
  for (const { name, ...counts } of all) say(`${name.padEnd(12)} ${countsLine([counts])}`)
  say(`in ${duration(started)}`)
  say(countsLine(all))
  process.exitCode = all.some(({ failed }) => failed > 0) ? 1 : 0
}
