import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { cardOf } from '#shared/model/selectors'
import { usageOf } from '#shared/model/usage'
import { playRoles } from '../model-server/roles'
import type { Step } from '../model-server/scenario'
import { Bench } from './bench'
import type { Seat } from './seat'
import { binDirOf, type HomeFacts, type Subject } from './subject'
import { claude } from './subjects/claude'
import { codex } from './subjects/codex'
import { copilot } from './subjects/copilot'
import { gemini } from './subjects/gemini'
import { opencode } from './subjects/opencode'
import { pi } from './subjects/pi'
import { qwen } from './subjects/qwen'
import { CHOSEN, Tables } from './tables'

/** Longest time of one test, milliseconds. */
const LIMIT_MS = 180_000
/** Longest first start of an agent that has to fetch something, milliseconds. */
const FIRST_START_MS = 120_000

const said = (text: string, outputTokens: number): Step => ({ kind: 'say', text, outputTokens })

const tables = new Tables()

/** A test of what one agent's figures are. */
function counted(subject: Subject, name: string, work: () => Promise<void>): void {
  const here = CHOSEN.includes(subject) && binDirOf(subject.id) !== undefined
  it.skipIf(!here)(name, () => tables.tried(subject, 'usage', work))
}

/** Three turns with so many tokens of output each; the last one is in a new conversation. */
async function alsoAnew(subject: Subject): Promise<Seat> {
  const opened = await Bench.open(subject)
  bench = opened
  const turns = [[said('Hello.', 77)], [said('Again.', 23)], [said('Anew.', 100)]]
  opened.model.play(playRoles([{ name: 'agent', is: () => true, turns }]))
  const seat = await opened.start()
  await seat.status('idle')
  for (const [index, sum] of [77, 100, 200].entries()) {
    if (index === 2) await seat.handle('pane.new-conversation', { run: seat.id, pane: seat.pane })
    await seat.prompt(`Prompt ${index + 1}`)
    await seat.until(`turn ${index + 1} is counted`, () => seat.agent.usage?.tokens.output === sum)
  }
  return seat
}

let bench: Bench | undefined
afterEach(async () => {
  await bench?.close()
  bench = undefined
})

