import type { Orchestration } from '#shared/contract/config'
import { messageOf } from '#shared/message-of'
import type { BodyOf, EventBody, RunEvent, TakenConfig } from '#shared/model/events'
import { firstSeats, nameOf } from '#shared/model/seats'
import type { Run } from '#shared/model/state'
import { keepScreens } from '../audit/screens'
import type { Deliveries, NewDelivery } from '../delivery/deliveries'
import type { ProgramSearch } from '../environment/find-program'
import type { LeadTree } from '../gates/lead-tree'
import type { ReportChecks } from '../gates/report-checks'
import type { SidePanes } from '../modes/side-panes'
import type { RunLog } from '../journal/run-log'
import type { RoleBrief } from '../router/briefs'
import type { HostEvents, SessionInfo } from '../terminal/host'
import { couldNotStart, noticeFor, taskLost } from './agent-losses'
import type { AgentSession } from './agent-session'
import type { AgentStarts } from './agent-starts'
import { configChanges } from './config-changes'
import type { Crew } from './crew'
import { lastWords } from './last-words'
import type { LiveRunOptions } from './live-run-options'
import { joinParts } from './parts'
import type { StepTaker } from './step-taker'
import { briefOf } from './team-role'
import type { RunTexts } from './texts'
import type { HandOvers } from './hand-overs'
import type { Watch } from './watch'

/**
 * A run while its agents live: joins its journal, its agents, its deliveries, its checks and its next steps, from its
 * beginning or its adoption to its end.
 */
export class LiveRun {
  readonly crew: Crew
  readonly deliveries: Deliveries
  /** What the deck checks itself before a report counts. */
  readonly checks: ReportChecks
  /** What the orchestrator changes that may not edit. */
  readonly leadTree: LeadTree
  /** The panes beside the agent of a workspace. */
  readonly sides: SidePanes
  private readonly starts: AgentStarts
  private readonly steps: StepTaker
  /** Fresh agents in the place of old ones. */
  readonly handOvers: HandOvers
  private readonly watch: Watch
  private readonly log: RunLog
  private restoring = false
  /** Nothing is begun before the agents of an earlier deck are known. */
  private adopted: boolean
  private closing = false
  private closed: Promise<void> | undefined
  private turn: Promise<unknown> = Promise.resolve()

  constructor(private readonly options: LiveRunOptions) {
    const { log } = options
    this.log = log
    this.adopted = !options.resumed
    const parts = joinParts(options, {
      commit: (bodies, how) => this.commit(bodies, how),
      inTurn: (work) => this.inTurn(work),
      deliver: (made) => this.deliver(made),
      notice: (key, text) => this.notice(key, text),
      closing: () => this.closing,
      mayStep: () => !this.closing && !this.restoring && this.adopted,
      gone: (session, how, early) => this.gone(session, how, early),
      sendBack: (returned, agent, text) => this.sendBack(returned, agent, text),
      broken: (error) => this.broken(error),
    })
    this.crew = parts.crew
    this.deliveries = parts.deliveries
    this.checks = parts.checks
    this.leadTree = parts.leadTree
    this.sides = parts.sides
    this.starts = parts.starts
    this.steps = parts.steps
    this.handOvers = parts.handOvers
    this.watch = parts.watch
    log.onEvent((_, __, event) => {
      if (event.body.type === 'run-closed') return
      this.leadTree.stirred()
      this.steps.stirred()
    })
  }

  /** The run as it stands on disk. Show this. */
  get run(): Run {
    return this.log.shown
  }
  /** The run with everything decided so far. Decide on this. */
  get head(): Run {
    return this.log.head
  }
  get events(): readonly RunEvent[] {
    return this.log.events
  }
  get texts(): RunTexts {
    return this.options.texts
  }
  /** The team as the run has taken it over from its config. */
  get config(): Orchestration {
    return this.head.config.team
  }
  get isClosing(): boolean {
    return this.closing
  }

