import { afterEach, expect, it } from 'vitest'
import { Bench } from '../conformance/bench'
import { playScript } from '../conformance/script'
import { binDirOf } from '../conformance/subject'
import { claude } from '../conformance/subjects/claude'

/** Longest time of the test, milliseconds. */
const LIMIT_MS = 120_000

let bench: Bench | undefined
afterEach(async () => {
  await bench?.close()
  bench = undefined
})

it.skipIf(process.platform === 'win32' || !binDirOf('claude'))(
  'Claude Code that is found before its shim, as a login shell or npx does: its screen proves what it takes',
  { timeout: LIMIT_MS },
  async () => {
    bench = await Bench.open({
      ...claude,
      command: (facts, ask) => `bash -lc '${claude.command(facts, ask)}'`,
    })
    bench.model.play(playScript(() => undefined))
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
)
