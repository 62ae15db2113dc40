import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyJournal, kinds } from './any-journal.fixture'
import { RunEvent } from './events'
import { foldAll, reduce, replay } from './reduce'
import type { Run } from './state'

test('whatever a journal holds: each event read from its line gives the same run, alone or at one go', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(anyJournal, fc.nat(), (events, cut) => {
      let run: Run | undefined
      const moments: Run[] = []
      for (const event of events) {
        const line = JSON.stringify(event)
        const read = RunEvent.parse(JSON.parse(line))
        expect(read).toStrictEqual(event)
        run = reduce(run, read)
        expect(reduce(run, read)).toBe(run)
        moments.push(run)
        seen.add(event.body.type)
      }
      const at = cut % events.length
      const copy = structuredClone(moments[at])
      expect(replay(events)).toStrictEqual(run)
      expect(foldAll(moments[at], events.slice(at + 1))).toStrictEqual(run)
      expect(replay(events.slice(0, at + 1))).toStrictEqual(copy)
      // What somebody holds is as it was.
      expect(moments[at]).toStrictEqual(copy)
    }),
    { numRuns: 60 },
  )
  expect([...seen].toSorted()).toEqual(['run-opened', ...kinds].toSorted())
})
