import { constants } from 'node:os'
import type { Orchestration } from '#shared/contract/config'
import type { BodyOf, EventBody, RunEvent, TeamRole } from '#shared/model/events'
import { agentOf, currentTask, openDeliveries, orchestratorOf } from '#shared/model/selectors'
import type { Agent, Run, Task } from '#shared/model/state'
import { adapterFor, type AgentAdapter, type LaunchAdditions, type Observation } from '../agents/index'
import { Deliveries } from '../delivery/deliveries'
import type { JournalWriter } from '../journal/journal-file'
import { ReportChecks } from '../gates/report-checks'
import type { RunLog } from '../journal/run-log'
import {
  cancelledNotice,
  contextFile,
  contextPointer,
  givenUpNotice,
  newsFor,
  taskPointer,
  type RoleBrief,
} from '../router/briefs'
import { nextSteps, queueOf, type Step } from '../router/schedule'
import { takeBack } from '../workspace/tree'
import type { HostEvents, SessionInfo, TerminalHost } from '../terminal/host'
import { AgentSession } from './agent-session'
import { gateEnvironment, newId, prepareLaunch, type LaunchSurroundings } from './launcher'
import { teamRole } from './team-role'
import type { RunTexts } from './texts'

/** What a run is given by the deck. */
export interface LiveRunOptions {
  log: RunLog
  texts: RunTexts
  surroundings: LaunchSurroundings
  /** The run's folder in the deck's data folder. */
  runDir: string
  /** The config's team, for what the journal does not keep. */
  team: Orchestration
  writer: JournalWriter
  extraEnv?: Readonly<Record<string, string>>
  note: (line: string) => void
}

/** What an agent's start is for. */
type StartPurpose = BodyOf<'agent-started'>['purpose']

/** How an agent that lived before this deck was started cannot be asked any more; its hooks speak for themselves. */
const ADOPTED: LaunchAdditions = {
  pathFolders: [],
  env: {},
  shimmed: true,
  firstPromptPassed: true,
  carried: () => Promise.resolve(true),
}

/** No agent needs longer for its start (19 s measured, at worst); then the next one is restored. In milliseconds. */
const RESTORE_EACH_MS = 30_000

/** A task whose agent died goes to a new one so often, then it is given up. */
const MAX_LOST = 2
/** An agent that ends so soon after the run was opened, without ever having been ready, could not start. In milliseconds. */
const OPENING_MS = 20_000
/** The size of a terminal that nobody has looked at yet, in cells. */
const UNSEEN = { cols: 120, rows: 36 }

/**
 * A run while its agents live: starts and ends them, folds what they do into the journal, and takes the next steps
 * that the state asks for.
 */
export class LiveRun {
  readonly sessions = new Map<string, AgentSession>()
  readonly deliveries: Deliveries
  private readonly log: RunLog
  private readonly host: TerminalHost
  private readonly sizes = new Map<string, { cols: number; rows: number }>()
  /** Panes in which an agent is being started or ended at this moment. */
  private readonly moving = new Set<string>()
  /** What the deck checks itself before a report counts. */
  readonly checks: ReportChecks
  private closing = false
  private queue: Promise<unknown> = Promise.resolve()
  private team: Orchestration

  constructor(private readonly options: LiveRunOptions) {
    this.log = options.log
    this.team = options.team
    this.host = options.surroundings.host
    this.deliveries = new Deliveries({
      run: () => this.log.head,
      commit: (bodies) => this.commit(bodies),
      session: (agent) => this.sessions.get(agent),
      changed: () => this.stirred(),
      broken: (error) => this.broken(error),
    })
    this.checks = new ReportChecks({
      run: () => this.log.head,
      team: () => this.team,
      texts: options.texts,
      commit: (bodies) => this.commit(bodies),
      env: () => gateEnvironment(options.surroundings),
      shell: options.surroundings.shell,
      platform: options.surroundings.platform,
      tellWorker: (pane, agent, text) => this.tellWorker(pane, agent, text),
    })
    this.log.onEvent((_, after, event) => this.acted(after, event))
  }

