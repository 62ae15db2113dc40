import { constants } from 'node:os'
import { isDeepStrictEqual } from 'node:util'
import type { BodyOf, EventBody, TeamRole } from '#shared/model/events'
import { seatName } from '#shared/model/seats'
import type { Agent, Run } from '#shared/model/state'
import { adapterFor, type AgentAdapter, type LaunchAdditions, type Observation } from '../agents/index'
import type { Deliveries } from '../delivery/deliveries'
import type { HostEvents, SessionInfo, TerminalHost } from '../terminal/host'
import { AgentSession } from './agent-session'
import { Meters } from '../usage/meter'
import { agentFolder, newId, prepareLaunch, type LaunchSurroundings } from './launcher'

/** What the agents of a run need of it. */
export interface CrewPorts {
  run(): Run
  commit(bodies: EventBody[], options?: { cause?: string; durable?: boolean }): Promise<void>
  deliveries: Deliveries
  surroundings: LaunchSurroundings
  runDir: string
  extraEnv: Readonly<Record<string, string>>
  /** Further events that belong to an agent's end, such as the loss of its task. */
  aftermath(session: AgentSession, how: string): EventBody[]
  /** It is gone, and that is written down. `early`: it never became ready. */
  gone(session: AgentSession, how: string, early: boolean): Promise<void>
  /** Something about an agent changed that may ask for a next step. */
  stirred(): void
  broken(error: unknown): void
  /** Something was seen of an agent, by whichever source. */
  observed(session: AgentSession, seen: Observation): void
  /** An agent has lost what it was told: its conversation was compacted or cleared. */
  forgot(session: AgentSession): void
  /** The run is being closed: nothing is started any more. */
  closing(): boolean
}

/** What an agent's start is for. */
export type StartPurpose = BodyOf<'agent-started'>['purpose']

/** A text that travels with the start. */
export interface FirstText {
  purpose: 'task' | 'context'
  text: string
  task?: string
}

/** How an agent that lived before this deck was started cannot be asked any more; its hooks speak for themselves. */
const ADOPTED: LaunchAdditions = {
  pathFolders: [],
  env: {},
  shimmed: true,
  firstPromptPassed: true,
  carried: () => Promise.resolve(true),
}
/** Why a turn counts as over that nobody has ended. */
const STOOD_STILL = 'Its screen stands still at an empty box, so the deck goes on.'
/** The size of a terminal that nobody has looked at yet, in cells. */
const UNSEEN = { cols: 120, rows: 36 }

/** The agents of one run: starts and ends them, and puts what is seen of them into the journal. */
export class Crew {
  /** Living agents by id. */
  readonly sessions = new Map<string, AgentSession>()
  private readonly sizes = new Map<string, { cols: number; rows: number }>()
  /** The message of a hook that is being taken in, and what it puts into the journal. */
  private telling: { cause: string; written: Promise<void>[] } | undefined
  private readonly meters: Meters

  constructor(private readonly ports: CrewPorts) {
    const { run, broken } = ports
    this.meters = new Meters({ run, broken, note: (body) => this.note(body) })
  }

  /** The agent that lives in a pane. */
  in(pane: string): AgentSession | undefined {
    const agent = this.ports.run().panes[pane]?.agent
    return agent ? this.sessions.get(agent) : undefined
  }

  /** Panes in whose input box the person may have left half-typed text. */
  drafts(): Set<string> {
    const drafts = [...this.sessions.values()].filter((session) => session.hasDraft)
    return new Set(drafts.map((session) => session.pane))
  }

  resize(pane: string, cols: number, rows: number): void {
    this.sizes.set(pane, { cols, rows })
    const agent = this.ports.run().panes[pane]?.agent
    if (agent) this.host.resize(agent, cols, rows)
  }

  /**
   * Starts a role's command in its pane, which must be empty.
   * @param resume the conversation to go on with.
   * @returns why it could not be started; that is in the journal then.
   */
  async start(
    role: TeamRole,
    purpose: StartPurpose,
    first?: FirstText,
    resume?: string,
  ): Promise<string | undefined> {
    const { surroundings, deliveries, runDir, extraEnv } = this.ports
    const run = this.ports.run()
    const agent = newId('a')
    const launch = await prepareLaunch(surroundings, {
      agent,
      run: run.id,
      pane: role.pane,
      command: role.command,
      directory: run.directory,
      runDir,
      size: this.sizes.get(role.pane) ?? this.anySize(),
      ...(first ? { firstPrompt: first.text } : {}),
      ...(resume === undefined ? {} : { resume }),
      extraEnv,
    })
    const failed = async (reason: string): Promise<string> => {
      await this.ports.commit([{ type: 'agent-start-failed', pane: role.pane, reason }])
      return `${seatName(role)}: ${reason}`
    }
    if (this.ports.closing()) return undefined
    if (launch.impossible !== undefined) return failed(launch.impossible)

    const { adapter, additions } = launch
    const session = this.welcome(agent, role.pane, adapter, additions)
    const started: EventBody = {
      type: 'agent-started',
      agent,
      pane: role.pane,
      kind: adapter.id,
      // A shim that waits for an agent its command does not name may never be reached.
      ...(adapter.id !== 'any' && additions.sessionId ? { conversation: additions.sessionId } : {}),
      purpose,
    }
    const delivery =
      first &&
      deliveries.created({
        purpose: first.purpose,
        pane: role.pane,
        agent,
        route: additions.firstPromptPassed ? 'argument' : 'typed',
        text: first.text,
        ...(first.task ? { tasks: [first.task] } : {}),
      })
    // Written before it is done: an agent that the journal does not know could not be found again.
    await this.ports.commit(delivery ? [started, delivery] : [started])
    if (delivery) await deliveries.start(delivery.delivery, adapter.submit.beforeEnterMs)
    const result = await this.host.spawn(launch.spec)
    if (result.ok) return undefined
    session.ending = true
    await this.stopped(session, null, null, result.reason)
    return failed(result.reason)
  }

