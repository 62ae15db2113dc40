/** `npm run chaos`: runs seeds one after the other and prints what came of each, and of all. */
import { parseArgs } from 'node:util'
import { runSeed, type SeedResult } from './run-seed'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    first: { type: 'string', default: '1' },
    tasks: { type: 'string', default: '200' },
    intensity: { type: 'string', default: '1' },
    patience: { type: 'string', default: '600' },
    keep: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    bundle: { type: 'string', default: '' },
    dist: { type: 'string', default: '' },
    agent: { type: 'string', default: '' },
  },
})

// The seed that runs ends its processes when this one exits.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))

const results: SeedResult[] = []
const [first, seeds, tasks] = [Number(values.first), Number(values.seeds), Number(values.tasks)]
for (let seed = first; seed < first + seeds; seed += 1) {
  const result = await runSeed({
    seed,
    tasks,
    bundle: values.bundle,
    dist: values.dist,
    agentScript: values.agent,
    intensity: Number(values.intensity),
    patienceMs: Number(values.patience) * 1000,
    keep: values.keep,
    ...(values.verbose ? { say: (line: string) => console.log(`  ${line}`) } : {}),
  })
  results.push(result)
  console.log(lineOf(result))
  for (const reason of result.wrong.slice(0, 20)) console.log(`    wrong: ${reason}`)
  if (result.left) console.log(`    left in ${result.left}`)
}

const total = (of: (result: SeedResult) => number): number =>
  results.reduce((sum, result) => sum + of(result), 0)
const bad = results.filter((result) => result.wrong.length > 0)
console.log(
  `${results.length} seeds, ${total((each) => each.tasks)} tasks, ` +
    `${total((each) => Object.values(each.disasters).reduce((sum, times) => sum + times, 0))} disasters, ` +
    `${total((each) => each.messages)} messages: ${bad.length} seeds with something wrong` +
    (bad.length > 0 ? ` (${bad.map((each) => each.seed).join(', ')})` : ''),
)
process.exitCode = bad.length > 0 ? 1 : 0

function lineOf(result: SeedResult): string {
  const list = (counts: Record<string, number>) =>
    Object.entries(counts)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ')
  return (
    `seed ${result.seed}: ${result.wrong.length === 0 ? 'ok' : 'WRONG'} in ${result.seconds.toFixed(0)} s; ` +
    `${result.tasks} tasks: ${result.done} done, ${result.failed} failed, ${result.givenUp} given up; ` +
    `${result.agentsLost} agents lost at work; ${result.messages} messages, ${result.repeated} repeated, ${result.kept} kept, ` +
    `${result.unsolicited} unsolicited, ${result.delegatedAgain} delegated again; ` +
    `disasters: ${list(result.disasters) || 'none'}; person: ${list(result.person) || 'nothing'}`
  )
}
