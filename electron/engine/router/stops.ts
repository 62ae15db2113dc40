import type { Orchestration, StopRule } from '#shared/contract/config'
import type { BodyOf, EventBody } from '#shared/model/events'
import { firstSeats } from '#shared/model/seats'
import { tasksOf } from '#shared/model/selectors'
import type { Run, Task } from '#shared/model/state'
import { isSameFinding } from './limits'

type Evidence = NonNullable<BodyOf<'run-paused'>['evidence']>

/** A condition of `stop_when` that has come true. */
interface Stop {
  /** Known again: what the person let go on does not stop the run a second time, one more of the same does. */
  key: string
  reason: string
  /** What shows it, oldest first. */
  evidence: Evidence
}

/** The events that pause a run in which it makes no sense to go on, by the conditions of its config. */
export function stopsOf(run: Run, { stopWhen = [] }: Orchestration): EventBody[] {
  if (run.phase !== 'running' || run.paused) return []
  const stop = stopWhen
    .flatMap((rule) => finders[rule.kind](run, rule))
    .find(({ key }) => !run.dismissed[key])
  if (!stop) return []
  const reason = `${stop.reason} Nothing new is handed out until you let it go on.`
  return [
    { type: 'run-paused', by: 'deck', reason, evidence: stop.evidence },
    { type: 'attention-dismissed', key: stop.key },
  ]
}

const finders: Readonly<Record<StopRule['kind'], (run: Run, rule: StopRule) => Stop[]>> = {
  'gate-failed': failedGates,
  'task-failed': failedTasks,
  'same-finding': sameFindings,
}

/** The same gate of a role fails again and again with the same error. A gate that was run again by hand counts once. */
function failedGates(run: Run, { times }: StopRule): Stop[] {
  return firstSeats(run).flatMap(({ role }) => {
    const checks = Object.values(run.reports)
      .filter((report) => run.panes[report.pane]?.role === role)
      .toSorted((a, b) => a.at - b.at)
      .flatMap((report) =>
        report.checks.flatMap((check, index) =>
          check.kind === 'gate' && report.checks.findIndex(({ name }) => name === check.name) === index
            ? { check, id: `${report.id}-${index}` }
            : [],
        ),
      )
    const names = new Set(checks.map(({ check }) => check.name))
    return [...names].flatMap((name): Stop[] => {
      const own = checks.filter(({ check }) => check.name === name)
      const error = own.at(-1)?.check.error
      const last = own.slice(-times)
      const same =
        last.length === times && last.every(({ check }) => isFailure(check) && check.error === error)
      if (!same || error === undefined) return []
      const often = times === 1 ? 'once' : `${times} times in a row with the same error`
      return [
        {
          key: `stop:gate-failed:${last.at(-1)?.id}`,
          reason: `The check "${name}" of ${role} has failed ${often}.`,
          evidence: last.map(({ id }) => ({ kind: 'evidence', id })),
        },
      ]
    })
  })
}

function isFailure({ verdict }: { verdict: string }): boolean {
  return verdict === 'failed'
}

/** Tasks of the run fail one after the other. What was cancelled or is blocked says nothing either way. */
function failedTasks(run: Run, { times }: StopRule): Stop[] {
  const over = Object.values(run.tasks)
    .filter((task) => (task.state === 'done' || task.state === 'failed') && task.outcome !== 'blocked')
    .toSorted((a, b) => a.since - b.since)
  const last = over.slice(-times)
  if (last.length < times || !last.every((task) => task.state === 'failed')) return []
  const often = times === 1 ? 'A task has failed' : `${times} tasks have failed in a row`
  return [
    {
      key: `stop:task-failed:${last.at(-1)?.id}`,
      reason: `${often}: ${last.map((task) => `${task.id} of ${task.role}`).join(', ')}.`,
      evidence: last.map((task) =>
        task.report === null ? { kind: 'task', id: task.id } : { kind: 'report', id: task.report },
      ),
    },
  ]
}

/** A role is given the same finding again. */
function sameFindings(run: Run, { times }: StopRule): Stop[] {
  return firstSeats(run).flatMap(({ pane }): Stop[] => {
    const tasks = tasksOf(run, pane).filter((task) => task.state !== 'cancelled')
    const last = tasks.at(-1)
    const same = last ? tasks.filter((task: Task) => isSameFinding(task.text, last.text)) : []
    if (!last || same.length < times) return []
    return [
      {
        key: `stop:same-finding:${last.id}`,
        reason: `${last.role} has been given the same finding ${same.length} times.`,
        evidence: same.slice(-times).map((task) => ({ kind: 'task', id: task.id })),
      },
    ]
  })
}
