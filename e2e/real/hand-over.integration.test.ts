import { afterEach, describe, expect, it } from 'vitest'
import { attentionOf } from '#shared/model/attention'
import { Bench } from '../conformance/bench'
import { binDirOf } from '../conformance/subject'
import { claude } from '../conformance/subjects/claude'
import { playRoles } from '../model-server/roles'
import type { Step } from '../model-server/scenario'

/** Longest time of one test, milliseconds. */
const LIMIT_MS = 120_000

/** An answer after which hardly anything fits into the context of any of Claude's models. */
const full: Step = { kind: 'say', text: 'I have read everything.', outputTokens: 880_000 }

let bench: Bench | undefined
afterEach(async () => {
  await bench?.close()
  bench = undefined
})

describe.skipIf(process.platform === 'win32')(
  'a real agent whose context runs out',
  { timeout: LIMIT_MS },
  () => {
    it.skipIf(!binDirOf('claude'))(
      'Claude Code: it is offered a successor, which is told what the one before did',
      async () => {
        bench = await Bench.open(claude)
        bench.model.play(playRoles([{ name: 'agent', is: () => true, turns: [[full], []] }]))
        const seat = await bench.start()
        await seat.status('idle')
        await seat.prompt('Read everything')
        const offered = await seat.until('a successor is offered', ({ run }) =>
          attentionOf(run).find(({ kind }) => kind === 'context'),
        )
        expect(offered.text).toMatch(/^agent has \d{1,2} % of its context left$/)
        const old = seat.agent.id
        await seat.handOver('idle')
        await seat.until(
          'a fresh agent is at rest',
          ({ agent }) => agent.id !== old && agent.status === 'idle',
        )
        const told = await bench.model.log.waitForPrompt(
          (prompt) => prompt.text.includes('hand-over.md'),
          45_000,
        )
        expect(told.text).toMatch(/^You take over from an earlier agent/)
        const text = await seat.handOverText('h1')
        expect(text).toContain('Read everything')
        expect(text).toContain('I have read everything.')
        expect(attentionOf(seat.run)).toEqual([])
      },
    )
  },
)
