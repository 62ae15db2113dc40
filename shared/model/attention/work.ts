import { nameOf } from '../seats'
import { isMoot, orchestratorOf } from '../selectors'
import type { Run } from '../state'
import type { AttentionItem } from './item'

/** Questions and plans for the person. */
export function questionItems(run: Run): AttentionItem[] {
  return Object.values(run.questions).flatMap((question): AttentionItem[] => {
    if (question.to !== 'person' || question.answer || isMoot(run, question)) return []
    return [
      {
        key: `question:${question.id}`,
        rank: 1,
        kind: question.plan ? 'plan' : 'question',
        pane: question.pane,
        role: nameOf(run, question.pane),
        text: `${nameOf(run, question.pane)} ${question.plan ? 'has a plan' : 'asks'}: ${question.text.preview}`,
        since: question.at,
        refs: { question: question.id },
      },
    ]
  })
}

/** Tasks that wait for the person. */
export function heldTaskItems(run: Run): AttentionItem[] {
  return Object.values(run.tasks).flatMap((task): AttentionItem[] => {
    if (task.state !== 'held') return []
    const approval = task.hold?.why === 'approval'
    return [
      {
        key: `held:${task.id}:${task.since}`,
        rank: 1,
        kind: approval ? 'approval' : 'held',
        pane: task.pane,
        role: task.role,
        text: approval
          ? `${task.role} waits for your yes: ${task.text.preview}`
          : `Task ${task.id} is held. ${task.hold?.detail ?? ''}`.trim(),
        since: task.since,
        refs: { task: task.id },
      },
    ]
  })
}

/** Roles that may not edit, and did. */
export function editItems(run: Run): AttentionItem[] {
  return Object.values(run.reports).flatMap((report): AttentionItem[] => {
    const edits = report.checks.find((check) => check.kind === 'edits' && check.verdict === 'failed')
    if (!edits) return []
    return [
      {
        key: `edits:${report.id}`,
        rank: 3,
        kind: 'edits',
        pane: report.pane,
        role: nameOf(run, report.pane),
        text: edits.detail,
        since: report.at,
        refs: { report: report.id, ...(report.task ? { task: report.task } : {}) },
      },
    ]
  })
}

/** Changes of the tree while only the orchestrator was at work. */
export function changeItems(run: Run): AttentionItem[] {
  const lead = orchestratorOf(run)
  return Object.values(run.changes).map((change) => ({
    key: changeKey(change.id),
    rank: 3,
    kind: 'tree-changed',
    pane: lead?.pane ?? null,
    role: lead?.role ?? '',
    text: change.detail,
    since: change.at,
    refs: { change: change.id },
  }))
}

/** Texts that may not have arrived, or that cannot go out. */
export function deliveryItems(run: Run): AttentionItem[] {
  return Object.values(run.deliveries).flatMap((delivery): AttentionItem[] => {
    const stuckOnDraft = delivery.state === 'held' && delivery.hold === 'draft'
    if (delivery.state !== 'unproven' && !stuckOnDraft) return []
    return [
      {
        key: `delivery:${delivery.id}:${delivery.state}:${delivery.since}`,
        rank: 2,
        kind: 'unproven',
        pane: delivery.pane,
        role: nameOf(run, delivery.pane),
        text: stuckOnDraft
          ? `A text for ${nameOf(run, delivery.pane)} waits: you have half-typed text there`
          : `A text for ${nameOf(run, delivery.pane)} may not have arrived. ${delivery.detail ?? ''}`.trim(),
        since: delivery.since,
        refs: { delivery: delivery.id, ...(delivery.tasks[0] ? { task: delivery.tasks[0] } : {}) },
      },
    ]
  })
}

/** Tasks that the deck has given up. */
export function lostTaskItems(run: Run): AttentionItem[] {
  return Object.values(run.tasks).flatMap((task): AttentionItem[] => {
    // A report of "blocked" or "failed" goes to the orchestrator; only a task given up by the deck is the person's.
    if (task.state !== 'failed' || task.report) return []
    return [
      {
        key: `task-failed:${task.id}`,
        rank: 2,
        kind: 'task-failed',
        pane: task.pane,
        role: task.role,
        text: `Task ${task.id} of ${task.role} was given up. ${task.reason ?? ''}`.trim(),
        since: task.since,
        refs: { task: task.id },
      },
    ]
  })
}

/** Key of the item that a change of the tree makes: it is settled by dismissing it. */
export function changeKey(change: string): string {
  return `change:${change}`
}
