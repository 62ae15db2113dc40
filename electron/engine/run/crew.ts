import { constants } from 'node:os'
import type { BodyOf, EventBody, TeamRole } from '#shared/model/events'
import { seatName } from '#shared/model/seats'
import type { Agent } from '#shared/model/state'
import { adapterFor, type AgentAdapter, type LaunchAdditions } from '../agents/index'
import type { Deliveries } from '../delivery/deliveries'
import type { HostEvents, SessionInfo, TerminalHost } from '../terminal/host'
import { AgentSession } from './agent-session'
import { Observations, type ObservationPorts } from './observations'
import { Meters } from '../usage/meter'
import { agentFolder, newId, prepareLaunch, type LaunchSurroundings } from './launcher'

/** What the agents of a run need of it. */
export interface CrewPorts extends ObservationPorts {
  deliveries: Deliveries
  surroundings: LaunchSurroundings
  runDir: string
  extraEnv: Readonly<Record<string, string>>
  /** Further events that belong to an agent's end, such as the loss of its task. */
  aftermath(session: AgentSession, how: string): EventBody[]
  /** It is gone, and that is written down. `early`: it never became ready. */
  gone(session: AgentSession, how: string, early: boolean): Promise<void>
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
/** The size of a terminal that nobody has looked at yet, in cells. */
const UNSEEN = { cols: 120, rows: 36 }

/** The agents of one run: starts and ends them, and takes over those that live. */
export class Crew {
  /** Living agents by id. */
  readonly sessions = new Map<string, AgentSession>()
  private readonly sizes = new Map<string, { cols: number; rows: number }>()
  private readonly meters: Meters
  private readonly observations: Observations

  constructor(private readonly ports: CrewPorts) {
    const { run, broken } = ports
    this.meters = new Meters({ run, broken, note: (body) => this.observations.note(body) })
    this.observations = new Observations(ports, this.meters)
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
      ...(resume === undefined ? {} : { resumed: true }),
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

  exited({ session: id, code, signal }: HostEvents['exit']): void {
    const session = this.sessions.get(id)
    if (session)
      this.stopped(session, code, signalName(signal)).catch((error: unknown) => this.ports.broken(error))
  }

  /** As `Observations.hook`, for an agent that lives. */
  async hook(id: string, agent: string, payload: unknown, cause: string): Promise<void> {
    const session = this.sessions.get(id)
    if (session) await this.observations.hook(session, agent, payload, cause)
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
    const changed = (session: AgentSession): void => {
      if (this.sessions.has(id)) this.observations.changed(session)
    }
    const folder = agentFolder(this.ports.runDir, id)
    const session = new AgentSession(id, pane, adapter, additions, this.host, folder, changed, known)
    this.sessions.set(id, session)
    session.follow((seen) => this.observations.heard(session, seen))
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
}

/** A signal's name, such as SIGKILL; null for none. */
export function signalName(signal: number | null): string | null {
  if (signal === null || signal === 0) return null
  return Object.entries(constants.signals).find(([, number]) => number === signal)?.[0] ?? `signal ${signal}`
}