  get run(): Run {
    return this.log.shown
  }
  get head(): Run {
    return this.log.head
  }
  get events(): readonly RunEvent[] {
    return this.log.events
  }
  get texts(): RunTexts {
    return this.options.texts
  }
  get isClosing(): boolean {
    return this.closing
  }

  knows(cause: string): boolean {
    return this.log.knows(cause)
  }

  commit(bodies: EventBody[], options?: { cause?: string; durable?: boolean }): Promise<void> {
    return this.log.commit(bodies, options)
  }

  get config(): Orchestration {
    return this.team
  }

  /** Begins the checks of a report; they take as long as the gates do. */
  checkReport(taskId: string, reportId: string): void {
    const task = this.head.tasks[taskId]
    const report = this.head.reports[reportId]
    if (task && report) this.checks.check(task, report).catch((error: unknown) => this.broken(error))
  }

  /**
   * Lets a held task go on.
   * @returns why it cannot be.
   */
  async releaseTask(id: string): Promise<string | undefined> {
    const task = this.head.tasks[id]
    if (task?.state !== 'held') return `Task ${id} is not held any more.`
    await this.commit([{ type: 'task-released', task: id, by: 'person' }])
    return undefined
  }

  /** What the config adds to a role's texts. */
  brief(name: string): RoleBrief {
    const role = this.team.roles.find((candidate) => candidate.name === name)
    return {
      ...(role?.promptTemplate === undefined ? {} : { promptTemplate: role.promptTemplate }),
      ...(this.team.instructions === undefined ? {} : { instructions: this.team.instructions }),
    }
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
    if (changed.length > 0) await this.commit([{ type: 'team-changed', team: changed }])
  }

  /**
   * Changes a queued task's place among those of its role.
   * @returns why it cannot be.
   */
  async moveTask(id: string, before: string | null): Promise<string | undefined> {
    const task = this.head.tasks[id]
    if (task?.state !== 'queued') return `Task ${id} does not wait any more.`
    const others = queueOf(this.head, task.pane).filter((other) => other.id !== id)
    const at = before === null ? others.length : others.findIndex((other) => other.id === before)
    if (at < 0) return `Task ${before} does not wait any more.`
    const low = others[at - 1]?.place
    const high = others[at]?.place
    const place =
      low === undefined ? (high ?? task.place) - 1 : high === undefined ? low + 1 : (low + high) / 2
    await this.commit([{ type: 'task-moved', task: id, place }])
    return undefined
  }

  /**
   * Takes back in the working tree what a role changed that may not edit.
   * @returns why it cannot be.
   */
  async takeBackEdits(id: string): Promise<string | undefined> {
    const at = this.head.reports[id]?.checks.findIndex((check) => check.kind === 'edits' && check.output)
    if (at === undefined || at < 0) return 'There are no edits to take back.'
    const reason = await takeBack(this.head.directory, await this.texts.read('evidence', `${id}-${at}`))
    if (reason !== undefined) return reason
    await this.commit([
      { type: 'noted', level: 'info', text: `The edits found with report ${id} were taken back.` },
    ])
    return undefined
  }

  /**
   * Takes a task back that no agent has begun.
   * @returns why it cannot be.
   */
  async cancelTask(id: string, comment = ''): Promise<string | undefined> {
    const task = this.head.tasks[id]
    if (!task) return 'There is no such task in this run.'
    if (task.state !== 'queued' && task.state !== 'held') {
      return `Task ${id} is ${task.state}; only a task that waits can be cancelled.`
    }
    await this.commit([
      { type: 'task-cancelled', task: id, reason: comment === '' ? 'You cancelled it.' : `You: ${comment}` },
      this.notice(`cancelled:${id}`, cancelledNotice(task, comment)),
    ])
    return undefined
  }

