import type { EventBody, ReportOutcome, StoredText } from '#shared/model/events'
import { currentTask, taskToHandOver } from '#shared/model/selectors'
import type { Run, Task } from '#shared/model/state'
import { newsFor } from '../briefs'
import { delegated, mayDelegate, meaningOfReport, reported } from '../decide'
import { nextSteps, type Step, type Surroundings } from '../schedule'
import { SimulatedDeliveries } from './deliveries.fixture'
import { SimulatedJournal } from './journal.fixture'
import { MAX_PARALLEL, cutsNoTurn, isAtWork, mayHandOut } from './promises.fixture'
import { team } from './team.fixture'
import type { Weakened } from './weakened.fixture'
import { WorldAgent } from './world-agent.fixture'

/** A task is given up when its agent was lost more often. */
const MAX_LOST = 2

/** The deck's rules at work on a simulated world. Every broken promise throws. */
export class Simulation {
  readonly journal = new SimulatedJournal()
  readonly agents = new Map<string, WorldAgent>()
  readonly deliveries: SimulatedDeliveries
  /** Starts that were decided and not yet made. */
  readonly starting: { pane: string; task: Task | null }[] = []
  /** Agents for which their role is being written anew. */
  readonly reminding = new Set<string>()
  /** The next start fails. */
  startFails = false
  /** Who accepted which task. */
  readonly accepted: string[] = []
  private count = 0

  constructor(private readonly weakened: Weakened = {}) {
    this.deliveries = new SimulatedDeliveries(this.journal, this.agents, weakened)
    for (const { pane, seat } of team) if (!seat) this.launch(pane, null)
  }

  get run(): Run {
    return this.journal.run
  }

  /** The living agent of a pane. */
  agentIn(pane: string): WorldAgent | undefined {
    const id = this.run.panes[pane]?.agent
    const agent = id ? this.agents.get(id) : undefined
    return agent?.alive ? agent : undefined
  }

  /** Takes steps until none is left. */
  pump(): void {
    for (let round = 0; ; round++) {
      const around: Surroundings = {
        maxParallel: MAX_PARALLEL,
        moving: new Map(this.starting.map(({ pane, task }) => [pane, task?.id ?? null])),
        drafts: new Set(
          [...this.agents.values()]
            .filter(({ alive, typed }) => alive && typed > 0)
            .map((agent) => agent.pane),
        ),
      }
      const { seen, around: other } = this.weakened
      const steps = nextSteps(seen?.(this.run) ?? this.run, other?.(around) ?? around)
      const fresh = steps.filter((next) => next.kind !== 'remind' || !this.reminding.has(next.agent))
      if (fresh.length === 0) return
      if (round > 20) throw new Error(`Steps never go away: ${JSON.stringify(fresh)}`)
      for (const next of fresh) this.take(next)
    }
  }

  private take(next: Step): void {
    if ('task' in next) {
      const moving = this.starting.map((start) => start.task)
      mayHandOut(this.run, moving, next.pane, next.task.id)
    }
    if (next.kind === 'remind') {
      this.reminding.add(next.agent)
      return
    }
    if (next.kind !== 'tell') cutsNoTurn(this.run, next.pane, this.agentIn(next.pane)?.id)
    if (next.kind === 'start-agent') {
      this.starting.push({ pane: next.pane, task: next.task })
    } else if (next.kind === 'start-fresh') {
      this.starting.push({ pane: next.pane, task: null })
    } else if (next.kind === 'hand-over') this.writeHandOver(next.pane)
    else if (next.kind === 'type-task') {
      this.deliveries.deliver(next.pane, next.agent, 'task', `Task ${next.task.id}`, 'typed', {
        tasks: [next.task.id],
      })
    } else {
      const reports = [...(next.onto?.reports ?? []), ...next.reports.map(({ id }) => id)]
      const questions = [...(next.onto?.questions ?? []), ...next.questions.map(({ id }) => id)]
      const notices = [...(next.onto?.notices ?? []), ...next.notices.map(({ id }) => id)]
      const text = newsFor(
        this.run,
        reports.flatMap((id) => this.run.reports[id] ?? []),
        questions.flatMap((id) => this.run.questions[id] ?? []),
        notices.flatMap((id) => this.run.notices[id] ?? []),
        (file) => file,
      )
      if (next.onto) {
        this.journal.commit([
          { type: 'delivery-extended', delivery: next.onto.id, text, reports, questions, notices },
        ])
      } else
        this.deliveries.deliver(next.pane, next.agent, 'report', text, 'typed', {
          reports,
          questions,
          notices,
        })
    }
  }

