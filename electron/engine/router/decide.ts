import type { EventBody, ReportOutcome, StoredText } from '#shared/model/events'
import { isOpen, isOpenQuestion, orchestratorOf, taskInHand, tasksAt, tasksOf } from '#shared/model/selectors'
import { firstSeats, seatName, seatsOf } from '#shared/model/seats'
import type { Pane, Question, Run, Task } from '#shared/model/state'
import { nearest } from '../config/keys'

/**
 * What an agent's command is allowed to do, decided on the run's state alone. Nothing here reads or writes anything:
 * a decision is a refusal with its fix, or what to put in the journal.
 */

/** Why something is not done. */
export interface Refusal {
  ok: false
  /** What happened. */
  reason: string
  /** What to do next. */
  fix: string
}

const refuse = (reason: string, fix: string): Refusal => ({ ok: false, reason, fix })

function closedRun(run: Run): Refusal | undefined {
  if (run.phase === 'running') return undefined
  return refuse(`This run is over.`, 'Start a new run to do more work.')
}

/** May this pane delegate to these roles? Answers with one pane for each distinct role, in the order given. */
export function mayDelegate(
  run: Run,
  from: string,
  to: readonly string[],
): Refusal | { ok: true; targets: Pane[] } {
  const over = closedRun(run)
  if (over) return over
  const sender = run.panes[from]
  const lead = orchestratorOf(run)
  if (!sender || !lead || (!sender.start && !sender.leads?.length)) {
    return refuse(
      `Only the orchestrator${lead ? ` (${lead.role})` : ''} may delegate; this is ${sender ? seatName(sender) : 'not a role of the run'}.`,
      'Say in your report what else should be done: dot-agent-deck work-done --task-file <report file>',
    )
  }
  const workers = workersOf(run, sender)
  const names = workers.map((pane) => pane.role)
  const targets: Pane[] = []
  for (const name of new Set(to)) {
    if (name === sender.role)
      return refuse(
        `${name} is ${sender.start ? 'the orchestrator' : 'this role'} itself.`,
        `Delegate to ${orList(names)}.`,
      )
    const pane = workers.find((worker) => worker.role === name)
    if (!pane) {
      const seat = workers
        .flatMap((worker) => seatsOf(run, worker.role))
        .find((each) => seatName(each) === name)
      if (seat) {
        return refuse(
          `${name} is one of several agents of ${seat.role}. Nothing was delegated.`,
          `Delegate to the role, --to ${seat.role}: the deck chooses who is free.`,
        )
      }
      const meant = nearest(name, names)
      return refuse(
        `There is no role "${name}" in this run. Nothing was delegated.`,
        meant ? `Did you mean --to ${meant}? Roles: ${names.join(', ')}.` : `Delegate to ${orList(names)}.`,
      )
    }
    targets.push(pane)
  }
  return { ok: true, targets }
}

/** Whom a role may give tasks to, by their first seats: the orchestrator every worker unless its config says less, a lead its own. */
export function workersOf(run: Run, sender: Pane): Pane[] {
  return firstSeats(run).filter(
    (pane) => pane.role !== sender.role && !pane.start && (sender.leads?.includes(pane.role) ?? sender.start),
  )
}

/** What tasks of a batch wait for, and claim. */
export interface Conditions {
  after?: readonly string[]
  paths?: readonly string[]
}

/** May tasks wait for these? They must exist, and not have failed. */
export function mayFollow(run: Run, after: readonly string[]): Refusal | { ok: true } {
  for (const id of after) {
    const task = Object.hasOwn(run.tasks, id) ? run.tasks[id] : undefined
    if (!task) {
      const known = Object.keys(run.tasks)
      return refuse(
        `There is no task ${id} to wait for. Nothing was delegated.`,
        known.length > 0 ? `Tasks: ${known.join(', ')}.` : 'No task has been delegated yet.',
      )
    }
    if (task.state === 'failed' || task.state === 'cancelled') {
      return refuse(
        `Task ${id} is ${task.state}, so nothing can wait for it to be done.`,
        'Delegate without --after.',
      )
    }
  }
  return { ok: true }
}

/** The events of one batch. `texts` stand for the targets, in their order, under the ids `nextTaskIds` gave. */
export function delegated(
  run: Run,
  from: string,
  targets: readonly Pane[],
  texts: readonly StoredText[],
  { after = [], paths = [] }: Conditions = {},
): EventBody[] {
  const ids = nextTaskIds(run, targets.length)
  return targets.map((pane, index) => {
    const text = texts[index]
    if (!text) throw new Error('A task without its text')
    return {
      type: 'task-created',
      task: ids[index] ?? '',
      batch: `b${run.counters.batch}`,
      from,
      pane: pane.pane,
      role: pane.role,
      round: tasksOf(run, pane.pane).filter((task) => task.state !== 'cancelled').length + 1,
      text,
      ...(after.length > 0 ? { after: [...after] } : {}),
      ...(paths.length > 0 ? { paths: [...paths] } : {}),
    }
  })
}

/** The ids that the next tasks of the run get. */
export function nextTaskIds(run: Run, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `t${run.counters.task + index}`)
}

/** What a `work-done` means: the end of the run, the answer to a task, or a report nobody had asked for. */
export type ReportMeaning =
  { kind: 'end'; open: Task[] } | { kind: 'answer'; task: Task } | { kind: 'unsolicited' } | Refusal

