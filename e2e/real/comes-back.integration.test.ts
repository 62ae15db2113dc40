import { afterEach, expect, it } from 'vitest'
import { Bench } from '../conformance/bench'
import { playScript } from '../conformance/script'
import { binDirOf } from '../conformance/subject'
import { claude } from '../conformance/subjects/claude'
import { kill, stillThere } from '../support/processes'

/** Longest time of the test, milliseconds. */
const LIMIT_MS = 120_000

let bench: Bench | undefined
afterEach(async () => {
  await bench?.close()
  bench = undefined
})

it.skipIf(process.platform === 'win32' || !binDirOf('claude'))(
  'Claude Code that was given nothing yet comes back: no conversation is there to go on with',
  { timeout: LIMIT_MS },
  async () => {
    bench = await Bench.open(claude)
    bench.model.play(playScript(() => undefined))
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