  /** Ends an agent with all its processes. */
  async end(session: AgentSession): Promise<void> {
    session.ending = true
    // A host that is gone has taken its agents with it.
    await this.host.end(session.id).catch((error: unknown) => this.ports.broken(error))
    await this.stopped(session, null, 'SIGHUP')
  }

  async endAll(): Promise<void> {
    const ends = [...this.sessions.values()].map((session) => this.end(session))
    // An end that cannot be written down is one all the same, and must not keep the others from being waited for.
    for (const result of await Promise.allSettled(ends)) {
      if (result.status === 'rejected') this.ports.broken(result.reason)
    }
    await this.meters.settled()
  }

  /** Hears no more of the agents, which live on. */
  leave(): void {
    this.meters.leave()
    for (const session of this.sessions.values()) session.dispose()
  }

  /** Takes over the agents that lived on without a deck; those that did not are written down as gone. */
  async adopt(living: readonly SessionInfo[]): Promise<void> {
    const byId = new Map(living.map((info) => [info.session, info]))
    for (const agent of Object.values(this.ports.run().agents)) {
      if (agent.exit) continue
      const info = byId.get(agent.id)
      const session = this.welcome(agent.id, agent.pane, adapterFor(agent.kind), ADOPTED, agent)
      if (info) this.sizes.set(agent.pane, { cols: info.cols, rows: info.rows })
      if (!info) {
        session.ending = true
        await this.stopped(session, null, null, 'was gone when the deck came back')
      } else if (info.exited) {
        await this.stopped(session, info.exited.code, signalName(info.exited.signal))
      } else session.activity()
    }
  }

  /** Its conversation was begun anew without its own word: it is told again what it has to know. */
  begunAnew(session: AgentSession): void {
    this.ports.forgot(session)
  }

  exited({ session: id, code, signal }: HostEvents['exit']): void {
    const session = this.sessions.get(id)
    if (session)
      this.stopped(session, code, signalName(signal)).catch((error: unknown) => this.ports.broken(error))
  }

  /**
   * What an agent's hook reported; resolves when what came of it is in the journal. A turn whose end got lost would
   * keep its agent busy for ever.
   * @param agent the adapter's name.
   * @param cause id of the message.
   */
  async hook(id: string, agent: string, payload: unknown, cause: string): Promise<void> {
    const session = this.sessions.get(id)
    if (!session) return
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

  private get host(): TerminalHost {
    return this.ports.surroundings.host
  }

  /** The size of some terminal that is on show, so that an unseen one needs no resize when it comes to be seen. */
  private anySize(): { cols: number; rows: number } {
    return [...this.sizes.values()].at(-1) ?? UNSEEN
  }

  private welcome(
    id: string,
    pane: string,
    adapter: AgentAdapter,
    additions: LaunchAdditions,
    known?: Agent,
  ): AgentSession {
    const changed = (session: AgentSession): void => this.changed(session)
    const folder = agentFolder(this.ports.runDir, id)
    const session = new AgentSession(id, pane, adapter, additions, this.host, folder, changed, known)
    this.sessions.set(id, session)
    session.follow((seen) => this.heard(session, seen))
    return session
  }

  /** The agent's process is gone; once for each agent. `failure` says how, where a code does not. */
  private async stopped(
    session: AgentSession,
    code: number | null,
    signal: string | null,
    failure?: string,
  ): Promise<void> {
    if (!this.sessions.delete(session.id)) return
    const early = session.tracker.status === 'starting'
    session.dispose()
    const how = failure ?? (signal ? `ended by ${signal}` : `exited with code ${code ?? 'unknown'}`)
    await this.ports.commit([
      { type: 'agent-exited', agent: session.id, code, signal, expected: session.ending },
      ...this.ports.aftermath(session, how),
    ])
    this.meters.gone(session.id)
    this.ports.deliveries.gone(session.id, `The agent it was for has gone (${how}).`)
    await this.ports.gone(session, how, early)
    this.ports.stirred()
  }

  private heard(session: AgentSession, seen: Observation): void {
    if (seen.source === 'usage') {
      session.moved.reports++
      return this.meters.told(session.id, seen.figures)
    }
    if (seen.source === 'person') {
      this.note({ type: 'conversation-reset', agent: session.id })
      return this.begunAnew(session)
    }
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
      if (how === 'compact' || how === 'clear') this.ports.forgot(session)
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
  private changed(session: AgentSession): void {
    if (!this.sessions.has(session.id)) return
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

  /** What can be observed again need not be synced. */
  private note(body: EventBody): void {
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

/** A signal's name, such as SIGKILL; null for none. */
export function signalName(signal: number | null): string | null {
  if (signal === null || signal === 0) return null
  return Object.entries(constants.signals).find(([, number]) => number === signal)?.[0] ?? `signal ${signal}`
}
