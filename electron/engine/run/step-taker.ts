import type { Orchestration } from '#shared/contract/config'
import type { EventBody } from '#shared/model/events'
import type { Task } from '#shared/model/state'
import type { NewDelivery } from '../delivery/deliveries'
import type { ReportChecks } from '../gates/report-checks'
import type { RunLog } from '../journal/run-log'
import { givenUpNotice, newsFor, taskPointer } from '../router/briefs'
import { spentBudgets } from '../router/budgets'
import { nextSteps, orphans, type Step } from '../router/schedule'
import { stopsOf } from '../router/stops'
import { noticeFor } from './agent-losses'
import type { AgentStarts } from './agent-starts'
import type { Crew } from './crew'
import type { HandOvers } from './hand-overs'
import type { RunTexts } from './texts'

/** What taking the next steps needs of the run. */
export interface StepPorts {
  log: RunLog
  texts: RunTexts
  team(): Orchestration
  crew: Crew
  checks: ReportChecks
  starts: AgentStarts
  handOvers: HandOvers
  commit(bodies: EventBody[]): Promise<void>
  deliver(made: NewDelivery): Promise<string>
  /** Not while agents are taken over or brought back, and not once the run is being closed. */
  mayStep(): boolean
  broken(error: unknown): void
}

/** Takes the steps that the state of a run asks for. A step that is taken changes the state so that it goes away. */
export class StepTaker {
  constructor(private readonly ports: StepPorts) {}

  /** Something has happened that may ask for a next step. */
  stirred(): void {
    queueMicrotask(() => this.takeNext())
  }

  private takeNext(): void {
    const { log, crew, starts, commit, broken } = this.ports
    if (!this.ports.mayStep() || log.failure) return
    const { maxParallel } = this.ports.team()
    commit(stopsOf(log.head, this.ports.team())).catch(broken)
    // What is spent is known when a turn ends, which is when the next task would go out.
    commit(spentBudgets(log.head, null, this.ports.team())).catch(broken)
    const around = { moving: starts.moving, drafts: crew.drafts(), maxParallel }
    for (const { task, because } of orphans(log.head)) {
      const reason = `It was to follow task ${because.id}, which is ${because.state}.`
      commit([
        { type: 'task-cancelled', task: task.id, reason },
        noticeFor(log.head, `orphan:${task.id}`, givenUpNotice(task, reason)),
      ]).catch(broken)
    }
    for (const step of nextSteps(log.head, around)) this.take(step).catch(broken)
  }

  private take(step: Step): Promise<unknown> {
    switch (step.kind) {
      case 'start-agent': {
        const { id } = step.task
        const first = { purpose: 'task', text: this.pointerTo(step.task), task: id } as const
        return this.ports.starts.start(step.pane, 'task', first)
      }
      case 'hand-over':
        return this.ports.handOvers.write(step.pane)
      case 'start-fresh':
        return this.ports.handOvers.startFresh(step.pane)
      case 'remind':
        return this.ports.starts.remind(step.pane, step.agent)
      case 'type-task':
        return this.typeTask(step)
      case 'tell':
        return this.tell(step)
    }
  }

  private pointerTo(task: Task): string {
    const { texts } = this.ports
    const left = task.handOver ? texts.forAgent(task.handOver.file) : undefined
    return taskPointer(task.id, texts.forAgent(task.text.file), left)
  }

  private typeTask({ pane, agent, task }: Extract<Step, { kind: 'type-task' }>): Promise<void> {
    const { starts, checks, crew, deliver } = this.ports
    return starts.whileMoving(pane, task.id, async () => {
      await checks.before(task)
      if (!crew.sessions.has(agent)) return
      const text = this.pointerTo(task)
      await deliver({ purpose: 'task', pane, agent, route: 'typed', text, tasks: [task.id] })
    })
  }

  private async tell(step: Extract<Step, { kind: 'tell' }>): Promise<void> {
    const { pane, agent, onto } = step
    const { commit, deliver, texts } = this.ports
    const all = this.ports.log.head
    const reports = [...(onto?.reports ?? []), ...step.reports.map((report) => report.id)]
    const questions = [...(onto?.questions ?? []), ...step.questions.map((question) => question.id)]
    const notices = [...(onto?.notices ?? []), ...step.notices.map((notice) => notice.id)]
    const text = newsFor(
      all,
      reports.flatMap((id) => all.reports[id] ?? []),
      questions.flatMap((id) => all.questions[id] ?? []),
      notices.flatMap((id) => all.notices[id] ?? []),
      (file) => texts.forAgent(file),
    )
    const carried = { text, reports, questions, notices }
    if (onto) return commit([{ type: 'delivery-extended', delivery: onto.id, ...carried }])
    await deliver({ purpose: 'report', pane, agent, route: 'typed', ...carried })
  }
}
