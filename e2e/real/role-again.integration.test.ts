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
  'Claude Code, whose conversation is compacted or begun anew: an orchestrator gets its role before what waits for it',
  { timeout: LIMIT_MS },
  async () => {
    bench = await Bench.open(claude)
    bench.model.play(playScript(() => undefined))
    const seat = await bench.startTeam()
    const contexts = () => Object.values(seat.run.deliveries).filter(({ purpose }) => purpose === 'context')
    await seat.proven((await seat.until('its role', () => contexts()[0])).id)
    await seat.status('idle')
    await seat.deliver('Remember this')

    for (const [index, command] of ['/compact', '/clear'].entries()) {
      await seat.type(command)
      await seat.untilScreen('the command', (screen) => screen.includes(command))
      await seat.press(['', '', '\r'])
      // Of a compaction the agent itself has to tell first.
      const early = command === '/clear' ? await seat.prompt('What is next?') : undefined
      const again = await seat.until(`its role again after ${command}`, () => contexts()[index + 1])
      const next = early ?? (await seat.prompt('And now?'))
      expect((await seat.proven(again.id)).provenAt).toBeLessThanOrEqual(
        (await seat.proven(next)).submittedAt ?? 0,
      )
      await seat.status('idle')
      expect(contexts()).toHaveLength(index + 2)
    }
    const told = bench.model.log.prompts.map((prompt) => prompt.text.split(' ').slice(0, 3).join(' '))
    expect(told.filter((text) => text === 'Read the file')).toHaveLength(3)
  },
)
