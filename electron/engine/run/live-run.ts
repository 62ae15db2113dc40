import type { Orchestration } from '#shared/contract/config'
import type { BodyOf, EventBody, RunEvent, TeamRole } from '#shared/model/events'
import { agentOf, currentTask, openDeliveries } from '#shared/model/selectors'
import type { Run, Task } from '#shared/model/state'
import { keepScreens } from '../audit/screens'
import { Deliveries, type NewDelivery } from '../delivery/deliveries'
import { ReportChecks } from '../gates/report-checks'
import type { JournalWriter } from '../journal/journal-file'
import type { RunLog } from '../journal/run-log'
import {
  contextFile,
  contextPointer,
  givenUpNotice,
  newsFor,
  taskPointer,
  type RoleBrief,
} from '../router/briefs'
import { nextSteps, orphans, type Step } from '../router/schedule'
import type { SessionInfo } from '../terminal/host'
import type { AgentSession } from './agent-session'
import { Crew, type FirstText, type StartPurpose } from './crew'
import { gateEnvironment, type LaunchSurroundings } from './launcher'
import { briefOf, limitsOf, teamRole } from './team-role'
import type { RunTexts } from './texts'
import { Watch } from './watch'

/** What a run is given by the deck. */
export interface LiveRunOptions {
  log: RunLog
  texts: RunTexts
  surroundings: LaunchSurroundings
  /** The run's folder in the deck's data folder. */
  runDir: string
  /** What is left to do when no agent lives any more; its events come before the run's last one. */
  farewell: () => Promise<EventBody[]>
  /** The config's team, for what the journal does not keep. */
  team: Orchestration
  writer: JournalWriter
  /** It goes on from its journal: `adopt` or `restore` comes first. */
  resumed?: boolean
  /** The config's `worker_response_timeout_minutes`; 0 for never. */
  responseMinutes: () => number
  extraEnv?: Readonly<Record<string, string>>
  note: (line: string) => void
}

/** No agent needs longer for its start (19 s measured, at worst); then the next one is restored. In milliseconds. */
const RESTORE_EACH_MS = 30_000
/** A task whose agent died goes to a new one so often, then it is given up. */
const MAX_LOST = 2
/** An agent that ends so soon after the run was opened, without ever having been ready, could not start. In milliseconds. */
const OPENING_MS = 20_000

/**
 * A run while its agents live: joins its journal, its agents, its deliveries and its checks, and takes the next steps
 * that the state asks for.
 */
export class LiveRun {
  readonly crew: Crew
  readonly deliveries: Deliveries
  /** What the deck checks itself before a report counts. */
  readonly checks: ReportChecks
  private readonly watch: Watch
  private readonly log: RunLog
  private team: Orchestration
  /** Panes in which an agent is being started, ended or handed a task at this moment. */
  private readonly moving = new Set<string>()
  /** What is going on in those panes; the run is not closed under it. */
  private readonly moves = new Set<Promise<unknown>>()
  private restoring = false
  /** Nothing is begun before the agents of an earlier deck are known. */
  private adopted: boolean
  private closing = false
  private closed: Promise<void> | undefined
  private turn: Promise<unknown> = Promise.resolve()

