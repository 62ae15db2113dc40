import { expect } from 'vitest'
import { itWithClaude } from './claude-bench'

itWithClaude(
  'Claude Code, whose conversation is compacted or begun anew: an orchestrator gets its role before what waits for it',
  async (bench) => {
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
