import type { Run, TimelineEntry } from '#shared/model/state'
import type { DocumentRef } from '../../state/view-store'

/** The text that opening an entry shows, or null when there is none behind it. */
export function entryDocument(run: Run, { kind, refs }: TimelineEntry): DocumentRef | null {
  if (refs.evidence) return { kind: 'evidence', id: refs.evidence }
  if (refs.note) return { kind: 'note', id: refs.note }
  if (refs.handOver) return { kind: 'hand-over', id: refs.handOver }
  if (refs.summary) return { kind: 'summary', id: 'summary' }
  if (refs.report) return { kind: 'report', id: refs.report }
  if (refs.question) {
    const answered = kind === 'answer' && run.questions[refs.question]?.answer
    return { kind: answered ? 'answer' : 'question', id: refs.question }
  }
  if (refs.task) return { kind: 'task', id: refs.task }
  const report = refs.delivery ? run.deliveries[refs.delivery]?.reports[0] : undefined
  return report ? { kind: 'report', id: report } : null
}