describe.skipIf(process.platform === 'win32')('what a real agent has used', { timeout: LIMIT_MS }, () => {
  counted(claude, 'Claude Code: as the model service counted, also after a new conversation', async () => {
    const seat = await alsoAnew(claude)
    expect(seat.agent.usage).toMatchObject({ costUsd: null, source: 'measured' })
    expect(cardOf(seat.run, seat.pane).contextLeft).toBeGreaterThan(0.5)
  })

  counted(
    codex,
    'Codex: as the model service counted, with the size of its context, also after a new conversation',
    async () => {
      bench = await Bench.open(codex)
      const turns = [[said('Hello.', 77)], [said('Again.', 23)], [said('Anew.', 100)]]
      bench.model.play(playRoles([{ name: 'agent', is: () => true, turns }]))
      const seat = await bench.start()
      await seat.status('idle')
      const outputs: number[] = []
      for (const [index, text] of ['One', 'Two', 'Three'].entries()) {
        if (index === 2) await seat.type('/clear\r')
        await seat.prompt(text)
        const before = outputs.at(-1) ?? 0
        const usage = await seat.until(
          `turn ${index + 1} is counted`,
          () => (seat.agent.usage?.tokens.output ?? 0) > before && seat.agent.usage,
        )
        outputs.push(usage.tokens.output)
        expect(usage.source).toBe('measured')
      }
      expect(outputs).toEqual([77, 100, 200])
      const left = cardOf(seat.run, seat.pane).contextLeft
      expect(left).toBeGreaterThan(0.5)
      expect(left).toBeLessThan(1)
      expect(seat.agent.usage).toMatchObject({ costUsd: null })
    },
  )

  counted(
    opencode,
    'OpenCode: as the model service counted, with its cost by the prices that OpenCode was given',
    async () => {
      bench = await Bench.open({ ...opencode, setUp: withPrices })
      bench.model.play(playRoles([{ name: 'agent', is: () => true, turns: [[said('Hello.', 1000)]] }]))
      const seat = await bench.start()
      // Its first start in a new home fetches a package.
      await seat.until('it is idle', () => seat.agent.status === 'idle', FIRST_START_MS)
      await seat.prompt('One')
      const usage = await seat.until('the turn is counted', () => seat.agent.usage)
      expect(usage).toMatchObject({ tokens: { output: 1000 }, contextSize: 200_000, source: 'measured' })
      expect(usage.costUsd).toBeCloseTo((usage.tokens.input * 3 + 1000 * 15) / 1_000_000, 6)
      expect(cardOf(seat.run, seat.pane).contextLeft).toBeGreaterThan(0.5)
      expect(usageOf(seat.run).quality).toEqual({ tokens: 'measured', cost: 'measured' })
    },
  )

  counted(
    pi,
    'Pi: as the model service counted, with its cost by the prices that Pi was given, over several turns',
    async () => {
      bench = await Bench.open(pi)
      bench.model.play(
        playRoles([
          { name: 'agent', is: () => true, turns: [[said('Hello.', 1000)], [said('Again.', 500)]] },
        ]),
      )
      const seat = await bench.start()
      await seat.status('idle')
      await seat.prompt('One')
      await seat.until('the first turn is counted', () => seat.agent.usage?.tokens.output === 1000)
      await seat.prompt('Two')
      const usage = await seat.until(
        'the second turn is counted',
        () => seat.agent.usage?.tokens.output === 1500 && seat.agent.usage,
      )
      expect(usage).toMatchObject({ contextSize: 200_000, source: 'measured', contextSource: 'estimated' })
      expect(usage.costUsd).toBeCloseTo((usage.tokens.input * 3 + 1500 * 15) / 1_000_000, 6)
      expect(cardOf(seat.run, seat.pane).contextLeft).toBeGreaterThan(0.5)
    },
  )

  counted(copilot, 'Copilot CLI: as the model service counted, also after a new conversation', async () => {
    const seat = await alsoAnew(copilot)
    const { usage } = seat.agent
    expect(usage).toMatchObject({ costUsd: null, source: 'measured', contextSource: 'estimated' })
    expect(usage?.contextUsed).toBeGreaterThan(1000)
    expect(cardOf(seat.run, seat.pane).contextLeft).toBeGreaterThan(0.5)
  })

  counted(
    gemini,
    'Gemini CLI: as the model service counted, also after a restart of the deck; after a new conversation at least that',
    async () => {
      bench = await Bench.open(gemini)
      const turns = [[said('Hello.', 77)], [said('Again.', 23)], [said('Anew.', 100)]]
      bench.model.play(playRoles([{ name: 'agent', is: () => true, turns }]))
      const seat = await bench.start()
      await seat.status('idle')
      await seat.prompt('One')
      await seat.until('the first turn is counted', () => seat.agent.usage?.tokens.output === 77)
      await seat.status('idle')
      await bench.replaceApp(() => Promise.resolve())
      await seat.prompt('Two')
      const usage = await seat.until(
        'the second turn is counted',
        () => seat.agent.usage?.tokens.output === 100 && seat.agent.usage,
      )
      expect(usage).toMatchObject({
        costUsd: null,
        contextSize: 1_048_576,
        source: 'measured',
        contextSource: 'estimated',
      })
      expect(cardOf(seat.run, seat.pane).contextLeft).toBeGreaterThan(0.5)
      await seat.status('idle')
      await seat.handle('pane.new-conversation', { run: seat.id, pane: seat.pane })
      await seat.prompt('Three')
      await seat.until('the record is of less than all', () => seat.agent.usage?.source === 'estimated')
      expect(seat.agent.usage).toMatchObject({ tokens: { output: 100 }, contextUsed: null })
    },
  )

  counted(qwen, 'Qwen Code: as the model service counted, with what stands in its context', async () => {
    bench = await Bench.open(qwen)
    bench.model.play(
      playRoles([{ name: 'agent', is: () => true, turns: [[said('Hello.', 77)], [said('Again.', 23)]] }]),
    )
    const seat = await bench.start()
    await seat.status('idle')
    await seat.prompt('One')
    await seat.until('the first turn is counted', () => seat.agent.usage?.tokens.output === 77)
    await seat.prompt('Two')
    const usage = await seat.until(
      'the second turn is counted',
      () => seat.agent.usage?.tokens.output === 100 && seat.agent.usage,
    )
    expect(usage).toMatchObject({ costUsd: null, source: 'measured' })
    // Of a model that Qwen Code does not know the size of the context is not told.
    expect(usage.contextUsed).toBeGreaterThan(1000)
  })
})

/** OpenCode with a model that costs 3 and 15 dollars for a million tokens. */
async function withPrices(facts: HomeFacts): Promise<Record<string, string>> {
  const env = await opencode.setUp(facts)
  const file = join(facts.home, '.config', 'opencode', 'opencode.json')
  const config = await readFile(file, 'utf8')
  await writeFile(file, config.replace('"limit":', '"cost":{"input":3,"output":15},"limit":'))
  return env
}
