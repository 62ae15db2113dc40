import { expect } from 'vitest'
import { claude } from '../conformance/subjects/claude'
import { itWithClaude } from './claude-bench'

itWithClaude(
  'Claude Code that is found before its shim, as a login shell or npx does: its screen proves what it takes',
  async (bench) => {
    const seat = await bench.start()
    await seat.status('idle')
    for (const text of ['Say hello', 'Say hello', 'Say it\nonce more']) {
      expect(await seat.proven(await seat.prompt(text))).toMatchObject({ route: 'typed', proof: 'screen' })
      await seat.status('idle')
    }
    expect(bench.model.log.prompts.map((prompt) => prompt.text.replace(/\s+/g, ' ').trim())).toEqual([
      'Say hello',
      'Say hello',
      'Say it once more',
    ])
  },
  {
    ...claude,
    command: (facts, ask) => `bash -lc '${claude.command(facts, ask)}'`,
  },
)