  /** Where programs are looked for. */
  async search(): Promise<ProgramSearch> {
    const { loginEnv, platform } = this.options.surroundings
    return { env: await loginEnv, platform }
  }

  /** Tells when the journal cannot be written any more; the run is held then. */
  onJournalFailure(listener: (failure: Error) => void): void {
    this.log.onFailure(listener)
  }

  /** Whether a message with this id has already had its effect. */
  knows(cause: string): boolean {
    return this.log.knows(cause)
  }

  /** Puts events into the journal. Once it is closed nothing follows: what is still on its way then has no effect. */
  commit(bodies: EventBody[], options?: { cause?: string; durable?: boolean }): Promise<void> {
    if (this.head.phase === 'closed') return Promise.resolve()
    return this.log.commit(bodies, options)
  }

  /** One after the other: what writes files and then decides by the ids it gave them. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work, work)
    this.turn = result.catch(() => undefined)
    return result
  }

  // ---- beginning and end ----

  /** Starts every role's first seat. When one cannot start, all are ended and the reason is in the journal. */
  async open(): Promise<void> {
    this.sides.open().catch((error: unknown) => this.broken(error))
    const failures = await Promise.all(
      firstSeats(this.head).map(({ pane }) => this.starts.start(pane, 'open')),
    )
    const failure = failures.find((reason) => reason !== undefined)
    if (failure !== undefined) await this.close('start-failed', failure)
  }

  /** Takes over the agents that lived on while no deck was there; what was under way goes on from the journal. */
  async adopt(living: readonly SessionInfo[]): Promise<void> {
    await Promise.all([this.crew.adopt(living), this.sides.adopt(living)])
    this.adopted = true
    await this.deliveries.takeUp()
    for (const task of Object.values(this.head.tasks)) {
      if (task.state === 'checking' && task.report) this.checkReport(task.id, task.report)
    }
    this.steps.stirred()
  }

  /**
   * Brings a run back whose agents are gone, one agent after the other: the orchestrator and the roles that keep their
   * context go on with their own conversations, the others start afresh. Lost tasks are delivered again by the queue.
   */
  async restore(): Promise<void> {
    this.restoring = true
    try {
      // Since the last word of it nobody has worked.
      const ms = Date.now() - (this.events.at(-1)?.at ?? Date.now())
      if (ms > 0) await this.commit([{ type: 'time-skipped', ms }])
      await this.adopt([])
      this.sides.open().catch((error: unknown) => this.broken(error))
      await this.starts.restore()
    } finally {
      this.restoring = false
      this.steps.stirred()
    }
  }

  /**
   * Starts the pane's command again, for the person.
   * @returns why it cannot be.
   */
  restart(pane: string): Promise<string | undefined> {
    return this.starts.again(pane)
  }

  /** Whether a session of the terminal host is one of this run's that lives. */
  owns(session: string): boolean {
    return this.crew.sessions.has(session) || this.sides.has(session)
  }

  /** The session that a pane shows: its agent, or what a side pane runs. */
  sessionIn(pane: string): string | undefined {
    return this.head.panes[pane]?.agent ?? this.sides.sessionOf(pane)
  }

  /** The person's keys, for the session that they see in a pane. */
  input(pane: string, session: string, data: string): void {
    if (this.head.panes[pane]) this.crew.sessions.get(session)?.input(data)
    else this.sides.input(pane, data)
  }

  /** A program of the run has ended: its agent's, or a side pane's. */
  exited(exit: HostEvents['exit']): void {
    this.crew.exited(exit)
    this.sides.exited(exit)
  }

  /** The terminal host is gone, and every program with it. */
  lostHost(): void {
    for (const session of this.crew.sessions.keys()) this.crew.exited({ session, code: 0, signal: 9 })
    this.sides.lost()
  }

  /** Ends every process of the run; whoever asks again waits for the same end. */
  close(reason: 'person' | 'start-failed' | 'quit' | 'command', detail?: string): Promise<void> {
    this.closed ??= this.end(reason, detail)
    return this.closed
  }

