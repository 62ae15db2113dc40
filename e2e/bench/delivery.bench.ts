import { afterAll, it } from 'vitest'
import { nameOf } from '../conformance/subject'
import { claude } from '../conformance/subjects/claude'
import { codex } from '../conformance/subjects/codex'
import { DeliveryBench, type Sample } from './delivery-bench'

/** Times that each way is measured, one after the other so that a slow moment meets all of them. */
const SAMPLES = Number(process.env['BENCH_SAMPLES'] ?? '8')

/** Longest time for all samples of one agent, milliseconds. */
const LIMIT_MS = 900_000

const report: string[] = []
afterAll(() => console.log(['', ...report].join('\n')))

for (const subject of [claude, codex]) {
  const { label, version } = nameOf(subject.id)
  it(`${label} ${version}`, { timeout: LIMIT_MS }, async () => {
    const bench = await DeliveryBench.open(subject)
    const warm = { alone: [] as Sample[], deck: [] as Sample[] }
    const fresh = { alone: [] as Sample[], deck: [] as Sample[] }
    try {
      // The first of each pays for caches, so it does not count.
      for (let n = 0; n <= SAMPLES; n += 1) {
        const times = {
          warmAlone: await bench.aloneWarm(),
          warmDeck: await bench.underDeck('warm'),
          freshAlone: await bench.aloneFresh(),
          freshDeck: await bench.underDeck('fresh'),
        }
        if (n === 0) continue
        warm.alone.push(times.warmAlone)
        warm.deck.push(times.warmDeck)
        fresh.alone.push(times.freshAlone)
        fresh.deck.push(times.freshDeck)
      }
    } finally {
      await bench.close()
    }
    report.push(`${label} ${version}, ${SAMPLES} samples each, medians in milliseconds`)
    tell('warm (clear = false), from the paste', warm)
    tell('new for the task (clear = true), from the start', fresh)
    report.push('')
  })
}

function tell(title: string, { alone, deck }: { alone: Sample[]; deck: Sample[] }): void {
  const own = median(alone.map(({ atModel }) => atModel))
  const atModel = median(deck.map((sample) => sample.atModel))
  const proven = median(deck.map((sample) => sample.proven ?? Number.NaN))
  const accepted = median(deck.map((sample) => sample.accepted ?? Number.NaN))
  const steps = (['started', 'typing', 'submitted'] as const).flatMap((step) => {
    const times = deck.flatMap(({ steps: seen }) => seen?.[step] ?? [])
    return times.length > 0 ? [`${step} ${median(times)}`] : []
  })
  report.push(
    `  ${title}`,
    `    the agent alone, to the model                ${own}`,
    `    from delegate, to the model                  ${atModel}   (the command to its task: ${accepted})`,
    `    from delegate, to the proof in the journal   ${proven}   (${steps.join(', ')})`,
    `    more than the agent's own time, to the proof ${proven - own}   (${(proven / own).toFixed(2)} times)`,
    `    the same without the command's own start     ${proven - own - accepted}`,
  )
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN)
}