  /** Makes the start that was decided: the old agent ends, a new one begins, its first text travels with it. */
  launch(pane: string, task: Task | null): void {
    const role = team.find((candidate) => candidate.pane === pane)
    const old = this.agentIn(pane)
    if (!role) return
    const handOver = this.run.panes[pane]?.handOver
    if (old) this.gone(old, true)
    // What was cancelled meanwhile is nobody's any more.
    const wanted = task && this.run.tasks[task.id]?.state === 'queued' ? task : null
    if (task && !wanted && old === undefined) return
    if (this.startFails) {
      this.startFails = false
      this.journal.commit([{ type: 'agent-start-failed', pane, reason: 'no such command' }])
      return
    }
    const agent = new WorldAgent(`a${++this.count}`, pane, role.habit)
    this.agents.set(agent.id, agent)
    this.journal.commit([{ type: 'agent-started', agent: agent.id, pane, kind: role.habit, purpose: 'task' }])
    const first = role.pane === 'p0' || handOver?.text ? 'Context' : undefined
    const text = wanted ? `Task ${wanted.id}` : first
    if (text === undefined) return
    const byArgument = role.habit === 'hooked'
    const id = `d${this.run.counters.delivery}`
    if (byArgument) agent.argument = { delivery: id, text }
    this.deliveries.deliver(
      pane,
      agent.id,
      wanted ? 'task' : 'context',
      text,
      byArgument ? 'argument' : 'typed',
      wanted ? { tasks: [wanted.id] } : {},
    )
  }

  /** The agent's process is gone. */
  gone(agent: WorldAgent, expected: boolean): void {
    if (!agent.alive) return
    agent.alive = false
    const task = currentTask(this.run, agent.pane)
    const events: EventBody[] = [
      { type: 'agent-exited', agent: agent.id, code: null, signal: 'SIGHUP', expected },
    ]
    if (task?.agent === agent.id && task.state !== 'checking') events.push(lostTask(task))
    this.journal.commit(events)
    for (const id of this.deliveries.underwayTo(agent.id))
      this.deliveries.feed(id, { kind: 'gone', reason: 'It has gone.' })
  }

  /** The person wants a fresh agent. */
  askHandOver(agent: WorldAgent, when: 'idle' | 'now'): void {
    if (this.run.panes[agent.pane]?.handOver?.text) return
    this.journal.commit([{ type: 'hand-over-asked', pane: agent.pane, agent: agent.id, when }])
  }

  private writeHandOver(pane: string): void {
    const asked = this.run.panes[pane]?.handOver
    if (!asked) return
    const task = taskToHandOver(this.run, pane)
    this.journal.commit([
      {
        type: 'handed-over',
        handOver: `h${this.run.counters.handOver}`,
        pane,
        agent: asked.agent,
        text: this.text('hand-over'),
        ...(task ? { task: task.id } : {}),
      },
    ])
  }

  delegate(to: readonly string[], paths: readonly string[]): void {
    if (!this.agentIn('p0')) return
    const verdict = mayDelegate(this.run, 'p0', to)
    if (!verdict.ok) return
    const made = delegated(
      this.run,
      'p0',
      verdict.targets,
      verdict.targets.map(() => this.text('task')),
      { paths },
    )
    this.journal.commit(made)
    for (const body of made) if (body.type === 'task-created') this.accepted.push(body.task)
  }

  /** The delivery of the task that an agent has in hand. */
  taskOf(agent: WorldAgent): string | undefined {
    return agent.jobs.find((job) => (this.run.deliveries[job]?.tasks.length ?? 0) > 0)
  }

