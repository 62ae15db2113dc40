import { isDeepStrictEqual } from 'node:util'
import type { EventBody } from '#shared/model/events'
import type { Run } from '#shared/model/state'
import type { TerminalHost } from '../terminal/host'
import type { AgentSession } from './agent-session'
import { firstSigns, foldSigns, lifeOf, needsProcesses, type LifePace, type LifeSigns } from './life-signs'

/** What the watch over the agents' lives needs of their run. */
export interface LifePorts {
  run(): Run
  sessions(): Iterable<AgentSession>
  host(): Pick<TerminalHost, 'processes'>
}

/** A turn is not looked at closely before it has been silent for so long. In milliseconds. */
const TOLD_AFTER_MS = 60_000

/** Looks at the agents of one run that are in a turn, and tells what moves there when that has changed. */
export class LifeWatch {
  private readonly known = new Map<string, LifeSigns>()

  constructor(
    private readonly ports: LifePorts,
    private readonly pace: LifePace,
  ) {}

  /** One look. @returns events for the journal. */
  async look(now: number): Promise<EventBody[]> {
    const sessions = [...this.ports.sessions()]
    const ids = new Set(sessions.map(({ id }) => id))
    for (const id of this.known.keys()) if (!ids.has(id)) this.known.delete(id)
    const told = await Promise.all(sessions.map((session) => this.lookAt(session, now)))
    return told.flat()
  }

  private async lookAt(session: AgentSession, now: number): Promise<EventBody[]> {
    const { id, tracker } = session
    // An agent that rests while its background tasks run may stand as still as it likes.
    if ((tracker.status !== 'thinking' && tracker.status !== 'working') || tracker.background > 0) {
      this.known.delete(id)
      return []
    }
    const seen = { at: now, ...session.moved }
    const before = this.known.get(id)
    const look = !before || needsProcesses(before, seen)
    const processes = look ? await this.ports.host().processes(id) : []
    const glimpse = look ? { ...seen, processes } : seen
    const signs = before ? foldSigns(before, glimpse, this.pace) : firstSigns(glimpse)
    this.known.set(id, signs)
    const agent = this.ports.run().agents[id]
    // Its turn has ended meanwhile.
    if (!agent || agent.status !== tracker.status) return []
    const { stillSince, ...life } = lifeOf(signs, this.pace, agent.source !== 'screen')
    const toldAt = Math.min(TOLD_AFTER_MS, this.pace.stillMs)
    if (stillSince === undefined && agent.life === null && now - agent.since < toldAt) return []
    const next = { ...life, stillSince: stillSince ?? null }
    if (isDeepStrictEqual(next, agent.life)) return []
    return [
      {
        type: 'life-seen',
        agent: id,
        signs: life.signs,
        ...(stillSince === undefined ? {} : { stillSince }),
        ...(life.stopped ? { stopped: true } : {}),
      },
    ]
  }
}
