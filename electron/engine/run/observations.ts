import { isDeepStrictEqual } from 'node:util'
import type { EventBody } from '#shared/model/events'
import type { Agent, Run } from '#shared/model/state'
import { adapterFor, type Observation } from '../agents/index'
import type { Deliveries } from '../delivery/deliveries'
import type { Meters } from '../usage/meter'
import type { AgentSession } from './agent-session'

/** Whom what is seen of agents concerns. */
export interface ObservationPorts {
  run(): Run
  commit(bodies: EventBody[], options?: { cause?: string; durable?: boolean }): Promise<void>
  deliveries: Pick<Deliveries, 'prompted' | 'poke'>
  /** Something about an agent changed that may ask for a next step. */
  stirred(): void
  broken(error: unknown): void
  /** Something was seen of an agent, by whichever source. */
  observed(session: AgentSession, seen: Observation): void
}

/** Why a turn counts as over that nobody has ended. */
const STOOD_STILL = 'Its screen stands still at an empty box, so the deck goes on.'

/** What is seen of the agents of one run, put into the journal. */
export class Observations {
  /** The message of a hook that is being taken in, and what it puts into the journal. */
  private telling: { cause: string; written: Promise<void>[] } | undefined

  constructor(
    private readonly ports: ObservationPorts,
    private readonly meters: Meters,
  ) {}

  /**
   * What an agent's hook reported; resolves when what came of it is in the journal. A turn whose end got lost would
   * keep its agent busy for ever.
   * @param agent the adapter's name.
   * @param cause id of the message.
   */
  async hook(session: AgentSession, agent: string, payload: unknown, cause: string): Promise<void> {
    const telling = { cause, written: [] as Promise<void>[] }
    this.telling = telling
    try {
      this.hooked(session, agent, payload)
    } finally {
      this.telling = undefined
    }
    await Promise.all(telling.written)
  }

  private hooked(session: AgentSession, agent: string, payload: unknown): void {
    // The shim of an agent that its command did not name has been reached. Any other that speaks here is a program inside of the
    // agent: what the agent's own screen shows must go on being read as that agent's.
    if (session.adapter.id === 'any') session.adapter = adapterFor(agent)
    if (session.adapter.id !== agent) return
    this.meters.hook(session.id, session.adapter.usage, payload)
    for (const seen of session.adapter.readHook(payload)) this.heard(session, seen)
  }

  /** Takes in what was seen of an agent, by whichever source. */
  heard(session: AgentSession, seen: Observation): void {
    if (seen.source === 'usage') {
      session.moved.reports++
      return this.meters.told(session.id, seen.figures)
    }
    if (seen.source === 'notice') return this.note({ type: 'conversation-compacted', agent: session.id })
    if (seen.source === 'person') return this.note({ type: 'conversation-reset', agent: session.id })
    if (seen.source === 'hook' && seen.kind === 'prompt') {
      const proven = this.ports.deliveries.prompted(session.id, seen.text)
      // A hook waits for what it told to be written; what an agent's record tells has nobody who waits.
      if (this.telling) this.telling.written.push(proven)
      else proven.catch((error: unknown) => this.ports.broken(error))
      this.note({ type: 'agent-prompted', agent: session.id, text: seen.text.slice(0, 200) })
    }
    if (seen.source === 'hook' && seen.kind === 'session') {
      const { sessionId: conversation, how } = seen
      this.note({
        type: 'agent-conversation',
        agent: session.id,
        conversation,
        how,
        kind: session.adapter.id,
      })
    }
    const inATurn = session.tracker.status !== 'idle'
    session.observe(seen)
    this.ports.observed(session, seen)
    if (seen.source === 'screen' && seen.still && inATurn && session.tracker.status === 'idle') {
      const role = this.ports.run().panes[session.pane]?.role ?? session.pane
      this.note({
        type: 'noted',
        level: 'warning',
        text: `${role} never said that its turn is over. ${STOOD_STILL}`,
      })
    }
    const turnEnds = seen.source === 'hook' && (seen.kind === 'turn-end' || seen.kind === 'turn-failed')
    if (turnEnds) this.meters.turnEnded(session.id)
  }

  /** Puts what a card shows into the journal when it differs, and lets deliveries look again. */
  changed(session: AgentSession): void {
    const known = this.ports.run().agents[session.id]
    const shown = session.shown
    if (known && !sameOnCard(known, shown) && shown.status !== 'exited') {
      this.note({ type: 'agent-observed', agent: session.id, ...shown })
      if (known.status !== shown.status) {
        const resting = shown.status === 'idle' || shown.status === 'error'
        this.meters.statusChanged(session.id, session.adapter.usage, session.living, resting)
      }
    }
    this.ports.deliveries.poke(session.id)
    this.ports.stirred()
  }

  /** Puts into the journal what can be observed again, which need not be synced. */
  note(body: EventBody): void {
    const { telling } = this
    const cause = telling ? { cause: telling.cause } : {}
    const written = this.ports.commit([body], { durable: false, ...cause })
    telling?.written.push(written)
    written.catch((error: unknown) => this.ports.broken(error))
  }
}

function sameOnCard(known: Agent, shown: AgentSession['shown']): boolean {
  return (
    known.status === shown.status &&
    known.tool === (shown.tool ?? null) &&
    known.detail === (shown.detail ?? null) &&
    known.waitingFor === (shown.waitingFor ?? null) &&
    known.error === (shown.error ?? null) &&
    known.answerable === shown.answerable &&
    known.ask === shown.ask &&
    isDeepStrictEqual(known.options, shown.options ?? null) &&
    known.limited === shown.limited
  )
}