  /** `work-done`, as an agent calls it. */
  report(agent: WorldAgent, outcome: ReportOutcome, checking = false): void {
    if (agent.pane === 'p0') return
    const honest = this.taskOf(agent)
    const known = this.run.deliveries[honest ?? '']
    const meant = known?.tasks[0]
    const before = meant === undefined ? undefined : this.run.tasks[meant]
    const real = meaningOfReport(this.run, agent.pane, agent.id, false)
    if ('ok' in real) return
    const task = currentTask(this.run, agent.pane)
    const ofRole = Object.values(this.run.tasks).find(
      (other) => isAtWork(other) && other.role === this.run.panes[agent.pane]?.role,
    )
    const other = this.weakened.anyReportAnswers ? task : this.weakened.reportsOfRole ? ofRole : null
    const meaning = other ? { kind: 'answer' as const, task: other } : real
    agent.jobs = agent.jobs.filter((job) => job !== honest)
    agent.hasReported = true
    if (meaning.kind === 'answer' && !this.hasGot(agent, meaning.task))
      throw new Error(`${meaning.task.id} is answered by ${agent.id}, which never got it`)
    if (meaning.kind !== 'answer' && before?.state === 'working' && before.agent === agent.id)
      throw new Error(`The report on ${before.id} was not taken for its answer`)
    this.journal.commit(
      reported(this.run, meaning, agent.pane, agent.id, outcome, this.text('report'), checking),
    )
    if (meaning.kind === 'answer') this.deliveries.feed(meaning.task.delivery ?? '', { kind: 'answered' })
  }

  /** Whether the task was submitted to this agent, also when it is to go to another one by now. */
  private hasGot(agent: WorldAgent, task: Task): boolean {
    return Object.values(this.run.deliveries).some(
      ({ id, tasks }) => tasks.includes(task.id) && agent.hasSubmitted(id),
    )
  }

  /** The checks of the oldest report that waits for them are through. */
  check(verdict: 'accepted' | 'returned' | 'failed'): void {
    const report = Object.values(this.run.reports).find((candidate) => candidate.verdict === null)
    const task = report?.task ? this.run.tasks[report.task] : undefined
    if (!report || !task) return
    this.journal.commit([{ type: 'report-checked', task: task.id, report: report.id, verdict }])
    const now = this.run.tasks[task.id]
    if (verdict !== 'returned' || now?.state !== 'working') return
    const agent = this.agents.get(report.agent)
    if (!agent?.alive) return this.journal.commit([lostTask(now)])
    if (task.delivery !== null) agent.jobs.push(task.delivery)
    this.deliveries.deliver(agent.pane, agent.id, 'notice', `A check of ${report.id} failed`, 'typed')
  }

  /** The router lets a queued task wait. */
  hold(task: string): void {
    if (this.run.tasks[task]?.state === 'queued')
      this.journal.commit([{ type: 'task-held', task, why: 'approval' }])
  }

  /** Everything that waits is let go. */
  release(): void {
    for (const task of Object.values(this.run.tasks)) {
      if (task.state === 'held') this.journal.commit([{ type: 'task-released', task: task.id, by: 'person' }])
    }
  }

  /** What was written for those that lack their role is on its way to them. */
  remind(): void {
    for (const id of this.reminding) {
      const agent = this.agents.get(id)
      this.reminding.delete(id)
      if (agent?.alive) this.deliveries.deliver(agent.pane, id, 'context', 'Context', 'typed')
    }
  }

  /** Its conversation is compacted, or begun anew by the person. */
  forget(agent: WorldAgent, how: 'compact' | 'clear'): void {
    this.journal.commit([{ type: 'agent-conversation', agent: agent.id, conversation: 'next', how }])
  }

  ask(agent: WorldAgent): void {
    if (agent.pane === 'p0' || this.run.phase !== 'running') return
    const task = currentTask(this.run, agent.pane)
    this.journal.commit([
      {
        type: 'question-asked',
        question: `q${this.run.counters.question}`,
        pane: agent.pane,
        agent: agent.id,
        to: 'orchestrator',
        ...(task ? { task: task.id } : {}),
        text: this.text('question'),
      },
    ])
  }

  /** The orchestrator ends the run. */
  end(): void {
    const lead = this.agentIn('p0')
    const meaning = lead && meaningOfReport(this.run, 'p0', lead.id, true)
    if (lead && meaning && !('ok' in meaning))
      this.journal.commit(reported(this.run, meaning, 'p0', lead.id, 'done', this.text('summary')))
  }

  text(kind: string): StoredText {
    return {
      file: `/project/.dot-agent-deck/runs/run/${kind}-${++this.count}.md`,
      bytes: 1,
      sha256: '00',
      preview: kind,
    }
  }
}

function lostTask(task: Task): EventBody {
  return { type: 'task-lost', task: task.id, reason: 'The agent ended.', again: task.lost < MAX_LOST }
}
