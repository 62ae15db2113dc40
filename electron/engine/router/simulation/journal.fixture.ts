import type { EventBody, RunEvent } from '#shared/model/events'
import { reduce } from '#shared/model/reduce'
import type { Run } from '#shared/model/state'
import { mustHold } from './promises.fixture'
import { teamRoles } from './team.fixture'

const opened: EventBody = {
  type: 'run-opened',
  project: { dir: '/project', name: 'project' },
  directory: '/project',
  orchestration: 'flow',
  title: 'flow',
  origin: 'window',
  team: teamRoles(),
}

/** The journal of the simulated run, folded as it grows. */
export class SimulatedJournal {
  run: Run
  readonly events: RunEvent[] = []
  /** The run after each event. */
  readonly states: Run[] = []
  private clock = 1000

  constructor() {
    this.run = this.append(undefined, opened)
  }

  /** @throws when the run breaks a promise by it */
  commit(bodies: readonly EventBody[]): void {
    for (const body of bodies) {
      const before = this.run
      this.run = this.append(before, body)
      mustHold(before, this.run, body)
    }
  }

  private append(before: Run | undefined, body: EventBody): Run {
    const event: RunEvent = { v: 1, seq: this.events.length + 1, at: ++this.clock, run: 'run', body }
    const run = reduce(before, event)
    this.events.push(event)
    this.states.push(run)
    return run
  }
}
