import {
  agentOf,
  currentTask,
  isOpenQuestion,
  lacksRole,
  openDeliveries,
  orchestratorOf,
} from '#shared/model/selectors'
import { seatsInUse } from '#shared/model/seats'
import { recipientOf } from './decide'
import type { Agent, Delivery, LeadNotice, Pane, Question, Report, Run, Task } from '#shared/model/state'

/** What the deck should do next, as far as the run's state tells. Carrying it out changes the state. */
export type Step =
  /** A new agent for this task: the role starts afresh for every task, or has no living agent. */
  | { kind: 'start-agent'; pane: string; task: Task }
  /** The living agent gets the task typed. */
  | { kind: 'type-task'; pane: string; agent: string; task: Task }
  /** What the next agent is to know is written down, for a pane whose agent is to be replaced. */
  | { kind: 'hand-over'; pane: string }
  /** An agent that has lost its role is told it again, ahead of everything else. */
  | { kind: 'remind'; pane: string; agent: string }
  /** A fresh agent goes on without a task. */
  | { kind: 'start-fresh'; pane: string }
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
  /** Panes in which an agent is being started, ended or handed a task at this moment, with the task that this is for. */
  moving: ReadonlyMap<string, string | null>
  /** Panes in whose input box the person has half-typed text. */
  drafts: ReadonlySet<string>
  /** Tasks that may be at work at once in this run; no limit when absent. */
  maxParallel?: number | undefined
}

/** A step that hands out a task. */
type TaskStep = Extract<Step, { task: Task }>

/** The next steps of a run. Pure: the same state gives the same steps, and steps taken make them go away. */
export function nextSteps(run: Run, around: Surroundings): Step[] {
  if (run.phase === 'closed') return []
  const first = [...handOverSteps(run, around), ...reminders(run)]
  if (run.phase !== 'running' || run.paused) return first
  return [...first, ...taskSteps(run, around), ...reportSteps(run)]
}

/** Whoever goes on without its role drifts, whether the run is paused or not. */
function reminders(run: Run): Step[] {
  return run.paneOrder.flatMap((pane): Step[] => {
    const agent = agentOf(run, pane)
    return agent && lacksRole(run, agent) ? [{ kind: 'remind', pane, agent: agent.id }] : []
  })
}

/** The person asked for these, so they wait for nothing but the agent. One with a task goes on as the task does. */
function handOverSteps(run: Run, around: Surroundings): Step[] {
  return run.paneOrder.flatMap((id): Step[] => {
    const pane = run.panes[id]
    if (!pane?.handOver || around.moving.has(id) || pane.startFailure !== null) return []
    if (!mayReplace(run, pane, around)) return []
    if (pane.handOver.text === null) return [{ kind: 'hand-over', pane: id }]
    return handedTask(run, pane) ? [] : [{ kind: 'start-fresh', pane: id }]
  })
}

/** The task that goes to the fresh agent of a pane, unless it was answered or cancelled meanwhile. */
function handedTask(run: Run, pane: Pane): Task | undefined {
  const task = pane.handOver?.task ? run.tasks[pane.handOver.task] : undefined
  return task?.state === 'queued' ? task : undefined
}

/** Whether the pane has no agent that would be cut short, or the person wants it cut short. */
function mayReplace(run: Run, { pane, handOver }: Pane, { drafts }: Surroundings): boolean {
  const agent = agentOf(run, pane)
  if (!agent || agent.status === 'exited' || handOver?.when === 'now') return true
  return replaceable(agent) && !drafts.has(pane)
}

/** Hands out the tasks whose turn it is. One that cannot go yet keeps the others of its role behind it. */
function taskSteps(run: Run, around: Surroundings): TaskStep[] {
  const { moving, maxParallel = Infinity } = around
  const steps: TaskStep[] = []
  const atWork = run.paneOrder.filter((id) => currentTask(run, id) || moving.has(id)).length
  // On its way to an agent that is being started, though no delivery says so yet.
  const underway = new Set(moving.values())
  const waiting = new Set<string>()
  const handed = new Set(Object.values(run.panes).map((pane) => handedTask(run, pane)?.id))
  // What was begun goes on before anything new.
  const ready = readyTasks(run).toSorted((a, b) => Number(handed.has(b.id)) - Number(handed.has(a.id)))
  for (const task of ready) {
    if (atWork + steps.length >= maxParallel) break
    if (underway.has(task.id) || waiting.has(task.role)) continue
    const step = claimed(run, task, around, steps) ? undefined : stepFor(run, task, around, steps)
    if (step) steps.push(step)
    else waiting.add(task.role)
  }
  return steps
}

