import { put } from '../entries'
import type { Agent, Pane, Report, Run, Task } from '../state'

/** The run with this changed of one pane; as it was when there is none. */
export function patchPane(run: Run, id: string, patch: Partial<Pane>): Run {
  const pane = run.panes[id]
  return pane ? { ...run, panes: { ...run.panes, [id]: { ...pane, ...patch } } } : run
}

/** The run with this changed of one agent. */
export function patchAgent(run: Run, id: string, patch: (agent: Agent) => Partial<Agent>): Run {
  const agent = run.agents[id]
  return agent ? { ...run, agents: put(run.agents, id, { ...agent, ...patch(agent) }) } : run
}

/** The run with this changed of one task. Its `since` moves with its state. */
export function patchTask(run: Run, id: string, at: number, patch: Partial<Task>): Run {
  const task = run.tasks[id]
  if (!task) return run
  const since = patch.state !== undefined && patch.state !== task.state ? at : task.since
  return { ...run, tasks: put(run.tasks, id, { ...task, ...patch, since }) }
}

/** The run with this changed of one report. */
export function patchReport(run: Run, id: string, patch: (report: Report) => Partial<Report>): Run {
  const report = run.reports[id]
  return report ? { ...run, reports: put(run.reports, id, { ...report, ...patch(report) }) } : run
}

/** Keeps the counters past every id seen, so that the next id is always free. */
export function count(run: Run, counter: keyof Run['counters'], id: string): Run {
  const next = Number(id.slice(1)) + 1
  return next > run.counters[counter] ? { ...run, counters: { ...run.counters, [counter]: next } } : run
}