  /** A worker's task goes on after a failed check; without its agent the task is lost like any other. */
  private async tellWorker(pane: string, agent: string, text: string): Promise<void> {
    if (this.sessions.has(agent))
      return this.deliver({ purpose: 'notice', pane, agent, route: 'typed', text })
    const task = currentTask(this.head, pane)
    if (task) await this.commit(this.lost(task, 'Its agent had gone when its report was sent back.'))
  }

  /** The task goes back to the queue for a new agent, or is given up and the orchestrator told. */
  private lost(task: Task, reason: string): EventBody[] {
    const again = task.lost < MAX_LOST
    const lost: EventBody = { type: 'task-lost', task: task.id, reason, again }
    return again ? [lost] : [lost, this.notice(`given-up:${task.id}`, givenUpNotice(task, reason))]
  }

  /** The event that tells the orchestrator what nobody reports to it. */
  private notice(key: string, text: string): EventBody {
    return { type: 'notice-raised', notice: `n${this.head.counters.notice}`, key, text }
  }

  /** One after the other: what writes files and then decides by the ids it gave them. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work, work)
    this.queue = result.catch(() => undefined)
    return result
  }

  /** Starts every role. When one cannot start, all are ended and the reason is in the journal. */
  async open(): Promise<void> {
    const failures = await Promise.all(this.head.paneOrder.map((pane) => this.startAgent(pane, 'open')))
    const failure = failures.find((reason) => reason !== undefined)
    if (failure !== undefined) await this.close('start-failed', failure)
  }