/** What a `work-done` of this agent means now, or why it means nothing. */
export function meaningOfReport(run: Run, from: string, agent: string, done: boolean): ReportMeaning {
  const pane = run.panes[from]
  if (!pane) return refuse('This pane is not part of the run.', 'Nothing to do.')
  if (pane.start) {
    const over = closedRun(run)
    if (over) return over
    if (!done) {
      return refuse(
        'work-done from the orchestrator ends the run, so it needs --done.',
        'When all the work is finished: dot-agent-deck work-done --done --task-file <summary file>. To hand out work: dot-agent-deck delegate --to <role> --task-file <file>',
      )
    }
    return { kind: 'end', open: Object.values(run.tasks).filter(isOpen) }
  }
  const task = taskInHand(run, { id: agent, pane: from })
  // A report of an agent that was replaced is about work that nobody waits for any more.
  if (!task) {
    const late = lostBy(run, from, agent)
    return late ? { kind: 'answer', task: late } : { kind: 'unsolicited' }
  }
  // Its report is in and being checked; a second one would be told, and checked, as if it were another.
  if (task.state === 'checking') return { kind: 'unsolicited' }
  // A second report of the task before, while this one still waits to be typed, must not end what nobody has begun.
  const delivery = task.delivery ? run.deliveries[task.delivery] : undefined
  // From typing on it may have been begun: the person can press Enter on it too.
  if (task.state === 'delivering' && delivery?.state === 'held' && delivery.submittedAt === null)
    return { kind: 'unsolicited' }
  return { kind: 'answer', task }
}

/** The task that waits for a new agent because this one died or was replaced; a report that it had left behind answers it all the same. */
function lostBy(run: Run, pane: string, agent: string): Task | undefined {
  return tasksAt(run, pane).find(
    (task) =>
      task.state === 'queued' &&
      (task.lost > 0 || task.handOver !== null) &&
      Object.values(run.deliveries).some(
        (delivery) =>
          delivery.agent === agent && delivery.submittedAt !== null && delivery.tasks.includes(task.id),
      ),
  )
}

/** The events of a report that means this. */
export function reported(
  run: Run,
  meaning: Exclude<ReportMeaning, Refusal>,
  from: string,
  agent: string,
  outcome: ReportOutcome,
  text: StoredText,
  /** The deck checks it before it counts. */
  checking = false,
): EventBody[] {
  const report = `r${run.counters.report}`
  switch (meaning.kind) {
    case 'answer':
      return [
        {
          type: 'task-reported',
          task: meaning.task.id,
          report,
          agent,
          outcome,
          text,
          ...(checking ? { checking } : {}),
        },
      ]
    case 'unsolicited':
      return [{ type: 'report-unsolicited', report, pane: from, agent, text }]
    case 'end':
      return [
        ...meaning.open.map((task): EventBody => ({
          type: 'task-cancelled',
          task: task.id,
          reason: 'The orchestrator ended the run.',
        })),
        {
          type: 'run-finished',
          outcome: outcome === 'done' ? 'done' : 'failed',
          by: 'orchestrator',
          ...(outcome === 'done' ? {} : { reason: text.preview }),
          summary: text,
        },
      ]
  }
}

/** May this pane ask? A worker asks its orchestrator or the person; the orchestrator only the person. */
export function mayAsk(run: Run, from: string, to: 'orchestrator' | 'person'): Refusal | { ok: true } {
  const over = closedRun(run)
  if (over) return over
  if (run.panes[from]?.start && to === 'orchestrator') {
    return refuse(
      'The orchestrator cannot ask itself.',
      'To ask the person: dot-agent-deck ask --person --task-file <file>',
    )
  }
  return { ok: true }
}

/**
 * Who hears of a worker's report or question: whoever delegated its task, otherwise the orchestrator. What a worker's own program asks
 * is the orchestrator's alone: a lead is a worker too, and the person has agreed to nothing more.
 */
export function recipientOf(
  run: Run,
  news: { task: string | null; about?: Question['about'] },
): string | undefined {
  const delegator = news.task && !news.about ? run.tasks[news.task]?.from : undefined
  return delegator ?? orchestratorOf(run)?.pane
}

/** May this pane answer that question? */
export function mayAnswer(run: Run, from: string, question: string): Refusal | { ok: true } {
  const over = closedRun(run)
  if (over) return over
  const asked = run.questions[question]
  const mine = asked && recipientOf(run, asked) === from
  if (!mine && !run.panes[from]?.start) {
    return refuse('Only whoever delegated a task answers questions about it.', 'Report with work-done.')
  }
  if (!asked || asked.to !== 'orchestrator') {
    const open = Object.values(run.questions).filter(
      (candidate) => isOpenQuestion(run, candidate) && candidate.to === 'orchestrator',
    )
    return refuse(
      `There is no question ${question} for the orchestrator.`,
      open.length > 0
        ? `Open questions: ${open.map((candidate) => candidate.id).join(', ')}.`
        : 'No question is open.',
    )
  }
  if (asked.answer) return refuse(`Question ${question} has been answered.`, 'Nothing to do.')
  return { ok: true }
}

function orList(names: readonly string[]): string {
  if (names.length === 0) return 'nobody: this run has no workers'
  return names.length === 1 ? `${names[0]}` : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
