import type { RoleSummary, TaskSummary, VerbReply } from '#shared/contract/verbs'
import { cardOf, currentTask, isOpen } from '#shared/model/selectors'
import { nameOf, panesNamed, panesOnShow, seatName, seatsOf } from '#shared/model/seats'
import type { Run } from '#shared/model/state'
import { oneLine } from '#shared/model/timeline'
import type { LiveRun } from '../run/live-run'
import { noSuchRole, refuse, type Ask, type VerbContext } from './context'

/** A worker's screen as text; of a role with several agents all screens, each under its name. */
export async function peek({ live, screenText }: VerbContext, request: Ask<'peek'>): Promise<VerbReply> {
  const panes = panesNamed(live.head, request.role)
  if (panes.length === 0) return noSuchRole(live.head, request.role)
  const screens = await Promise.all(
    panes.map(async (pane) => ({
      name: seatName(pane),
      text: pane.agent === null ? null : await screenText(pane.agent, request.lines),
    })),
  )
  const shown = screens.filter((screen) => screen.text !== null)
  if (shown.length === 0)
    return refuse(`${request.role} has not been started.`, 'Delegate to it to start it.')
  const [only] = shown
  const screen =
    only && shown.length === 1
      ? (only.text ?? '')
      : shown.map(({ name, text }) => `== ${name} ==\n${text}`).join('\n\n')
  return { ok: true, message: '', screen }
}

/** Who is busy, with what, for how long. */
export function roleSummaries(run: Run): RoleSummary[] {
  return panesOnShow(run).map(({ pane: id }) => {
    const card = cardOf(run, id)
    return {
      role: card.role,
      orchestrator: card.start,
      status: card.word,
      tool: card.tool,
      detail: card.detail,
      waitingFor: card.waitingFor === null ? null : oneLine(card.waitingFor),
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
    seat: task.delivery === null || seatsOf(run, task.role).length === 1 ? null : nameOf(run, task.pane),
    round: task.round,
    state: task.state,
    outcome: task.outcome,
    preview: task.text.preview,
    file: live.texts.forAgent(task.text.file),
    report: task.report ? live.texts.forAgent(run.reports[task.report]?.text.file ?? '') : null,
    minutes: Math.round(((isOpen(task) ? Date.now() : task.since) - task.createdAt) / 60_000),
  }))
}
