import { expect } from 'vitest'
import { kill, stillThere } from '../support/processes'
import { itWithClaude } from './claude-bench'

itWithClaude(
  'Claude Code that was given nothing yet comes back: no conversation is there to go on with',
  async (bench) => {
    const seat = await bench.start()
    await seat.status('idle')
    const before = seat.agent.id
    const pids = await seat.pids()
    await bench.replaceApp(async () => {
      pids.forEach(kill)
      expect(await stillThere(pids)).toEqual([])
    })
    await bench.restore(seat)
    await seat.until('another agent at rest', ({ agent }) => agent.id !== before && agent.status === 'idle')
    await seat.deliver('Say hello')
  },
)