  private async end(reason: BodyOf<'run-closed'>['reason'], detail: string | undefined): Promise<void> {
    this.closing = true
    this.watch.close()
    this.deliveries.dispose()
    await this.leadTree.look()
    const { surroundings, runDir, farewell, note } = this.options
    const failed = (error: unknown): void => note(`${this.head.title}: ${String(error)}`)
    // Screens are for whoever looks back; a run is closed without them too.
    await keepScreens(surroundings.host, this.head, runDir).catch(failed)
    // An agent whose start was under way when the run was closed must not outlive it.
    await this.starts.settled()
    await Promise.all([this.checks.close(), this.crew.endAll(), this.sides.endAll()])
    try {
      const last = { type: 'run-closed', reason, ...(detail === undefined ? {} : { detail }) } as const
      await this.commit([...(await farewell()), last])
    } catch (error) {
      // All processes have ended; a journal that cannot be written any more says so in the next deck, as an open run.
      failed(error)
    }
    await this.options.writer.close()
  }

  /** Lets go of the agents, which live on: from here on another deck may write the journal, and this one must not. */
  async leave(): Promise<void> {
    this.closing = true
    this.watch.close()
    this.deliveries.dispose()
    this.crew.leave()
    await this.checks.close()
    await this.options.writer.close()
  }

  // ---- config ----

  /** What the config adds to a role's texts. */
  brief(name: string): RoleBrief {
    return briefOf(this.config, name)
  }

  /** Takes over the config as it is now. */
  async takeConfig(now: TakenConfig): Promise<void> {
    await this.commit(configChanges(this.head, now))
  }

  // ---- texts on their way ----

  /** Makes a delivery and begins to carry it out. @returns its id. */
  async deliver(made: NewDelivery): Promise<string> {
    const [id = ''] = await this.decide([], [made])
    return id
  }

  /** As `Deliveries.decide`. */
  decide(
    bodies: readonly EventBody[],
    telling: readonly NewDelivery[],
    options?: { cause?: string },
  ): Promise<string[]> {
    return this.deliveries.decide(bodies, telling, options)
  }

  /** Begins the checks of a report; they take as long as the gates do. */
  checkReport(taskId: string, reportId: string): void {
    const task = this.head.tasks[taskId]
    const report = this.head.reports[reportId]
    if (task && report) this.checks.check(task, report).catch((error: unknown) => this.broken(error))
  }

  /** The event that tells the orchestrator what nobody reports to it. */
  notice(key: string, text: string): EventBody {
    return noticeFor(this.head, key, text)
  }

  /** A worker's task goes on after a failed check; without its agent the task is lost like any other. */
  private async sendBack(returned: BodyOf<'report-checked'>, agent: string, text: string): Promise<void> {
    const pane = this.crew.sessions.get(agent)?.pane
    const task = this.head.tasks[returned.task]
    if (pane !== undefined)
      await this.decide([returned], [{ purpose: 'notice', pane, agent, route: 'typed', text }])
    else if (task) {
      const lost = taskLost(this.head, task, 'Its agent had gone when its report was sent back.')
      await this.commit([returned, ...lost])
    }
  }

  // ---- when an agent is gone ----

  /** A command that ends at once when its run is opened could not start, and a team that lacks a role is no team. */
  private async gone(session: AgentSession, how: string, early: boolean): Promise<void> {
    if (session.ending || !early || this.closing || !couldNotStart(this.head, session.pane, Date.now()))
      return
    const role = nameOf(this.head, session.pane)
    const text = await this.options.surroundings.host.text(session.id, 20)
    const last = lastWords(text)
    await this.close('start-failed', `${role}: its command ${how}${last ? `: ${last}` : ''}`)
  }

  /** The journal or the terminal host is gone. The run stays as it is recorded. */
  private broken(error: unknown): void {
    if (this.closing) return
    this.options.note(`${this.head.title}: ${messageOf(error)}`)
  }
}