  /**
   * Takes over the agents that lived on while no deck was there: what they do is heard again, and what was under way
   * goes on from the journal. Those that did not live on are written down as gone.
   */
  async adopt(living: readonly SessionInfo[]): Promise<void> {
    const byId = new Map(living.map((info) => [info.session, info]))
    for (const agent of Object.values(this.head.agents)) {
      if (agent.exit) continue
      const info = byId.get(agent.id)
      const session = this.newSession(agent.id, agent.pane, adapterFor(agent.kind), ADOPTED, agent)
      if (info) this.sizes.set(agent.pane, { cols: info.cols, rows: info.rows })
      if (!info) await this.stopped(session, null, null, 'was gone when the deck came back')
      else if (info.exited) await this.stopped(session, info.exited.code, signalName(info.exited.signal))
    }
    for (const delivery of openDeliveries(this.head)) {
      const session = delivery.agent ? this.sessions.get(delivery.agent) : undefined
      if (session) await this.deliveries.start(delivery.id, session.adapter.submit.beforeEnterMs, true)
      else
        await this.commit([
          {
            type: 'delivery-changed',
            delivery: delivery.id,
            state: 'refused',
            detail: 'Its agent has gone.',
          },
        ])
    }
    for (const session of this.sessions.values()) session.activity()
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
    await this.adopt([])
    for (const pane of this.head.paneOrder) {
      const role = this.head.panes[pane]
      const conversation = agentOf(this.head, pane)?.conversation
      const keeps = role !== undefined && (role.start || !role.clear)
      await this.startAgent(pane, 'recovery', undefined, keeps && conversation ? conversation : undefined)
      await this.untilStarted(pane)
    }
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

  /** Starts the pane's command again, for the person. */
  async restart(pane: string): Promise<string | undefined> {
    const agent = agentOf(this.head, pane)
    if (this.moving.has(pane)) return 'This agent is being started already.'
    if (agent && agent.status !== 'exited') return 'This agent is still running.'
    return this.startAgent(pane, 'person')
  }

  /** Ends every process of the run. */
  async close(reason: 'person' | 'start-failed' | 'quit' | 'command', detail?: string): Promise<void> {
    if (this.closing) return
    this.closing = true
    this.deliveries.dispose()
    await Promise.all([...this.sessions.values()].map((session) => this.endSession(session)))
    await this.commit([{ type: 'run-closed', reason, ...(detail === undefined ? {} : { detail }) }])
    await this.options.writer.close()
  }

  /** The person's keys for a pane. */
  input(pane: string, data: string): void {
    this.sessionOf(pane)?.input(data)
  }

  resize(pane: string, cols: number, rows: number): void {
    this.sizes.set(pane, { cols, rows })
    const agent = this.head.panes[pane]?.agent
    if (agent) this.host.resize(agent, cols, rows)
  }

  sessionOf(pane: string): AgentSession | undefined {
    const agent = this.head.panes[pane]?.agent
    return agent ? this.sessions.get(agent) : undefined
  }

  /** What an agent's hook reported. `agent` is the adapter's name. */
  hook(session: AgentSession, agent: string, payload: unknown): void {
    // The shim of an agent that its command did not name has been reached.
    if (session.adapter.id !== agent) session.adapter = adapterFor(agent)
    for (const seen of session.adapter.readHook(payload)) this.observed(session, seen)
  }

  exited({ session: id, code, signal }: HostEvents['exit']): void {
    const session = this.sessions.get(id)
    if (session) this.stopped(session, code, signalName(signal)).catch((error: unknown) => this.broken(error))
  }

  /** Takes what the state asks for now. */
  pump(): void {
    if (this.closing || this.log.failure) return
    const drafts = [...this.sessions.values()].filter((session) => session.hasDraft)
    const around = {
      moving: this.moving,
      drafts: new Set(drafts.map((session) => session.pane)),
      maxParallel: this.team.maxParallel,
    }
    for (const step of nextSteps(this.head, around)) {
      this.take(step).catch((error: unknown) => this.broken(error))
    }
  }

  private take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'start-agent':
        return this.startForTask(step.pane, step.task)
      case 'type-task':
        return this.typeTask(step)
      case 'tell-orchestrator':
        return this.tell(step)
    }
  }

  private async typeTask({ pane, agent, task }: Extract<Step, { kind: 'type-task' }>): Promise<void> {
    this.moving.add(pane)
    try {
      await this.checks.before(task)
      if (!this.sessions.has(agent)) return
      const text = this.pointerTo(task)
      await this.deliver({ purpose: 'task', pane, agent, route: 'typed', text, tasks: [task.id] })
    } finally {
      this.moving.delete(pane)
      this.stirred()
    }
  }

  private async tell(step: Extract<Step, { kind: 'tell-orchestrator' }>): Promise<void> {
    const { reports, questions, notices } = this.head
    const ids = {
      reports: [...(step.onto?.reports ?? []), ...step.reports.map((report) => report.id)],
      questions: [...(step.onto?.questions ?? []), ...step.questions.map((question) => question.id)],
      notices: [...(step.onto?.notices ?? []), ...step.notices.map((notice) => notice.id)],
    }
    const text = newsFor(
      this.head,
      ids.reports.flatMap((id) => reports[id] ?? []),
      ids.questions.flatMap((id) => questions[id] ?? []),
      ids.notices.flatMap((id) => notices[id] ?? []),
      (file) => this.texts.forAgent(file),
    )
    if (step.onto) return this.commit([{ type: 'delivery-extended', delivery: step.onto.id, text, ...ids }])
    return this.deliver({
      purpose: 'report',
      pane: step.pane,
      agent: step.agent,
      route: 'typed',
      text,
      ...ids,
    })
  }

  /** Makes a delivery and begins to carry it out. Resolves with its id when it is in the journal. */
  async deliver(made: Parameters<Deliveries['created']>[0]): Promise<void> {
    const event = this.deliveries.created(made)
    await this.commit([event])
    await this.deliveries.start(
      event.delivery,
      this.sessions.get(made.agent)?.adapter.submit.beforeEnterMs ?? 0,
    )
  }

  private async startForTask(pane: string, task: Task): Promise<void> {
    const reason = await this.startAgent(pane, 'task', {
      purpose: 'task',
      text: this.pointerTo(task),
      task: task.id,
    })
    if (reason !== undefined) {
      await this.commit([
        {
          type: 'noted',
          level: 'warning',
          text: `${task.role} could not be started for task ${task.id}: ${reason}`,
        },
      ])
    }
  }

  private pointerTo(task: Task): string {
    return taskPointer(task.id, this.texts.forAgent(task.text.file))
  }

  /** What an orchestrator is to know: its context, written anew so that it names the tasks that are open now. */
  private async contextFor(pane: string): Promise<{ purpose: 'context'; text: string } | undefined> {
    const role = this.head.panes[pane]
    if (!role?.start || this.head.orchestration === null) return undefined
    const text = contextFile(this.head, this.texts.agentFolder, this.brief(role.role))
    const stored = await this.texts.store('context', 'context', 'orchestrator-context', text)
    return { purpose: 'context', text: contextPointer(this.texts.forAgent(stored.file)) }
  }

  /**
   * Puts a new agent into a pane, ending the old one first. A first text travels with the start.
   * @returns why it could not be started.
   */
  private async startAgent(
    pane: string,
    purpose: StartPurpose,
    task?: { purpose: 'task'; text: string; task: string },
    resume?: string,
  ): Promise<string | undefined> {
    if (this.moving.has(pane)) return undefined
    this.moving.add(pane)
    try {
      const before = this.sessionOf(pane)
      if (before) await this.endSession(before)
      const role = this.head.panes[pane]
      if (!role || this.closing) return undefined
      const given = task && this.head.tasks[task.task]
      if (given) await this.checks.before(given)
      const first = task ?? (await this.contextFor(pane))
      return await this.launch(role, purpose, first && { task: undefined, ...first }, resume)
    } finally {
      this.moving.delete(pane)
      this.stirred()
    }
  }

  private async launch(
    role: TeamRole,
    purpose: StartPurpose,
    first: { purpose: 'task' | 'context'; text: string; task: string | undefined } | undefined,
    resume: string | undefined,
  ): Promise<string | undefined> {
    const agent = newId('a')
    const { adapter, additions, spec, impossible } = await prepareLaunch(this.options.surroundings, {
      agent,
      run: this.head.id,
      pane: role.pane,
      role: role.role,
      command: role.command,
      directory: this.head.directory,
      runDir: this.options.runDir,
      size: this.sizes.get(role.pane) ?? this.anySize(),
      ...(first ? { firstPrompt: first.text } : {}),
      ...(resume === undefined ? {} : { resume }),
      ...(this.options.extraEnv ? { extraEnv: this.options.extraEnv } : {}),
    })
    if (impossible !== undefined) {
      await this.commit([{ type: 'agent-start-failed', pane: role.pane, reason: impossible }])
      return `${role.role}: ${impossible}`
    }
    const session = this.newSession(agent, role.pane, adapter, additions)
    const started: EventBody = {
      type: 'agent-started',
      agent,
      pane: role.pane,
      kind: adapter.id,
      ...(additions.sessionId ? { conversation: additions.sessionId } : {}),
      purpose,
    }
    const delivery =
      first &&
      this.deliveries.created({
        purpose: first.purpose,
        pane: role.pane,
        agent,
        route: additions.firstPromptPassed ? 'argument' : 'typed',
        text: first.text,
        ...(first.task ? { tasks: [first.task] } : {}),
      })
    await this.commit(delivery ? [started, delivery] : [started])
    if (delivery) await this.deliveries.start(delivery.delivery, adapter.submit.beforeEnterMs)
    const result = await this.host.spawn(spec)
    if (result.ok) return undefined
    await this.stopped(session, null, null, result.reason)
    await this.commit([{ type: 'agent-start-failed', pane: role.pane, reason: result.reason }])
    return `${role.role}: ${result.reason}`
  }

  /** The size of some terminal that is on show, so that an unseen one needs no resize when it comes to be seen. */
  private anySize(): { cols: number; rows: number } {
    return [...this.sizes.values()].at(-1) ?? UNSEEN
  }

  private newSession(
    id: string,
    pane: string,
    adapter: AgentAdapter,
    additions: LaunchAdditions,
    known?: Agent,
  ): AgentSession {
    const changed = (session: AgentSession): void => this.sessionChanged(session)
    const session = new AgentSession(id, pane, adapter, additions, this.host, changed, known)
    this.sessions.set(id, session)
    return session
  }

  private async endSession(session: AgentSession): Promise<void> {
    session.ending = true
    await this.host.end(session.id)
    await this.stopped(session, null, 'SIGHUP')
  }

  /** The agent's process is gone; once for each agent. */
  private async stopped(
    session: AgentSession,
    code: number | null,
    signal: string | null,
    failure?: string,
  ): Promise<void> {
    if (!this.sessions.delete(session.id)) return
    const wasStarting = session.tracker.status === 'starting'
    session.dispose()
    const expected = session.ending || failure !== undefined
    const role = this.head.panes[session.pane]?.role ?? session.pane
    const how = failure ?? (signal ? `ended by ${signal}` : `exited with code ${code ?? 'unknown'}`)
    const task = currentTask(this.head, session.pane)
    const events: EventBody[] = [{ type: 'agent-exited', agent: session.id, code, signal, expected }]
    // A report that is being checked is not lost with its agent.
    if (task?.agent === session.id && task.state !== 'checking' && !this.closing) {
      events.push(...this.lost(task, `The agent ${how}.`))
    }
    await this.commit(events)
    this.deliveries.gone(session.id, `The agent it was for has gone (${how}).`)
    if (!expected && wasStarting && Date.now() - this.head.openedAt < OPENING_MS && !this.closing) {
      const last = (await this.host.text(session.id, 20)).trim().split('\n').at(-1)?.trim()
      await this.close('start-failed', `${role}: its command ${how}${last ? `: ${last}` : ''}`)
      return
    }
    this.stirred()
  }

  private observed(session: AgentSession, seen: Observation): void {
    if (seen.source === 'hook' && seen.kind === 'prompt') {
      this.deliveries.prompted(session.id, seen.text)
      this.commit([{ type: 'agent-prompted', agent: session.id, text: seen.text.slice(0, 200) }], {
        durable: false,
      }).catch((error: unknown) => this.broken(error))
    }
    if (seen.source === 'hook' && seen.kind === 'session') {
      this.commit([
        {
          type: 'agent-conversation',
          agent: session.id,
          conversation: seen.sessionId,
          how: seen.how,
          kind: session.adapter.id,
        },
      ]).catch((error: unknown) => this.broken(error))
    }
    session.observe(seen)
  }

  /** Puts what a card shows into the journal when it differs, and lets deliveries look again. */
  private sessionChanged(session: AgentSession): void {
    if (!this.sessions.has(session.id)) return
    const known = this.head.agents[session.id]
    const shown = session.shown
    const same =
      known &&
      known.status === shown.status &&
      known.tool === (shown.tool ?? null) &&
      known.detail === (shown.detail ?? null) &&
      known.waitingFor === (shown.waitingFor ?? null) &&
      known.error === (shown.error ?? null) &&
      known.limited === shown.limited
    if (known && !same && shown.status !== 'exited') {
      this.commit([{ type: 'agent-observed', agent: session.id, ...shown }], { durable: false }).catch(
        (error: unknown) => this.broken(error),
      )
    }
    this.deliveries.poke(session.id)
    this.stirred()
  }

  /** What has been written may ask for a next step. */
  private acted(_after: Run, event: RunEvent): void {
    if (event.body.type !== 'run-closed') this.stirred()
  }

  private stirred(): void {
    queueMicrotask(() => this.pump())
  }

  /** The journal or the terminal host is gone. The run stays as it is recorded; the person is told by its state. */
  private broken(error: unknown): void {
    if (this.closing) return
    this.options.note(`${this.head.title}: ${error instanceof Error ? error.message : String(error)}`)
  }

  get orchestratorPane(): string | undefined {
    return orchestratorOf(this.head)?.pane
  }
}

function signalName(signal: number | null): string | null {
  if (signal === null || signal === 0) return null
  return Object.entries(constants.signals).find(([, number]) => number === signal)?.[0] ?? `signal ${signal}`
}