  constructor(private readonly options: LiveRunOptions) {
    const { log, surroundings, runDir, texts, extraEnv = {} } = options
    this.log = log
    this.team = options.team
    this.adopted = !options.resumed
    const run = (): Run => log.head
    const commit = (bodies: EventBody[], how?: { cause?: string; durable?: boolean }): Promise<void> =>
      this.commit(bodies, how)
    const stirred = (): void => this.stirred()
    const broken = (error: unknown): void => this.broken(error)
    this.deliveries = new Deliveries({
      run,
      commit,
      session: (agent) => this.crew.sessions.get(agent),
      changed: stirred,
      broken,
    })
    this.crew = new Crew({
      run,
      commit,
      deliveries: this.deliveries,
      surroundings,
      runDir,
      extraEnv,
      aftermath: (session, how) => this.aftermath(session, how),
      gone: (session, how, early) => this.gone(session, how, early),
      stirred,
      broken,
      closing: () => this.closing,
      forgot: (session) => this.remind(session).catch(broken),
    })
    this.checks = new ReportChecks({
      run,
      team: () => this.team,
      texts,
      commit,
      env: () => gateEnvironment(surroundings),
      shell: surroundings.shell,
      platform: surroundings.platform,
      tellWorker: (pane, agent, text) => this.tellWorker(pane, agent, text),
    })
    this.watch = new Watch({
      run,
      team: () => this.team,
      responseMinutes: () => options.responseMinutes(),
      commit,
      notice: (key, text) => this.notice(key, text),
      broken,
    })
    log.onEvent((_, __, event) => {
      if (event.body.type !== 'run-closed') this.stirred()
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
  /** The team as its config said when it was last read. */
  get config(): Orchestration {
    return this.team
  }
  get isClosing(): boolean {
    return this.closing
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

  /** Starts every role. When one cannot start, all are ended and the reason is in the journal. */
  async open(): Promise<void> {
    const failures = await Promise.all(this.head.paneOrder.map((pane) => this.startAgent(pane, 'open')))
    const failure = failures.find((reason) => reason !== undefined)
    if (failure !== undefined) await this.close('start-failed', failure)
  }

  /** Takes over the agents that lived on while no deck was there; what was under way goes on from the journal. */
  async adopt(living: readonly SessionInfo[]): Promise<void> {
    await this.crew.adopt(living)
    this.adopted = true
    for (const delivery of openDeliveries(this.head)) {
      const session = delivery.agent ? this.crew.sessions.get(delivery.agent) : undefined
      if (session) await this.deliveries.start(delivery.id, session.adapter.submit.beforeEnterMs, true)
      else {
        const detail = 'Its agent has gone.'
        await this.commit([{ type: 'delivery-changed', delivery: delivery.id, state: 'refused', detail }])
      }
    }
    for (const task of Object.values(this.head.tasks)) {
      if (task.state === 'checking' && task.report) this.checkReport(task.id, task.report)
    }
    this.stirred()
  }

  /**
   * Brings a run back whose agents are gone, one agent after the other: the orchestrator and the roles that keep their
   * context go on with their own conversations, the others start afresh. Lost tasks are delivered again by the queue.
   */
  async restore(): Promise<void> {
    this.restoring = true
    try {
      await this.adopt([])
      for (const pane of this.head.paneOrder) {
        const role = this.head.panes[pane]
        const conversation = agentOf(this.head, pane)?.conversation ?? undefined
        const keeps = role !== undefined && (role.start || !role.clear)
        await this.startAgent(pane, 'recovery', undefined, keeps ? conversation : undefined)
        await this.untilStarted(pane)
      }
    } finally {
      this.restoring = false
      this.stirred()
    }
  }

  /**
   * Starts the pane's command again, for the person.
   * @returns why it cannot be.
   */
  async restart(pane: string): Promise<string | undefined> {
    if (this.moving.has(pane)) return 'This agent is being started already.'
    if (this.crew.in(pane)) return 'This agent is still running.'
    return this.startAgent(pane, 'person')
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
    const { surroundings, runDir, farewell, note } = this.options
    const failed = (error: unknown): void => note(`${this.head.title}: ${String(error)}`)
    // Screens are for whoever looks back; a run is closed without them too.
    await keepScreens(surroundings.host, this.head, runDir).catch(failed)
    // An agent whose start was under way when the run was closed must not outlive it.
    await Promise.allSettled(this.moves)
    await Promise.all([this.checks.close(), this.crew.endAll()])
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
    return briefOf(this.team, name)
  }

  /** Takes over an edited config: for the next delegation, not for what is running. Roles come and go with a new run only. */
  async takeTeam(team: Orchestration): Promise<void> {
    this.team = team
    const now = this.head.paneOrder.flatMap((id): TeamRole[] => {
      const pane = this.head.panes[id]
      const role = team.roles.find((candidate) => candidate.name === pane?.role)
      return pane && role ? [{ ...teamRole(role, id), start: pane.start }] : []
    })
    const changed = now.filter((role) => {
      const pane = this.head.panes[role.pane]
      return (
        pane?.command !== role.command || pane.clear !== role.clear || pane.description !== role.description
      )
    })
    const limits = limitsOf(team)
    const same = JSON.stringify(limits) === JSON.stringify(this.head.limits)
    if (changed.length > 0 || !same) await this.commit([{ type: 'team-changed', team: changed, limits }])
  }

  // ---- texts on their way ----

  /** Makes a delivery and begins to carry it out. @returns its id. */
  async deliver(made: NewDelivery): Promise<string> {
    const event = this.deliveries.created(made)
    await this.commit([event])
    const pause = this.crew.sessions.get(made.agent)?.adapter.submit.beforeEnterMs ?? 0
    await this.deliveries.start(event.delivery, pause)
    return event.delivery
  }

  /** Begins the checks of a report; they take as long as the gates do. */
  checkReport(taskId: string, reportId: string): void {
    const task = this.head.tasks[taskId]
    const report = this.head.reports[reportId]
    if (task && report) this.checks.check(task, report).catch((error: unknown) => this.broken(error))
  }

  /** The event that tells the orchestrator what nobody reports to it. */
  notice(key: string, text: string): EventBody {
    return { type: 'notice-raised', notice: `n${this.head.counters.notice}`, key, text }
  }

  /** A worker's task goes on after a failed check; without its agent the task is lost like any other. */
  private async tellWorker(pane: string, agent: string, text: string): Promise<void> {
    if (this.crew.sessions.has(agent)) {
      await this.deliver({ purpose: 'notice', pane, agent, route: 'typed', text })
      return
    }
    const task = currentTask(this.head, pane)
    if (task) await this.commit(this.lost(task, 'Its agent had gone when its report was sent back.'))
  }

  // ---- next steps ----

  /** Takes what the state asks for now. */
  private pump(): void {
    if (this.closing || this.restoring || !this.adopted || this.log.failure) return
    const { maxParallel } = this.team
    const around = { moving: this.moving, drafts: this.crew.drafts(), maxParallel }
    for (const { task, because } of orphans(this.head)) {
      const reason = `It was to follow task ${because.id}, which is ${because.state}.`
      this.commit([
        { type: 'task-cancelled', task: task.id, reason },
        this.notice(`orphan:${task.id}`, givenUpNotice(task, reason)),
      ]).catch((error: unknown) => this.broken(error))
    }
    for (const step of nextSteps(this.head, around)) {
      this.take(step).catch((error: unknown) => this.broken(error))
    }
  }

  private stirred(): void {
    queueMicrotask(() => this.pump())
  }

  private take(step: Step): Promise<unknown> {
    switch (step.kind) {
      case 'start-agent': {
        const { id } = step.task
        return this.startAgent(step.pane, 'task', {
          purpose: 'task',
          text: this.pointerTo(step.task),
          task: id,
        })
      }
      case 'type-task':
        return this.typeTask(step)
      case 'tell':
        return this.tell(step)
    }
  }

  private pointerTo(task: Task): string {
    return taskPointer(task.id, this.texts.forAgent(task.text.file))
  }

  private typeTask({ pane, agent, task }: Extract<Step, { kind: 'type-task' }>): Promise<void> {
    return this.whileMoving(pane, async () => {
      await this.checks.before(task)
      if (!this.crew.sessions.has(agent)) return
      const text = this.pointerTo(task)
      await this.deliver({ purpose: 'task', pane, agent, route: 'typed', text, tasks: [task.id] })
    })
  }

  private async tell(step: Extract<Step, { kind: 'tell' }>): Promise<void> {
    const { pane, agent, onto } = step
    const all = this.head
    const reports = [...(onto?.reports ?? []), ...step.reports.map((report) => report.id)]
    const questions = [...(onto?.questions ?? []), ...step.questions.map((question) => question.id)]
    const notices = [...(onto?.notices ?? []), ...step.notices.map((notice) => notice.id)]
    const text = newsFor(
      all,
      reports.flatMap((id) => all.reports[id] ?? []),
      questions.flatMap((id) => all.questions[id] ?? []),
      notices.flatMap((id) => all.notices[id] ?? []),
      (file) => this.texts.forAgent(file),
    )
    const carried = { text, reports, questions, notices }
    if (onto) return this.commit([{ type: 'delivery-extended', delivery: onto.id, ...carried }])
    await this.deliver({ purpose: 'report', pane, agent, route: 'typed', ...carried })
  }

  /**
   * Puts a new agent into a pane, ending the old one first. An orchestrator gets its context, a worker its task.
   * @returns why it could not be started; that is in the journal then.
   */
  private async startAgent(
    pane: string,
    purpose: StartPurpose,
    task?: FirstText,
    resume?: string,
  ): Promise<string | undefined> {
    if (this.moving.has(pane)) return undefined
    return this.whileMoving(pane, async () => {
      const before = this.crew.in(pane)
      if (before) await this.crew.end(before)
      const role = this.head.panes[pane]
      if (!role || this.closing) return undefined
      const given = task?.task === undefined ? undefined : this.head.tasks[task.task]
      // Cancelled while the old agent was being ended.
      if (given && given.state !== 'queued') return undefined
      if (given) await this.checks.before(given)
      return this.crew.start(role, purpose, task ?? (await this.contextFor(pane)), resume)
    })
  }

  private async whileMoving<T>(pane: string, work: () => Promise<T>): Promise<T> {
    this.moving.add(pane)
    const move = work()
    this.moves.add(move)
    try {
      return await move
    } finally {
      this.moves.delete(move)
      this.moving.delete(pane)
      this.stirred()
    }
  }

  /** What an orchestrator is to know: its context, written anew so that it names the tasks that are open now. */
  private async contextFor(pane: string): Promise<FirstText | undefined> {
    const role = this.head.panes[pane]
    if (!role?.start || this.head.orchestration === null) return undefined
    const text = contextFile(this.head, this.texts.agentFolder, this.brief(role.role))
    const stored = await this.texts.store('context', 'context', 'orchestrator-context', text)
    return { purpose: 'context', text: contextPointer(this.texts.forAgent(stored.file)) }
  }

  /** Its role, its workers and the open tasks are put to an orchestrator again, ahead of everything else. */
  private async remind({ pane, id }: AgentSession): Promise<void> {
    const context = await this.contextFor(pane)
    const waits = openDeliveries(this.head, pane).some((delivery) => delivery.purpose === 'context')
    if (!context || waits) return
    await this.deliver({ purpose: 'context', pane, agent: id, route: 'typed', text: context.text })
  }

  // ---- when an agent is gone ----

  private aftermath(session: AgentSession, how: string): EventBody[] {
    const task = currentTask(this.head, session.pane)
    // A report that is being checked is not lost with its agent.
    if (this.closing || task?.agent !== session.id || task.state === 'checking') return []
    return this.lost(task, `The agent ${how}.`)
  }

  /** The task goes back to the queue for a new agent, or is given up and the orchestrator told. */
  private lost(task: Task, reason: string): EventBody[] {
    const again = task.lost < MAX_LOST
    const lost: EventBody = { type: 'task-lost', task: task.id, reason, again }
    return again ? [lost] : [lost, this.notice(`given-up:${task.id}`, givenUpNotice(task, reason))]
  }

  /** A command that ends at once when its run is opened could not start, and a team that lacks a role is no team. */
  private async gone(session: AgentSession, how: string, early: boolean): Promise<void> {
    const opening = Date.now() - this.head.openedAt < OPENING_MS
    if (session.ending || !early || !opening || this.closing) return
    const agents = Object.values(this.head.agents).filter((agent) => agent.pane === session.pane)
    // A program that was killed, or lost with its terminal host, says nothing about its command; nor does a later start.
    if (agents.length > 1 || agents[0]?.exit?.signal === 'SIGKILL') return
    const role = this.head.panes[session.pane]?.role ?? session.pane
    const text = await this.options.surroundings.host.text(session.id, 20)
    const last = text.trim().split('\n').at(-1)?.trim()
    await this.close('start-failed', `${role}: its command ${how}${last ? `: ${last}` : ''}`)
  }

  /** Resolves when the pane's agent is past its start, or after a while that no agent needs. */
  private untilStarted(pane: string): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        stop()
        resolve()
      }
      const stop = this.log.onEvent((_, after) => {
        if (agentOf(after, pane)?.status !== 'starting') done()
      })
      const timer = setTimeout(done, RESTORE_EACH_MS)
      if (agentOf(this.head, pane)?.status !== 'starting') done()
    })
  }

  /** The journal or the terminal host is gone. The run stays as it is recorded. */
  private broken(error: unknown): void {
    if (this.closing) return
    this.options.note(`${this.head.title}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