/** Hands a task to the seat of its role that suits it best. Undefined when none is free. */
function stepFor(
  run: Run,
  task: Task,
  around: Surroundings,
  steps: readonly TaskStep[],
): TaskStep | undefined {
  const { moving, drafts } = around
  const seats = seatsInUse(run, task.role)
  const handing = seats.find((seat) => handedTask(run, seat)?.id === task.id)
  const knows = seatThatKnows(run, task)
  const options = seats.flatMap((pane): Array<{ rank: number; step: TaskStep }> => {
    const { pane: id } = pane
    const taken = moving.has(id) || currentTask(run, id) || steps.some((step) => step.pane === id)
    if (pane.start || pane.held || taken || pane.startFailure !== null) return []
    const start: TaskStep = { kind: 'start-agent', pane: id, task }
    // While its agent is to be replaced, a seat takes the task that is handed over, and that task takes no other seat.
    if (pane.handOver)
      return pane === handing && mayReplace(run, pane, around) ? [{ rank: 0, step: start }] : []
    if (handing) return []
    const agent = agentOf(run, id)
    // Where an agent rests already, no further one is needed.
    if (!agent || agent.status === 'exited') return [{ rank: 2, step: start }]
    if (pane.clear) return replaceable(agent) && !drafts.has(id) ? [{ rank: 1, step: start }] : []
    const rank = knows === id ? 0 : replaceable(agent) ? 1 : 3
    return [{ rank, step: { kind: 'type-task', pane: id, agent: agent.id, task } }]
  })
  return options.toSorted((a, b) => a.rank - b.rank)[0]?.step
}

/** The seat whose agent did what this task follows, or worked on the same files: with `clear = false` it remembers. */
function seatThatKnows(run: Run, task: Task): string | undefined {
  const earlier = Object.values(run.tasks).filter(
    (other) =>
      other.id !== task.id &&
      other.role === task.role &&
      other.agent !== null &&
      run.panes[other.pane]?.agent === other.agent,
  )
  const last =
    earlier.findLast((other) => task.after.includes(other.id)) ??
    earlier.findLast((other) => sharesPath(task, other))
  return last?.pane
}

/** Whether a path that the task claims is at work already: one file has one owner at a time. */
function claimed(run: Run, task: Task, { moving }: Surroundings, steps: readonly TaskStep[]): boolean {
  if (task.paths.length === 0) return false
  const atWork = run.paneOrder.flatMap((id) => currentTask(run, id) ?? [])
  const starting = [...moving.values()].flatMap((id) => (id === null ? [] : (run.tasks[id] ?? [])))
  return [...atWork, ...starting, ...steps.map((step) => step.task)].some((other) => sharesPath(task, other))
}

function sharesPath(task: Task, other: Task): boolean {
  return other.paths.some((path) => task.paths.some((mine) => overlap(mine, path)))
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

/** A role's tasks that wait for their turn, in the order in which they will go. All its seats have this one queue. */
export function queueOf(run: Run, pane: string): Task[] {
  const role = run.panes[pane]?.role
  return readyTasks(run).filter((task) => task.role === role)
}

/** All tasks that wait for nothing but their turn, in the order in which they will go. */
function readyTasks(run: Run): Task[] {
  return Object.values(run.tasks)
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
  const mine = (news: Report | Question) => recipientOf(run, news) === pane
  const reports = Object.values(run.reports).filter(
    (report) => report.delivery === null && mine(report) && isDue(run, report),
  )
  const questions = Object.values(run.questions).filter(
    (question) =>
      question.delivery === null &&
      question.to === 'orchestrator' &&
      isOpenQuestion(run, question) &&
      mine(question),
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

/** The tasks that were delegated together. */
export function batchOf(run: Run, batch: string): Task[] {
  return Object.values(run.tasks).filter((task) => task.batch === batch)
}

function over(task: Task): boolean {
  return task.state === 'done' || task.state === 'failed' || task.state === 'cancelled'
}
