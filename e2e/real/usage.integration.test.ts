import { afterEach, describe, expect, it } from 'vitest'
import { usageOf } from '#shared/model/usage'
import { Bench } from '../conformance/bench'
import { binDirOf } from '../conformance/subject'
import { claude } from '../conformance/subjects/claude'
import { playRoles } from '../model-server/roles'
import { call, type Step } from '../model-server/scenario'

/** Longest time of one test, milliseconds. */
const LIMIT_MS = 120_000

const said = (text: string, outputTokens: number): Step => ({ kind: 'say', text, outputTokens })

let bench: Bench | undefined
afterEach(async () => {
  await bench?.close()
  bench = undefined
})

describe.skipIf(process.platform === 'win32')('what a real agent has used', { timeout: LIMIT_MS }, () => {
  it.skipIf(!binDirOf('claude'))(
    'Claude Code: as the model service counted, subagents included, at the end of each turn',
    async () => {
      bench = await Bench.open(claude)
      const child = call('Agent', { description: 'look', prompt: 'CHILD', subagent_type: 'general-purpose' })
      bench.model.play(
        playRoles([
          { name: 'child', is: (prompt) => prompt.includes('CHILD'), turns: [[said('Looked.', 5000)]] },
          { name: 'agent', is: () => true, turns: [[said('Hello.', 77)], [child, said('Done.', 300)]] },
        ]),
      )
      const seat = await bench.start()
      await seat.status('idle')
      await seat.prompt('Say hello')
      const first = await seat.until('the first turn is counted', () => seat.agent.usage)
      expect(first.tokens.output).toBe(77)
      expect(first.tokens.input).toBeGreaterThan(1000)
      // One request so far: all of it stands in the context.
      expect(first.contextUsed).toBe(first.tokens.input + 77)
      expect(first).toMatchObject({ costUsd: null, source: 'measured', contextSource: 'estimated' })
      expect(first.contextSize).toBeGreaterThanOrEqual(200_000)

      await seat.prompt('Ask a child')
      const total = await seat.until('the second turn is counted', ({ run }) => {
        const sum = usageOf(run)
        return sum.tokens.output > 5377 && sum
      })
      expect(total.quality).toEqual({ tokens: 'measured', cost: 'unavailable' })
      expect(total.silent).toEqual({ tokens: [], cost: ['agent'] })
    },
  )
})
