import type { RoleSummary, TaskSummary, VerbReply } from '#shared/contract/verbs'
import { cardOf, currentTask, isOpen } from '#shared/model/selectors'
import type { Run } from '#shared/model/state'
import type { LiveRun } from '../run/live-run'
import { noSuchRole, refuse, type Ask, type VerbContext } from './context'

/** A worker's screen as text. */
export async function peek({ live, screenText }: VerbContext, request: Ask<'peek'>): Promise<VerbReply> {
  const panes = Object.values(live.head.panes)
  const pane = panes.find((candidate) => candidate.role === request.role)
  if (!pane) return noSuchRole(panes, request.role)
  if (!pane.agent) return refuse(`${pane.role} has not been started.`, 'Delegate to it to start it.')
  return { ok: true, message: '', screen: await screenText(pane.agent, request.lines) }
}

/** Who is busy, with what, for how long. */
export function roleSummaries(run: Run): RoleSummary[] {
  return run.paneOrder.map((id) => {
    const card = cardOf(run, id)
    return {
      role: card.role,
      orchestrator: card.start,
      status: card.word,
      tool: card.tool,
      detail: card.detail,
      waitingFor: card.waitingFor,
      task: currentTask(run, id)?.id ?? null,
      queued: card.queued,
      seconds: Math.max(0, Math.round((Date.now() - card.since) / 1000)),
    }
  })
}

/** The ledger of the run. */
export function taskSummaries(live: LiveRun): TaskSummary[] {
  const run = live.head
  return Object.values(run.tasks).map((task) => ({
    task: task.id,
    batch: task.batch,
    role: task.role,
    round: task.round,
    state: task.state,
    outcome: task.outcome,
    preview: task.text.preview,
    file: live.texts.forAgent(task.text.file),
    report: task.report ? live.texts.forAgent(run.reports[task.report]?.text.file ?? '') : null,
    minutes: Math.round(((isOpen(task) ? Date.now() : task.since) - task.createdAt) / 60_000),
  }))
}
