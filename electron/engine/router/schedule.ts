import { agentOf, currentTask, openDeliveries, orchestratorOf, tasksOf } from '#shared/model/selectors'
import { recipientOf } from './decide'
import type { Agent, Delivery, LeadNotice, Question, Report, Run, Task } from '#shared/model/state'

/** What the deck should do next, as far as the run's state tells. Carrying it out changes the state. */
export type Step =
  /** A new agent for this task: the role starts afresh for every task, or has no living agent. */
  | { kind: 'start-agent'; pane: string; task: Task }
  /** The living agent gets the task typed. */
  | { kind: 'type-task'; pane: string; agent: string; task: Task }
  /** What the orchestrator or a lead has not been told: as a delivery of its own, or added to one that is still held. */
  | {
      kind: 'tell'
      pane: string
      agent: string
      onto: Delivery | null
      reports: Report[]
      questions: Question[]
      notices: LeadNotice[]
    }

/** What the journal does not know. */
export interface Surroundings {
  /** Panes in which an agent is being started or ended at this moment. */
  moving: ReadonlySet<string>
  /** Panes in whose input box the person has half-typed text. */
  drafts: ReadonlySet<string>
  /** Tasks that may be at work at once in this run; no limit when absent. */
  maxParallel?: number | undefined
}

/** The next steps of a run. Pure: the same state gives the same steps, and steps taken make them go away. */
export function nextSteps(run: Run, around: Surroundings): Step[] {
  if (run.phase !== 'running' || run.paused) return []
  return [...taskSteps(run, around), ...reportSteps(run)]
}

function taskSteps(run: Run, { moving, drafts, maxParallel = Infinity }: Surroundings): Step[] {
  const steps: Step[] = []
  const atWork = run.paneOrder.filter((id) => currentTask(run, id) || moving.has(id)).length
  const heads = run.paneOrder.flatMap((id) => queueOf(run, id)[0] ?? []).toSorted((a, b) => a.place - b.place)
  for (const task of heads) {
    if (atWork + steps.length >= maxParallel) break
    const id = task.pane
    const pane = run.panes[id]
    if (
      !pane ||
      pane.start ||
      pane.held ||
      moving.has(id) ||
      pane.startFailure !== null ||
      currentTask(run, id)
    )
      continue
    if (claimed(run, task, steps)) continue
    const agent = agentOf(run, id)
    if (!agent || agent.status === 'exited') steps.push({ kind: 'start-agent', pane: id, task })
    else if (!pane.clear) steps.push({ kind: 'type-task', pane: id, agent: agent.id, task })
    else if (replaceable(agent) && !drafts.has(id)) steps.push({ kind: 'start-agent', pane: id, task })
  }
  return steps
}

/** Whether a path that the task claims is at work already: one file has one owner at a time. */
function claimed(run: Run, task: Task, steps: readonly Step[]): boolean {
  if (task.paths.length === 0) return false
  const atWork = run.paneOrder.flatMap((id) => currentTask(run, id) ?? [])
  const starting = steps.flatMap((step) => (step.kind === 'tell' ? [] : [step.task]))
  return [...atWork, ...starting].some((other) =>
    other.paths.some((path) => task.paths.some((mine) => overlap(mine, path))),
  )
}

/** The same path, or one inside the other. */
function overlap(a: string, b: string): boolean {
  const parts = (path: string) => path.split(/[/\\]+/).filter((part) => part !== '' && part !== '.')
  const [left, right] = [parts(a), parts(b)]
  const shared = Math.min(left.length, right.length)
  return left.slice(0, shared).join('/') === right.slice(0, shared).join('/')
}

/** Tasks that wait for one that will never be done. */
export function orphans(run: Run): { task: Task; because: Task }[] {
  return Object.values(run.tasks).flatMap((task) => {
    const because = task.after
      .map((id) => run.tasks[id])
      .find((before) => before?.state === 'failed' || before?.state === 'cancelled')
    return task.state === 'queued' && because ? [{ task, because }] : []
  })
}

/** A role's tasks that wait for their turn, in the order in which they will go. */
export function queueOf(run: Run, pane: string): Task[] {
  return tasksOf(run, pane)
    .filter((task) => task.state === 'queued' && task.after.every((id) => run.tasks[id]?.state === 'done'))
    .toSorted((a, b) => a.place - b.place)
}

/**
 * Whether an agent without a task may be ended for a new one. Not while it is in a turn (the person may have asked it
 * something, or it is still winding up its report); a dialog that it has shown since its start is no turn.
 */
function replaceable(agent: Agent): boolean {
  if (agent.status === 'idle' || agent.status === 'starting' || agent.status === 'error') return true
  return agent.status === 'waiting' && agent.lastPrompt === null
}

/** News goes to whoever delegated; what belongs to no task, to the orchestrator. */
function reportSteps(run: Run): Step[] {
  const lead = orchestratorOf(run)
  const delegators = new Set(Object.values(run.tasks).map((task) => task.from))
  if (lead) delegators.add(lead.pane)
  return [...delegators].flatMap((pane) => newsFor(run, pane, pane === lead?.pane))
}

function newsFor(run: Run, pane: string, isOrchestrator: boolean): Step[] {
  const agent = agentOf(run, pane)
  if (!agent || agent.status === 'exited' || run.panes[pane]?.held) return []
  const mine = (about: { task: string | null }) => recipientOf(run, about) === pane
  const reports = Object.values(run.reports).filter(
    (report) => report.delivery === null && mine(report) && isDue(run, report),
  )
  const questions = Object.values(run.questions).filter(
    (question) =>
      question.delivery === null && question.to === 'orchestrator' && !question.answer && mine(question),
  )
  const notices = Object.values(run.notices).filter(
    (notice) => isOrchestrator && notice.delivery === null && !notice.withdrawn,
  )
  if (reports.length === 0 && questions.length === 0 && notices.length === 0) return []
  const onto =
    openDeliveries(run, pane).find(
      // One that was submitted before and is held again keeps its text, by which a late proof knows it.
      (delivery) =>
        delivery.state === 'held' &&
        delivery.submittedAt === null &&
        delivery.purpose === 'report' &&
        delivery.agent === agent.id,
    ) ?? null
  return [{ kind: 'tell', pane, agent: agent.id, onto, reports, questions, notices }]
}

/**
 * A batch joins: its reports are told together once all of them are in. Bad news does not wait, and neither does a
 * report that nobody had asked for. A report that the deck still checks, or sent back, is nobody's news.
 */
function isDue(run: Run, report: Report): boolean {
  if (report.verdict === 'failed') return true
  if (report.verdict !== 'accepted') return false
  const task = report.task ? run.tasks[report.task] : undefined
  if (!task || report.outcome !== 'done') return true
  return batchOf(run, task.batch).every(over)
}

export function batchOf(run: Run, batch: string): Task[] {
  return Object.values(run.tasks).filter((task) => task.batch === batch)
}

function over(task: Task): boolean {
  return task.state === 'done' || task.state === 'failed' || task.state === 'cancelled'
}
