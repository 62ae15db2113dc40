import type { CheckResult } from '#shared/model/events'
import { firstSeats } from '#shared/model/seats'
import { roundsOf } from '#shared/model/selectors'
import type { Run, TimelineEntry } from '#shared/model/state'
import { usageOf } from '#shared/model/usage'
import { durationText } from '../../ui/time'
import { usageFigures } from '../usage/usage-words'

export interface SummaryFigures {
  tasks: number
  /** The highest round that any role came to. */
  rounds: number
  reports: number
  /** Reports that a check sent back. */
  returned: number
  /** How the deck's own checks went. */
  checks: Record<CheckResult['verdict'], number>
  /** What needed the person. */
  needed: {
    /** Questions that were asked of the person. */
    questions: number
    /** Held tasks that the person let go on. */
    decisions: number
    /** Texts that the person sent after the first. */
    texts: number
    /** Edits by roles that may not edit. */
    edits: number
  }
  /**
   * Roles that were given tasks or used tokens, in config order; what was cancelled is neither done nor failed. `time` is milliseconds
   * between a task and its report.
   */
  perRole: Array<{ pane: string; role: string; tasks: number; done: number; failed: number; time: number }>
}

/** What a run came to, in figures. */
export function summaryFigures(run: Run): SummaryFigures {
  const tasks = Object.values(run.tasks)
  const perRole = firstSeats(run).flatMap(({ pane, role }) => {
    const own = tasks.filter((task) => task.role === role)
    const { quality } = usageOf(run, pane)
    if (own.length === 0 && quality.tokens === 'unavailable') return []
    const done = own.filter((task) => task.state === 'done' && task.outcome === 'done').length
    const failed = own.filter(
      (task) => task.state === 'failed' || (task.state === 'done' && task.outcome !== 'done'),
    ).length
    const time = own.reduce((sum, task) => {
      const report = task.report ? run.reports[task.report] : undefined
      return sum + (report ? report.at - task.createdAt : 0)
    }, 0)
    return [{ pane, role, tasks: own.length, done, failed, time }]
  })
  const reports = Object.values(run.reports)
  const checks = reports.flatMap((report) => report.checks)
  const verdicts = { passed: 0, failed: 0, undecided: 0, skipped: 0 }
  for (const check of checks) verdicts[check.verdict]++
  const byPerson = (kind: TimelineEntry['kind']) =>
    run.timeline.filter((entry) => entry.kind === kind && entry.from === 'you').length
  return {
    tasks: tasks.length,
    rounds: Math.max(0, ...run.paneOrder.map((pane) => roundsOf(run, pane))),
    reports: reports.length,
    returned: tasks.reduce((sum, task) => sum + task.returned, 0),
    checks: verdicts,
    needed: {
      questions: Object.values(run.questions).filter((question) => question.to === 'person').length,
      decisions: byPerson('task'),
      texts: Math.max(0, byPerson('prompt') - 1),
      edits: checks.filter((check) => check.kind === 'edits' && check.verdict === 'failed').length,
    },
    perRole,
  }
}

/** "1 task", "3 tasks". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** What a run needed the person for, in a sentence. */
export function neededWords({ questions, decisions, texts, edits }: SummaryFigures['needed']): string {
  const parts = [
    questions > 0 ? plural(questions, 'question') : null,
    decisions > 0 ? plural(decisions, 'held task') : null,
    edits > 0 ? plural(edits, 'change that was not allowed', 'changes that were not allowed') : null,
    texts > 0 ? plural(texts, 'further text', 'further texts') : null,
  ].filter((part) => part !== null)
  return parts.length === 0 ? 'Nothing beyond the first task.' : `${parts.join(', ')}.`
}

/** How the deck's checks went: "5 checks passed, 1 failed". */
export function checksWords({ passed, failed, undecided, skipped }: SummaryFigures['checks']): string | null {
  if (passed + failed + undecided + skipped === 0) return null
  return [
    passed > 0 ? `${plural(passed, 'check')} passed` : null,
    failed > 0 ? `${plural(failed, 'check')} failed` : null,
    undecided > 0 ? `${plural(undecided, 'check')} undecided` : null,
    skipped > 0 ? `${plural(skipped, 'check')} not run` : null,
  ]
    .filter((part) => part !== null)
    .join(', ')
}

/** A run in a line: how long it took, what was done, what it used. */
export function summaryFacts(run: Run, { tasks, rounds, reports, checks }: SummaryFigures): string[] {
  const { tokens, cost } = usageFigures(run)
  return [
    durationText((run.endedAt ?? run.openedAt) - run.openedAt),
    plural(tasks, 'task'),
    rounds > 1 ? `${rounds} rounds` : null,
    plural(reports, 'report'),
    checksWords(checks),
    tokens?.known ? tokens.text : null,
    cost?.known ? cost.text : null,
  ].filter((fact) => fact !== null)
}
